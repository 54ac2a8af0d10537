"""The shape of what officers type about an initiative, nothing more."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core.typed import Words
from binhyen.desk import fields
from binhyen.desk.decisions.field import ByDecision
from binhyen.figures import registry
from binhyen.figures.rules import Period
from binhyen.movement.actions import MOST_BYTES
from binhyen.movement.models import (
    ActivityKind,
    Force,
    InitiativeKind,
    JointPaperKind,
    ViolationKind,
    YearClass,
)
from binhyen.places.models import Unit


def _area(label: Any, most: int, **options: Any) -> Words:
    return Words(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **options)


class Founding(ByDecision):
    """By which decision, what for, how."""

    is_decision_optional = True
    purpose = _area(_("Purpose"), 500, required=False)
    way_of_working = _area(
        _("Way of working"),
        1000,
        required=False,
        help_text=_("Who does what, when they meet, how it is kept going. No names of persons."),
    )


class Start(Founding):
    """An initiative in the register."""

    name = Words(
        label=_("Name of the initiative"),
        max_length=200,
        help_text=_("A neutral name; nothing about religion or ethnicity."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=InitiativeKind.choices)
    founded_on = fields.day(_("Founded on"))
    teams = fields.count(
        _("Number of teams"),
        min_value=0,
        initial=0,
        help_text=_("At the first point, its own unit."),
    )
    members = fields.count(_("Number of members"), min_value=0, initial=0)
    field_order = [
        "name",
        "kind",
        "founded_on",
        "decision_number",
        "decided_on",
        "teams",
        "members",
    ]


class Filter(forms.Form):
    """Which initiatives of the register."""

    loai = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("all kinds")), *InitiativeKind.choices],
    )
    xep = forms.ChoiceField(
        label=_("Class"),
        required=False,
        choices=[("", _("every class")), *YearClass.choices, ("NONE", _("not classed yet"))],
    )
    con = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("initiatives", "all")),
            ("1", _("at work")),
            ("0", pgettext_lazy("initiative", "ended")),
        ],
    )


class Class(forms.Form):
    """The class of an initiative in a year."""

    year = fields.year()
    class_of_year = forms.ChoiceField(
        label=_("Class"), choices=YearClass.choices, widget=forms.RadioSelect
    )
    paper_number = fields.number(_("Number of the paper"))
    decided_on = fields.day(_("Date of the decision"))


class Point(forms.Form):
    """A point: where, since when, how many."""

    territory = forms.ModelChoiceField(
        label=_("Territory"), queryset=Unit.objects.none(), empty_label=_("choose")
    )
    opened_on = fields.day(_("At work there since"))
    teams = fields.count(_("Number of teams"), min_value=0, initial=0)
    members = fields.count(_("Number of members"), min_value=0, initial=0)
    is_counted = forms.BooleanField(
        label=_("It is one of the points that are counted already without a territory"),
        required=False,
    )

    def __init__(self, territories: Any, *args: Any, unnamed: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].queryset = territories  # type: ignore[attr-defined]
        if not unnamed:
            del self.fields["is_counted"]


class Table(forms.Form):
    """A table of points."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_(
            "CSV with the columns địa bàn, ngày, số tổ, số thành viên; at most 2,000 rows."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> bytes:
        """Return the content."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB. Split it."))
        content: bytes = file.read()
        return content


class Periods(forms.Form):
    """A period before and one after, by their first and last days."""

    before_first = fields.day(_("Before: first day"))
    before_last = fields.day(_("Before: last day"))
    after_first = fields.day(_("After: first day"))
    after_last = fields.day(_("After: last day"))

    def clean(self) -> dict[str, Any]:
        """Make periods of the days, when they follow one another."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        names = ("before_first", "before_last", "after_first", "after_last")
        days: list[date] = [typed[name] for name in names if typed.get(name)]
        if len(days) < len(names):
            return typed
        for name, earlier, later in zip(names[1:], days, days[1:], strict=False):
            is_next_period = name == "after_first"
            if later < earlier or (is_next_period and later == earlier):
                self.add_error(name, _("This day comes before the one above it. Check both."))
                return typed
        typed["before"] = Period(days[0], days[1] + timedelta(days=1))
        typed["after"] = Period(days[2], days[3] + timedelta(days=1))
        return typed


class Result(Periods):
    """A result that a paper states."""

    name = Words(label=_("What is measured"), max_length=160)
    measure = Words(
        label=_("Unit of measure"), max_length=40, help_text=_("For example: cases, households, %")
    )
    value_before = forms.DecimalField(
        label=_("Value before"), max_digits=12, decimal_places=2, min_value=0, localize=True
    )
    value_after = forms.DecimalField(
        label=_("Value after"), max_digits=12, decimal_places=2, min_value=0, localize=True
    )
    paper_number = fields.number(_("Number of the paper that states both"))
    field_order = ["name", "measure", "before_first", "before_last", "value_before", "after_first", "after_last", "value_after"]  # fmt: skip


class FigureResult(Periods):
    """A result that a figure of the house tells."""

    figure = forms.ChoiceField(label=_("Figure"))
    field_order = ["figure"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.name, one.title) for one in registry.all_figures() if one.stands_alone]
        self.fields["figure"].choices = named  # type: ignore[attr-defined]


class Partner(forms.Form):
    """Which body stands for a force, and what it does."""

    force = forms.ChoiceField(label=_("Force"), choices=Force.choices, widget=forms.RadioSelect)
    body = Words(
        label=_("Body"),
        max_length=160,
        help_text=_("For example: Representative board of the parents. No names of persons."),
    )
    does = _area(_("What it does by the rules of coordination"), 500)


class Paper(forms.Form):
    """A paper that the partners signed."""

    kind = forms.ChoiceField(label=_("Kind"), choices=JointPaperKind.choices)
    number = fields.number(_("Number of the paper"))
    issued_on = fields.day(_("Issued on"))
    title = Words(label=_("Title"), max_length=200)


class Activity(forms.Form):
    """What was held on a day."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    held_on = fields.day(_("Day"))
    place = Words(label=_("Place"), max_length=160)
    attendance = fields.count(
        _("How many came"), min_value=0, help_text=_("A total; nobody is named.")
    )


class Term(forms.Form):
    """How many violations a school counted in a term, by kind."""

    school = forms.ModelChoiceField(
        label=_("School"), queryset=Unit.objects.none(), empty_label=None
    )
    school_year = fields.count(
        _("School year, by the year it begins in"),
        min_value=fields.YEARS.start,
        max_value=fields.YEARS.stop - 1,
    )
    number = forms.TypedChoiceField(
        label=pgettext_lazy("school", "Term"),
        coerce=int,
        choices=[(1, pgettext_lazy("term", "first")), (2, pgettext_lazy("term", "second"))],
        widget=forms.RadioSelect,
    )
    since = fields.day(_("First day of the term"))
    until = fields.day(_("Last day of the term"))

    def __init__(self, schools: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        self.fields["school"].initial = schools.first()
        for kind in ViolationKind:
            self.fields[kind.value] = fields.count(kind.label.capitalize(), min_value=0, initial=0)
        self.fields["paper_number"] = fields.number(_("Number of the paper that states the totals"))
