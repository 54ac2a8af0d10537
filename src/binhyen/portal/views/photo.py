"""A photo of a report or of its messages, for whoever has just shown number and code.

The page names each photo by a signed address that ends after ten minutes: no session is needed, and an address left
behind in a browser's history or a proxy's log opens nothing.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from binhyen.core import clock
from binhyen.reports import actions as reports
from binhyen.reports.models import Photo

SHOWN_FOR = timedelta(minutes=10)
_SALT = "portal.photo"


def address(photo: Photo, at: datetime) -> str:
    """Return the address under which `photo` can be seen for ten minutes."""
    until = int((at + SHOWN_FOR).timestamp())
    bound = {"p": photo.pk, "r": photo.report_id, "u": until}
    return reverse("portal:photo", args=[signing.Signer(salt=_SALT).sign_object(bound)])


@require_GET
@cache_control(no_store=True, private=True)
def photo(request: HttpRequest, signed: str) -> FileResponse:
    """Serve a photo whose address was given out a moment ago."""
    try:
        bound = signing.Signer(salt=_SALT).unsign_object(signed)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    if bound["u"] < clock.now().timestamp():
        raise Http404
    kept = Photo.objects.filter(pk=bound["p"], report=bound["r"]).first()
    path = reports.photo_path(kept.file) if kept else None
    if path is None or not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response
