"""The keys of the officers' pages: which key presses which button, and the switch that turns them all off (WCAG 2.1.4)."""

from django.http import HttpRequest
from django.utils.functional import Promise

from binhyen.desk import acts

#: The browser remembers here that its officer wants no single keys.
COOKIE = "phim_tat"


def are_off(request: HttpRequest) -> bool:
    """Say whether this browser's officer has switched the keys off."""
    return request.COOKIES.get(COOKIE) == "0"


def shown(request: HttpRequest) -> dict[str, object]:
    """Return what the help of the keys shows, and whether they are off."""
    return {"keys_are_off": are_off(request), "keys_of_acts": _of_acts()}


def _of_acts() -> list[tuple[str, Promise]]:
    """Return the key of each act that has one, with its name, in the order of the buttons."""
    return [(page.key, page.label) for page in acts.PAGES.values() if page.key]
