"""What lets a phone install the pages and open some of them without a network: manifest, worker, token, the page that says so."""

import hashlib
import json
from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from binhyen.core import clock

_WORKER = Path(__file__).resolve().parent / "static/binhyen/built/worker.js"
#: What a page needs to stand without a network.
_ASSETS = (
    "built/binhyen.css", "built/desk.css", "built/boot.js", "built/base.js", "built/photo.js", "built/draft.js", "built/later.js", "built/field.js",
    "icon.svg",
)  # fmt: skip
_GROUND = "#0b4843"
_DAY = 24 * 3600


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how a phone puts the residents' pages on its first screen."""
    return manifest_of(_("Bình Yên"), _("Bình Yên"), "portal:home")


def manifest_of(name: str, short_name: str, start: str) -> HttpResponse:
    """Return the manifest of an app that begins at the address called `start`."""
    icons = [
        {"src": static(f"binhyen/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]  # fmt: skip
    told = {
        "id": reverse(start),
        "name": name,
        "short_name": short_name,
        "lang": "vi",
        "start_url": reverse(start),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": _GROUND,
        "icons": icons,
    }
    answer = HttpResponse(json.dumps(told, ensure_ascii=False))
    answer["Content-Type"] = "application/manifest+json; charset=utf-8"
    answer["Cache-Control"] = f"max-age={_DAY}"
    return answer


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker for the whole site; another build gives other bytes, so browsers take the new one."""
    if not _WORKER.exists():
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    code = _WORKER.read_text(encoding="utf-8")
    head = json.dumps(_build(code), ensure_ascii=True)
    answer = HttpResponse(f"self.BINH_YEN={head};\n{code}", content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@cache
def _build(code: str) -> dict[str, object]:
    """Return what the worker has to know of this build."""
    assets = [static(f"binhyen/{name}") for name in _ASSETS]
    total = hashlib.sha256(code.encode())
    for name in _ASSETS:
        path = _WORKER.parent.parent / name
        total.update(path.read_bytes() if path.exists() else b"")
    return {
        "build": total.hexdigest()[:12],
        "assets": assets,
        "offline": reverse("offline"),
        "field": reverse("desk:field"),
        "report": reverse("portal:report"),
        "later": reverse("portal:later"),
        "logins": [reverse("account_login"), reverse("account_logout")],
    }


@never_cache
@require_GET
def token(request: HttpRequest) -> JsonResponse:
    """Give a fresh CSRF token, and the time, to a page that was kept for hours. Starts no session and knows nobody."""
    return JsonResponse({"token": get_token(request), "now": clock.now().isoformat()})


@require_GET
@cache_control(public=True, max_age=_DAY)
def offline(request: HttpRequest) -> HttpResponse:
    """Show the page that stands in for one that needs the network; the worker keeps it."""
    return render(request, "binhyen/offline.html")
