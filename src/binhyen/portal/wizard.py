"""The report as it grows, page by page. It lives in the page's hidden fields and nowhere on the server.

So nothing about a reporter is kept before they send, going back keeps everything, and a page that was open
overnight can still be sent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from binhyen.core import clock
from binhyen.places.models import Unit
from binhyen.portal import forms, queries
from binhyen.reports import catalogues, rules
from binhyen.reports.actions import Draft, Person
from binhyen.reports.models import Disclosure

FORMS: Mapping[str, type[forms.Step]] = {
    "subject": forms.Subject,
    "story": forms.Story,
    "you": forms.You,
}
#: What travels from page to page. A photo travels as the token under which it waits.
CARRIED = (
    "category", "words", "when", "day", "hour", "unit", "area", "place_words", "lat", "lon",
    "disclosure", "full_name", "phone", "email", "consent",
)  # fmt: skip
#: Where an answer begins its way: these two pages are summed up on the last one.
SAID = ("subject", "story")


_TOKEN = re.compile(r"[\w-]{1,43}", re.ASCII)


@dataclass
class Wizard:
    """One report being written. `data` is what the page sent; `written_at` is when, if it waited on a phone before."""

    data: QueryDict
    at: datetime
    files: MultiValueDict[str, Any] = field(default_factory=MultiValueDict)
    written_at: datetime | None = None

    def __post_init__(self) -> None:
        self._communes: dict[str, Unit | None] = {}

    @cached_property
    def key(self) -> UUID:
        """The key that makes the same form sent twice one report; a key that was tampered with is drawn anew."""
        try:
            return UUID(self.data.get("key", ""))
        except ValueError:
            return uuid4()

    @property
    def photos(self) -> list[str]:
        """The tokens of the photos so far."""
        tokens = [token for token in self.data.getlist("photos") if _TOKEN.fullmatch(token)]
        return list(dict.fromkeys(tokens))[: rules.MOST_PHOTOS]

    @property
    def category(self) -> catalogues.Category | None:
        """What it is about, once that is chosen."""
        return catalogues.taxonomy().categories.get(self.data.get("category", ""))

    @cached_property
    def served(self) -> queries.Served:
        """The communes a report can go to."""
        return queries.served(clock.local_day(self.at))

    @property
    def commune(self) -> Unit | None:
        """The commune it will go to, once that is known: the only one served, or the one chosen."""
        key = str(self.data.get("unit", ""))
        if key not in self._communes:
            self._communes[key] = self.served.commune(key) or self.served.only
        return self._communes[key]

    def form(self, name: str, *, bound: bool) -> forms.Step:
        """Return the form of one page: bound to be judged, else filled with what was typed so far."""
        more: dict[str, Any] = {"at": self.at}
        if name == "story":
            typed = str(self.data.get("search", ""))
            more |= {"served": self.served, "commune": self.commune, "search": typed}
        if bound:
            return FORMS[name](self.data, self.files, **more)
        typed_so_far = {key: self.data.get(key) for key in (*CARRIED, "search") if key in self.data}
        return FORMS[name](initial=typed_so_far, **more)

    def carried_past(self, form: forms.Step) -> list[tuple[str, str]]:
        """Return the hidden fields of a page that shows `form`: everything the form does not ask itself."""
        own = set(form.fields)
        carried = [
            (name, value)
            for name in CARRIED
            if name not in own
            for value in self.data.getlist(name)
        ]
        return [*carried, *(("photos", token) for token in self.photos), ("key", str(self.key))]

    def after(self, name: str) -> str:
        """Return the page that follows; after the last one comes none."""
        steps = list(FORMS)
        return steps[min(steps.index(name) + 1, len(steps) - 1)]

    def before(self, name: str) -> str:
        """Return the page before."""
        steps = list(FORMS)
        return steps[max(steps.index(name) - 1, 0)]

    def forget_commune(self) -> None:
        """Ask for the commune anew."""
        for name in ("unit", "area", "lat", "lon"):
            self.data.pop(name, None)
        self._communes.clear()

    def settle_place(self, story: forms.Story) -> None:
        """Carry on the commune and the area that the second page came to."""
        area = story.chosen_area()
        if story.commune is not None:
            self.data["unit"] = str(story.commune.pk)
        self.data["area"] = str(area.pk) if area else ""

    def judge(self) -> "Judged":
        """Return all questions judged once."""
        return Judged(self)


@dataclass
class Judged:
    """All answers, each judged once. What changes in the wizard afterwards is not seen here."""

    wizard: Wizard

    @cached_property
    def pages(self) -> dict[str, forms.Step]:
        """The judged form of each page."""
        judged = {name: self.wizard.form(name, bound=True) for name in FORMS}
        for form in judged.values():
            form.full_clean()
        return judged

    @property
    def first_gap(self) -> str:
        """The first page on which an answer is missing or cannot stand; empty when all are answered."""
        return next((name for name, form in self.pages.items() if not form.is_valid()), "")

    @property
    def is_told(self) -> bool:
        """Say whether all is told but who tells it."""
        return all(self.pages[name].is_valid() for name in SAID)

    @property
    def story(self) -> forms.Story:
        """The judged second page."""
        story = self.pages["story"]
        assert isinstance(story, forms.Story)  # noqa: S101 for the type checker
        return story

    def draft(self) -> Draft:
        """Return what is to be reported, once all is told (`is_told`); anonymous until it is said otherwise."""
        story, answers = self.story, self.story.cleaned_data
        assert story.commune is not None  # noqa: S101 no story is valid without
        disclosure = self.pages["you"].cleaned_data.get("disclosure") or Disclosure.ANONYMOUS
        return Draft(
            category=self.pages["subject"].cleaned_data["category"],
            words=answers["words"],
            # "Now" is the reporter's word and means the writing. Nothing is counted from it.
            happened_at=(story.is_now and self.wizard.written_at) or story.happened_at(),
            unit=story.commune,
            area=story.chosen_area(),
            place_words=answers["place_words"],
            lat=answers["lat"],
            lon=answers["lon"],
            disclosure=Disclosure(disclosure),
            language=forms.language(),
        )

    def person(self) -> Person | None:
        """Return who reports, None when they stay unknown."""
        answers = self.pages["you"].cleaned_data
        if answers["disclosure"] == Disclosure.ANONYMOUS:
            return None
        return Person(
            full_name=answers["full_name"],
            phone=answers["phone"],
            email=answers["email"],
            consent=forms.CONSENT,
        )


def start(*, at: datetime, unit: str = "", area: str = "") -> Wizard:
    """Return an empty report, for a place when a notice board's code named one."""
    data = QueryDict(mutable=True)
    data["key"] = str(uuid4())
    if unit:
        data["unit"] = unit
    if area:
        data["area"] = area
    return Wizard(data, at)
