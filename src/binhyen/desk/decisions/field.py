"""By which decision: chosen from the own register, or typed where another body issued it."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.desk.officers import number_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.documents import queries
from binhyen.documents.models import Paper
from binhyen.places.models import Unit

PAPER = "decision_paper"
_NUMBER, _DAY = "decision_number", "decided_on"
#: The newest decisions that the list offers; an older one is typed, or opened from the register.
OFFERED = 100
_NONE: Mapping[str, object] = {}


class ByDecision(forms.Form):
    """Number and date of a decision. `offer` puts the register's decisions beside them; chosen there, nothing is typed.

    `decision_number` and `decided_on` come out of `cleaned_data` as if they had been typed.
    """

    #: Whether the page may do without any decision.
    is_decision_optional = False
    #: The field that names who signed, where the form has one.
    signer_field = ""

    decision_paper = forms.ChoiceField(
        label=_("Decision in the register"), required=False, help_text=_("Its number and date are taken over.")
    )  # fmt: skip
    decision_number = fields.number(_("Number of the decision"))
    decided_on = fields.day(_("Date of the decision"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._papers: dict[str, Paper] = {}
        #: Where the decision can be written, empty where the visitor may not or no body is set up.
        self.written_at = ""
        self._asked: set[str] = set()
        self._hidden = self.fields.pop(PAPER)
        if self.is_decision_optional:
            self.fields[_NUMBER].required = self.fields[_DAY].required = False

    @property
    def first_of_decision(self) -> str:
        """The field before which a page leads to where the decision is written."""
        return PAPER if PAPER in self.fields else _NUMBER

    @property
    def chosen(self) -> Paper | None:
        """The decision that the page opened with, as the address or what was kept before says."""
        return self._papers.get(str(self.initial.get(PAPER, "")))

    def offer(self, papers: list[Paper], first: Paper | None) -> None:
        """Offer these decisions, `first` chosen already or that whose number stands in the form. What was typed by hand
        may then stay empty."""
        known = [first, *papers] if first else papers
        self._papers = {str(paper.pk): paper for paper in known}
        if not self._papers:
            return
        said = (self.initial.get(_NUMBER), self.initial.get(_DAY))
        kept = next((one for one in known if (one.written, one.day) == said), None)
        if chosen := first or kept:
            self.initial = {**self.initial, PAPER: str(chosen.pk), _NUMBER: "", _DAY: None}
        field = self._hidden
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.is_asked = True  # type: ignore[attr-defined]
        field.widget.attrs["class"] = "by-broad"
        field.choices = [
            ("", gettext("none of these: I type number and date")),
            *((key, _told(paper)) for key, paper in self._papers.items()),
        ]
        places = list(self.fields)
        at = places.index(_NUMBER)
        self.fields[PAPER] = field
        self.order_fields([*places[:at], PAPER, *places[at:]])
        for name in filter(None, (_NUMBER, _DAY, self.signer_field)):
            if self.fields[name].required:
                self._asked.add(name)
            self.fields[name].required = False
            self.fields[name].is_asked = True  # type: ignore[attr-defined]
        self.fields[_NUMBER].help_text = _("Only where you chose none above.")

    def clean(self) -> dict[str, Any]:
        """Take number, date and signer from the decision chosen; refuse two decisions at once, and none."""
        typed = super().clean() or {}
        paper = self._papers.get(typed.pop(PAPER, ""))
        if paper is not None:
            self._take(paper, typed)
        else:
            for name in self._asked - self.errors.keys():
                if not typed.get(name):
                    self.add_error(name, self.fields[name].error_messages["required"])
        return typed

    def _take(self, paper: Paper, typed: dict[str, Any]) -> None:
        number, day = typed.get(_NUMBER), typed.get(_DAY)
        if (number and number != paper.written) or (day and day != paper.day):
            sentence = gettext("You chose decision %(number)s above and typed another one. Keep one of the two.")  # fmt: skip
            self.add_error(_NUMBER, sentence % {"number": paper.written})
            return
        typed[_NUMBER], typed[_DAY] = paper.written, paper.day
        if self.signer_field and not typed.get(self.signer_field):
            typed[self.signer_field] = paper.signer_name


def _told(paper: Paper) -> str:
    about = f"{paper.title[:70]}…" if len(paper.title) > 70 else paper.title
    signer = f" ({paper.signer_name})" if paper.signer_name else ""
    return f"{paper.written}, {paper.day:%d/%m/%Y}: {about}{signer}"


Form = TypeVar("Form", bound=ByDecision)


def offer(
    form: Form,
    request: HttpRequest,
    unit: Unit | None,
    *,
    wording: str = "",
    about: Mapping[str, object] = _NONE,
) -> Form:
    """Return the form with the decisions of the unit's register, where the visitor may read it, and with the address at
    which its `wording` is drafted, where it has one and they may; `about` is what that page is told in its address."""
    visit = visit_of(request)
    if unit is None:
        return form
    if visit.may("documents.read", unit):
        form.offer(list(queries.decisions(unit)[:OFFERED]), _asked_for(request, unit))
    if wording:
        form.written_at = written_at(visit, unit, wording, about)
    return form


def written_at(visit: Visit, unit: Unit, wording: str, about: Mapping[str, object] = _NONE) -> str:
    """Return the address at which a paper of the unit is drafted with what the house knows of it, empty where the visitor
    may not or no body is set up; `about` is what that page is told in its address."""
    if not (visit.may("documents.draft", unit) and queries.issuers_of(unit).exists()):
        return ""
    query = urlencode({"don-vi": unit.pk, **about})
    return f"{reverse('desk:draft_document', args=[wording])}?{query}"


def _asked_for(request: HttpRequest, unit: Unit) -> Paper | None:
    """Return the decision that the address names, if it stands in the register of the unit."""
    asked = number_asked(request, "van-ban")
    return None if asked is None else queries.decisions(unit).filter(pk=asked).first()
