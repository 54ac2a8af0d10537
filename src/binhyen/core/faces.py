"""What every page shares: the language chosen, the names of the house, form rendering, and the page for a lost form.

Vietnamese is first whatever a phone's browser says it prefers; English is one tap away and remembered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFilesSent
from django.forms.renderers import TemplatesSetting
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from binhyen.core import selects

#: Text sizes offered on every page, in percent of the browser's own.
TEXT_SIZES = (100, 125, 150)
SIZE_COOKIE = "co_chu"
CONTRAST_COOKIE = "tuong_phan"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Face:
    """How one reader wants to see the pages."""

    size: int
    contrast: bool

    @property
    def classes(self) -> str:
        """The classes of the html element; empty for the usual face."""
        size = "" if self.size == TEXT_SIZES[0] else f"by-size-{self.size}"
        return " ".join(filter(None, (size, "by-contrast" if self.contrast else "")))


class LanguageMiddleware:
    """Activate the language of the cookie, else Vietnamese; Accept-Language is not asked on purpose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.offered = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.offered else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def refuse_nul(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Turn away an address or a cookie that holds NUL: nobody types it, and PostgreSQL cannot look for it.

    What is posted goes through forms, which say so at the field.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        asked = [value for values in request.GET.lists() for value in values[1]]
        if any("\0" in text for text in (request.path_info, *asked, *request.COOKIES.values())):
            request.COOKIES.clear()  # the page that says so must not look for it either
            message = "NUL in an address or a cookie"
            raise BadRequest(message)
        return get_response(request)

    return answer


class FormRenderer(TemplatesSetting):
    """Render every form with the house's own field template."""

    form_template_name = "binhyen/form.html"
    field_template_name = "binhyen/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw from the template; a select with its many options without."""
        if template_name == selects.TEMPLATE:
            return selects.drawn(context["widget"])
        return super().render(template_name, context, request)


def emergency_lines() -> list[tuple[str, str]]:
    """Return the numbers to call at once, each with who answers."""
    who = {
        "113": _("Police"),
        "114": _("Fire and rescue"),
        "115": _("Ambulance"),
        "111": _("Child protection"),
    }
    return [(number, who.get(number, _("Emergency"))) for number in settings.EMERGENCY_NUMBERS]


def read_face(request: HttpRequest) -> Face:
    """Return the reader's text size and contrast, as the cookies say; anything odd means the usual face."""
    raw = request.COOKIES.get(SIZE_COOKIE, "")
    size = int(raw) if raw in map(str, TEXT_SIZES) else TEXT_SIZES[0]
    return Face(size=size, contrast=request.COOKIES.get(CONTRAST_COOKIE) == "1")


def house(request: HttpRequest) -> dict[str, Any]:
    """Return what every template may use: the face chosen, the emergency numbers, whether this is the demo."""
    return {
        "face": read_face(request),
        "emergency_numbers": settings.EMERGENCY_NUMBERS,
        "emergency_lines": emergency_lines(),
        "is_demo": settings.DEMO,
        "source_url": settings.SOURCE_URL,
    }


def _stepped(size: int, step: str) -> int:
    """Return the next text size up or down, or the usual one."""
    if step not in {"+", "-"}:
        return TEXT_SIZES[0]
    index = TEXT_SIZES.index(size) + (1 if step == "+" else -1)
    return TEXT_SIZES[min(max(index, 0), len(TEXT_SIZES) - 1)]


@require_POST
def set_face(request: HttpRequest) -> HttpResponse:
    """Remember a text size, contrast or language and return to the page the form stood on; works without scripts.

    A half-filled form that holds the buttons names itself in the address (`giu`): the browser then sends the whole
    of it on to its page (307), which shows it again as it was. See `only_looks_change`.
    """
    face = read_face(request)
    kept = request.GET.get("giu", "")
    target = kept or request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        kept, target = "", "/"
    response = HttpResponseRedirect(target, preserve_request=bool(kept))
    if "co_chu" in request.POST:
        _remember(response, SIZE_COOKIE, str(_stepped(face.size, request.POST["co_chu"])))
    if "tuong_phan" in request.POST:
        _remember(response, CONTRAST_COOKIE, "0" if face.contrast else "1")
    if request.POST.get("language") in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, request.POST["language"])
    return response


def only_looks_change(request: HttpRequest) -> bool:
    """Tell whether a form came by a button of the head: it is to be shown again, not judged."""
    return any(name in request.POST for name in ("co_chu", "tuong_phan", "language"))


def _remember(response: HttpResponse, name: str, value: str) -> None:
    """Set a cookie that the page's script may change as well: it holds a taste and nothing about the person."""
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)


def icon(request: HttpRequest) -> HttpResponse:
    """Send browsers that guess to the icon under its present, hashed name."""
    return HttpResponseRedirect(static("binhyen/icon.svg"))


def not_here(request: HttpRequest, **rest: object) -> HttpResponse:
    """Answer for a page of a library that this house does not offer."""
    raise Http404


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong with a request nobody could read; Django's own view would leave the page half empty."""
    context = {
        "is_too_long": isinstance(exception, RequestDataTooBig),
        "has_too_many_files": isinstance(exception, TooManyFilesSent),
    }
    return render(request, "400.html", context, status=400)


def _is_ours(request: HttpRequest) -> bool:
    """Tell whether the form stood on a page of this house; without a sign of it, it did not."""
    came_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(came_from).netloc == request.get_host()


def readable(values: Iterable[str]) -> list[str]:
    """Tell words from the codes of choices and hidden fields, which say nothing to a reader."""
    return [value for value in values if not value.isascii() or len(value.split()) > 1]


def written(request: HttpRequest) -> list[str]:
    """Return the words that came with a form, to be shown again where they could not be taken."""
    return readable(value for _name, value in _typed(request))


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name in request.POST
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in request.POST.getlist(name)
    ]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection has run out; what was typed is shown again so that it can be resent.

    A form from another site is not offered again: one press would carry out what that site wanted.
    """
    context = {
        "is_ours": _is_ours(request),
        "typed": _typed(request),
        "readable": written(request),
        "had_files": bool(request.FILES),
        "action": request.get_full_path(),
    }
    return render(request, "binhyen/csrf_failure.html", context, status=403)
