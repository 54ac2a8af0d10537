"""The report as it grows, question by question. It lives in the page's hidden fields and nowhere on the server.

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
    "commune": forms.Commune,
    "place": forms.Place,
    "you": forms.You,
    "contact": forms.Contact,
    "check": forms.Check,
}
#: What travels from page to page. A photo travels as the token under which it waits.
CARRIED = (
    "category", "words", "when", "day", "hour", "unit", "area", "place_words", "lat", "lon",
    "disclosure", "full_name", "phone", "email", "consent",
)  # fmt: skip


_TOKEN = re.compile(r"[\w-]{1,43}", re.ASCII)


@dataclass
class Wizard:
    """One report being written. `data` is what the page sent."""

    data: QueryDict
    at: datetime
    files: MultiValueDict[str, Any] = field(default_factory=MultiValueDict)

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

    def steps(self) -> list[str]:
        """Return the questions that this report needs, in order."""
        left_out = {"commune"} if self.served.only else set()
        if self.data.get("disclosure") in {"", None, Disclosure.ANONYMOUS.value}:
            left_out.add("contact")
        return [name for name in FORMS if name not in left_out]

    def form(self, name: str, *, bound: bool) -> forms.Step:
        """Return the form of one question: bound to be judged, else filled with what was typed so far."""
        more: dict[str, Any] = {"at": self.at}
        if name in {"commune", "place"}:
            more["served"] = self.served
        if name == "place":
            more["commune"] = self.commune
        if bound:
            return FORMS[name](self.data, self.files, **more)
        typed = {key: self.data.get(key) for key in CARRIED if key in self.data}
        if name == "commune":
            # The list of communes follows from what was searched for.
            form = FORMS[name](self.data, **more)
            form.is_bound = False
            form.initial = {**typed, "search": self.data.get("search", "")}
            return form
        return FORMS[name](initial=typed, **more)

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
        """Return the question that follows; a commune that is known already is not asked for."""
        steps = self.steps()
        following = steps[steps.index(name) + 1]
        return self.after(following) if following == "commune" and self.commune else following

    def before(self, name: str) -> str:
        """Return the question before."""
        steps = [step for step in self.steps() if step != "commune" or name == "place"]
        return steps[max(steps.index(name) - 1, 0)] if name in steps else "story"

    def judge(self) -> "Judged":
        """Return all questions judged once."""
        return Judged(self)


@dataclass
class Judged:
    """All answers, each judged once. What changes in the wizard afterwards is not seen here."""

    wizard: Wizard

    @cached_property
    def forms(self) -> dict[str, forms.Step]:
        """The judged form of each question; none where the commune is not known."""
        judged = {}
        for name in self.wizard.steps():
            if name == "commune" or (name == "place" and self.wizard.commune is None):
                continue
            judged[name] = self.wizard.form(name, bound=True)
            judged[name].full_clean()
        return judged

    @property
    def first_gap(self) -> str:
        """The first question whose answer is missing or cannot stand; "check" when all are answered."""
        for name in self.wizard.steps():
            if name == "commune" and self.wizard.commune is None:
                return name
            if name in self.forms and not self.forms[name].is_valid():
                return name
        return "check"

    def draft(self) -> Draft:
        """Return what is to be reported; all questions are answered (`first_gap` is "check")."""
        story, place = self.forms["story"], self.forms["place"]
        assert isinstance(story, forms.Story)  # noqa: S101 for the type checker
        assert isinstance(place, forms.Place)  # noqa: S101 for the type checker
        return Draft(
            category=self.forms["subject"].cleaned_data["category"],
            words=story.cleaned_data["words"],
            happened_at=story.happened_at(),
            unit=place.commune,
            area=place.chosen_area(),
            place_words=place.cleaned_data["place_words"],
            lat=place.cleaned_data["lat"],
            lon=place.cleaned_data["lon"],
            disclosure=Disclosure(self.forms["you"].cleaned_data["disclosure"]),
            language=forms.language(),
        )

    def person(self) -> Person | None:
        """Return who reports, None when they stay unknown."""
        if "contact" not in self.forms:
            return None
        answers = self.forms["contact"].cleaned_data
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
