"""What is typed about the festival: day and place, agenda, what came of it."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from binhyen.core.typed import Words
from binhyen.desk import fields
from binhyen.movement.actions import Item, Outcome
from binhyen.movement.models import AgendaItem, Part

#: Empty rows offered below the agenda.
_EMPTY = 4
#: Steps between the numbers that order the rows, so that a new one fits in between.
_STEP = 10
_NOT_BELOW = {"min_value": _("A number cannot be below zero.")}


class Plan(forms.Form):
    """When and where."""

    held_on = fields.day(_("Day of the festival"))
    place = Words(label=_("Place"), max_length=200)


class Agenda(Plan):
    """The agenda as rows; a row without words is dropped, rows go by their numbers."""

    def __init__(self, items: list[AgendaItem], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.count = len(items) + _EMPTY
        for place in range(self.count):
            self._add(place, items[place] if place < len(items) else None)

    def _add(self, place: int, item: AgendaItem | None) -> None:
        row = place + 1
        of = {"row": row}
        self.fields[f"i{place}-order"] = fields.count(
            _("Row %(row)s, order") % of, min_value=0, max_value=9999, initial=row * _STEP
        )
        self.fields[f"i{place}-part"] = forms.ChoiceField(
            label=_("Row %(row)s, part") % of,
            choices=Part.choices,
            initial=item.part if item else Part.COMMUNITY,
        )
        self.fields[f"i{place}-starts_at"] = forms.TimeField(
            label=_("Row %(row)s, begins at") % of,
            required=False,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            input_formats=["%H:%M", "%H:%M:%S"],
            error_messages={"invalid": _("Write a time such as 07:00.")},
            initial=item.starts_at if item else None,
        )
        self.fields[f"i{place}-title"] = Words(
            label=_("Row %(row)s, what happens") % of,
            required=False,
            max_length=200,
            initial=item.title if item else "",
        )

    def top(self) -> list[BoundField]:
        """Return the fields above the table."""
        return [self["held_on"], self["place"]]

    def rows(self) -> list[list[BoundField]]:
        """Return the fields of each row."""
        names = ("order", "part", "starts_at", "title")
        return [[self[f"i{place}-{name}"] for name in names] for place in range(self.count)]

    def order(self) -> list[int]:
        """Return the rows that say something, in their order: the ceremony, then the community part."""
        typed = self.cleaned_data
        said = [place for place in range(self.count) if typed[f"i{place}-title"]]
        return sorted(
            said,
            key=lambda n: (typed[f"i{n}-part"] != Part.CEREMONY, typed[f"i{n}-order"], n),
        )

    def items(self) -> list[Item]:
        """Return the agenda."""
        typed = self.cleaned_data
        return [
            Item(Part(typed[f"i{n}-part"]), typed[f"i{n}-title"], typed[f"i{n}-starts_at"])
            for n in self.order()
        ]


class Report(forms.Form):
    """What came of the festival, in totals."""

    people = fields.count(_("People who came"), min_value=0, error_messages=_NOT_BELOW)
    delegations = fields.count(
        _("Delegations of areas and units"), min_value=0, initial=0, error_messages=_NOT_BELOW
    )
    units_awarded = fields.count(
        _("Awards to groups"), min_value=0, initial=0, error_messages=_NOT_BELOW
    )
    people_awarded = fields.count(
        _("Awards to individuals"),
        min_value=0,
        initial=0,
        error_messages=_NOT_BELOW,
        help_text=_("Only how many. Who was awarded stands in the decision."),
    )
    commitments_signed = fields.count(
        _("Commitments signed at the festival"), min_value=0, initial=0, error_messages=_NOT_BELOW
    )
    report_number = fields.number(_("Number of the report"), required=False)
    reported_on = fields.day(_("Date of the report"), required=False)

    def clean(self) -> dict[str, Any]:
        """A report has a number and a date, or neither."""
        typed = super().clean() or {}
        for name, other in (("report_number", "reported_on"), ("reported_on", "report_number")):
            if not typed.get(name) and typed.get(other) and name not in self.errors:
                self.add_error(name, _("Write the report's number and its date, or neither."))
        return typed

    def outcome(self) -> Outcome:
        """Return what was typed."""
        return Outcome(**self.cleaned_data)
