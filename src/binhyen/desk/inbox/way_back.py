"""The way back from a matter to the list as one left it: its filter, its page, its map, and the row one came from."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

#: No list that our own pages lead to has a longer question.
_MOST = 800


def address(request: HttpRequest) -> str:
    """Return the address of the list one came from; the whole list where the browser does not say.

    Only the question is taken from what the browser says: the path is ours, so that it leads nowhere else. It stands
    in the browser and not in the session: each of several windows has a list of its own.
    """
    inbox = reverse("desk:inbox")
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return inbox
    is_ours = came_from.netloc == request.get_host() and came_from.path == inbox
    if not (is_ours and came_from.query) or len(came_from.query) > _MOST:
        return inbox
    return f"{inbox}?{came_from.query}"
