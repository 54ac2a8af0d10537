"""What is typed of the teams' tasks and months: the same form on the desk and on a member's phone."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.desk import fields
from binhyen.forces import actions, rules, words
from binhyen.forces.models import REMARK_LENGTH, DutyEntry, DutyGroup, DutyKind, Outcome, Team

_NUMBER = {"inputmode": "decimal", "class": "govuk-input--width-4"}
_ENDED = [(one.value, one.label) for one in Outcome if one is not Outcome.ASSIGNED]


class _Ending(forms.Form):
    """How it ended, in numbers and with a remark without names."""

    hours = forms.DecimalField(
        label=_("Hours"),
        min_value=Decimal(0),
        max_value=rules.MOST_HOURS,
        max_digits=4,
        decimal_places=1,
        required=False,
        localize=True,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    members = fields.count(
        _("How many of the team took part"),
        min_value=0,
        max_value=rules.MOST_COMPANIONS,
        required=False,
        help_text=_("Only the number."),
    )
    remark = typed.Words(
        label=_("Remark"),
        help_text=_("What was done and found. No names."),
        required=False,
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("This is too long: at most %(limit_value)d characters.")},
    )

    def done(self) -> actions.Done:
        """Return what was typed as the act takes it."""
        said = self.cleaned_data
        return actions.Done(
            Outcome(said["outcome"]),
            said.get("hours") or Decimal(0),
            said.get("members") or 0,
            said.get("remark") or "",
        )


class TakeBack(forms.Form):
    """Why an entry is wrong."""

    because = typed.Words(
        label=_("What is wrong with the entry"),
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("No names."),
    )


class Duty(_Ending):
    """A task of a team."""

    field_order = ("key", "team", "kind", "on", "times", "outcome", "hours", "members", "remark")

    key = forms.UUIDField(widget=forms.HiddenInput)
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        empty_label=_("choose"),
        error_messages={
            "required": _("Choose one of these."),
            "invalid_choice": _("You cannot enter tasks of this team. Choose one of your own."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What the team did"),
        error_messages={
            "required": _("Choose what was done, from one of the six groups."),
            "invalid_choice": _("This is in none of the six groups. Choose from the list."),
        },
    )
    on = fields.day(_("Day"))
    times = fields.count(
        _("How many activities"),
        min_value=1,
        max_value=rules.MOST_TIMES,
        initial=1,
        help_text=_("Of group 5 only this number is kept, never whom it was about."),
    )
    outcome = forms.ChoiceField(
        label=_("How it stands"),
        choices=Outcome.choices,
        initial=Outcome.ON_TIME.value,
        error_messages={"required": _("Choose one of these.")},
    )

    def __init__(self, teams: "QuerySet[Team]", today: date, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4(), "on": today})
        self.today = today
        team, kind = self.fields["team"], self.fields["kind"]
        assert isinstance(team, forms.ModelChoiceField)  # noqa: S101
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101
        team.queryset = teams
        kind.choices = [("", _("choose")), *words.kinds_by_group()]
        if len(teams) == 1 and not self.is_bound:
            self.initial["team"] = teams[0].pk

    def clean_on(self) -> date:
        """Return the day, if it has come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(NOT_YET)
        return on

    def clean(self) -> dict[str, object]:
        """Refuse words about group 5, and a task of a time when there was no team."""
        cleaned = super().clean() or {}
        kind, team, on = cleaned.get("kind"), cleaned.get("team"), cleaned.get("on")
        if kind and DutyKind(kind).group is DutyGroup.EDUCATION and cleaned.get("remark"):
            self.add_error("remark", COUNTS_ONLY)
        if team and on and on < team.established_on:
            self.add_error("on", _("The team was set up after this day."))
        return cleaned


NOT_YET = _("This day has not come yet.")
COUNTS_ONLY = _(
    "Of group 5 only the number of activities is kept. Leave the remark empty: nothing is written about persons."
)


class End(_Ending):
    """How a task that was given ended."""

    field_order = ("outcome", "hours", "members", "remark")

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=_ENDED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )

    def __init__(self, entry: DutyEntry, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if entry.group == DutyGroup.EDUCATION:
            del self.fields["remark"]


def _few(label: Any) -> forms.IntegerField:
    return fields.count(label, min_value=0, max_value=rules.MOST_A_MONTH, required=False)


class Month(forms.Form):
    """What was due of one team in a month and what was kept of it; all empty means that nobody has said yet."""

    mark_optional = False

    meetings_held = _few(_("Meetings held"))
    meetings_due = _few(_("Meetings due"))
    briefings_attended = _few(_("Briefings attended"))
    briefings_due = _few(_("Briefings due"))
    reports_on_time = _few(_("Reports on time"))
    reports_due = _few(_("Reports due"))

    def __init__(self, team: Team, data: Any = None, **options: Any) -> None:
        super().__init__(data, prefix=f"to{team.pk}", **options)
        self.team = team

    def clean(self) -> dict[str, Any]:
        """Refuse more than was due."""
        cleaned = super().clean() or {}
        for kept, due in PAIRS:
            if (cleaned.get(kept) or 0) > (cleaned.get(due) or 0):
                self.add_error(kept, _("More than was due: put right one of the two numbers."))
        return cleaned

    @property
    def is_said(self) -> bool:
        """Say whether anything was typed."""
        return any(value is not None for value in self.cleaned_data.values())

    def counts(self) -> actions.Counts:
        """Return what was typed as the act takes it."""
        return actions.Counts(**{name: value or 0 for name, value in self.cleaned_data.items()})


PAIRS = (
    ("meetings_held", "meetings_due"),
    ("briefings_attended", "briefings_due"),
    ("reports_on_time", "reports_due"),
)
