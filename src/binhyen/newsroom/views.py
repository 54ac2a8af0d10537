"""Pages beside those that Wagtail finds by their place in the tree."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

#: A picture of an article has a name that no other ever gets.
FOREVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Answer with a picture in one size; what it was made from has no address."""
    path = Path(settings.MEDIA_ROOT) / "newsroom" / "shown" / name
    kind = _TYPES.get(path.suffix)
    if kind is None or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=kind)
    answer.headers["Cache-Control"] = FOREVER
    return answer
