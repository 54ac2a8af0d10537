"""Reads a page as a browser and a screen reader would, and names what is wrong with it."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.contrib.staticfiles import finders

POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


@dataclass
class Page(HTMLParser):
    """What the checks need to know about one page."""

    ids: Counter[str] = field(default_factory=Counter)
    pointed: list[tuple[str, str]] = field(default_factory=list)
    statics: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    lang: str = ""
    headings: int = 0
    controls: list[dict[str, str | None]] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attrs = dict(given)
        if attrs.get("id"):
            self.ids[str(attrs["id"])] += 1
        if tag == "html":
            self.lang = attrs.get("lang") or ""
        if tag == "h1":
            self.headings += 1
        if tag == "label":
            self.labelled.add(attrs.get("for") or "")
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden":
            self.controls.append(attrs)
        self._pointers(tag, attrs)
        self._policy(tag, attrs)
        for value in attrs.values():
            if value and value.startswith("/static/"):
                self.statics.append(value.removeprefix("/static/"))

    def _pointers(self, tag: str, attrs: dict[str, str | None]) -> None:
        for name in POINTERS:
            for target in (attrs.get(name) or "").split():
                self.pointed.append((f"{tag} {name}", target))
        href = attrs.get("href") or ""
        if tag == "a" and href.startswith("#") and len(href) > 1:
            self.pointed.append(("link", href[1:]))

    def _policy(self, tag: str, attrs: dict[str, str | None]) -> None:
        data = attrs.get("type") in {"application/json", "application/ld+json"}
        if tag == "style" or (tag == "script" and "src" not in attrs and not data):
            self.inline.append(tag)
        self.inline += [
            f"{tag} {name}" for name in attrs if name == "style" or name.startswith("on")
        ]


def faults(html: str) -> list[str]:
    """Return what is wrong: nothing, for a page that may be shown."""
    page = Page()
    page.feed(html)
    return [
        *([] if page.lang in {"vi", "en"} else ["the language is not declared"]),
        *([] if page.headings == 1 else [f"{page.headings} first headings"]),
        *(f"id {name} stands {times} times" for name, times in page.ids.items() if times > 1),
        *(f"{who} leads nowhere: {to}" for who, to in page.pointed if to not in page.ids),
        *(f"inline {what} is refused by the content policy" for what in page.inline),
        *(f"{path} is not there" for path in page.statics if finders.find(path) is None),
        *(
            f"{control.get('name')} has no label"
            for control in page.controls
            if control.get("id") not in page.labelled and not control.get("aria-label")
        ),
    ]
