"""Every page of both faces, as whoever may see it: found by following links, judged by axe in four ways."""

import faulthandler
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest

from tests.journeys import axe

pytestmark = pytest.mark.journey

ROLES = ("hanh", "dung", "kha", "tam", "thu", "phuc", "an", "quan", "bien", "soat")
PUBLIC_STARTS = (
    "/",
    "/tro-giup/",
    "/tai-khoan/login/",
    "/don-vi/tim/?q=my+lac",
    "/khong-co-trang-nay/",
)
#: Addresses that no link leads to, or that are no page, and why.
NO_PAGE = {
    "places:at": "answers the map",
    "places:boundary": "answers the map",
    "portal:health": "answers machines",
    "portal:qr": "a picture",
    "help_picture": "a picture",
    "desk:photo": "a picture",
    "desk:switch": "only takes a choice",
    "face": "only takes a choice",
    "set_language": "only takes a choice",
}
FRAMES = ("portal", "desk", "places")


def _names(patterns: Iterable, room: str = "") -> set[str]:
    """Return the names of every address below `patterns`, with their room."""
    found = set()
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        if inner is not None:
            found |= _names(inner, getattr(pattern, "app_name", None) or room)
        elif pattern.name:
            found.add(f"{room}:{pattern.name}" if room else pattern.name)
    return found


def _all_pages() -> set[str]:
    from django.urls import get_resolver

    names = _names(get_resolver().url_patterns)
    return {name for name in names if name.split(":")[0] in FRAMES or name.startswith("help")}


def _name_of(path: str) -> str:
    """Return the name of an address; acts on a matter are pages of their own by their last word."""
    from django.urls import Resolver404, resolve

    try:
        match = resolve(path)
    except Resolver404:
        return path
    slug = match.kwargs.get("slug", "")
    return f"{match.view_name}/{slug}" if slug else match.view_name


def _walk(who, starts: Iterable[str], seen: dict[str, str]) -> list[str]:
    """Follow links from `starts`, judge these and each page not seen before, and return what is wrong."""
    waiting, wrong = [(path, True) for path in starts], []
    while waiting:
        path, is_start = waiting.pop(0)
        name = _name_of(urlsplit(path).path)
        if name.split("/")[0] in NO_PAGE or (name in seen and not is_start):
            continue
        seen[name] = path
        answer = who.page.goto(who.base + path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        wrong += [f"{path}: {fault}" for fault in axe.faults(who.page)]
        links = who.page.eval_on_selector_all(
            "a[href]:not([download])",
            "(all, base) => all.filter(a => a.origin === base).map(a => a.pathname + a.search)",
            who.base,
        )
        waiting += [(link, False) for link in links]
    return wrong


def test_no_page_of_either_face_breaks_a_rule_of_wcag(person, house):
    faulthandler.cancel_dump_traceback_later()  # a long walk is no hang
    seen: dict[str, str] = {}
    wrong = _walk(person(), PUBLIC_STARTS, seen)
    for key in ROLES:
        wrong += _walk(person(key), ["/ban-lam-viec/"], seen)
    assert wrong == []
    visited = {name.split("/")[0] for name in seen}
    missed = sorted(_all_pages() - visited - set(NO_PAGE))
    assert missed == [], f"nobody came by {missed}"
