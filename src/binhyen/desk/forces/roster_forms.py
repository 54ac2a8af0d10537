"""The shape of what officers type about members, training and equipment, nothing more."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.core.cells import MOST_BYTES
from binhyen.core.typed import Words
from binhyen.desk import fields
from binhyen.forces.actions import ByDecision, Person
from binhyen.forces.models import (
    LEAVING,
    Attendance,
    Education,
    Ending,
    Member,
    Service,
    Team,
    TeamRole,
    Topic,
)
from binhyen.forces.roster import Shelf
from binhyen.people.models import User


class PersonForm(forms.Form):
    """What may be known of a member."""

    full_name = Words(label=_("Full name"), max_length=120)
    birth_year = fields.count(
        _("Year of birth"),
        min_value=1900,
        max_value=2100,
        help_text=_("The year alone. 18 to 70 years of age."),
    )
    education = forms.ChoiceField(
        label=_("Education"), choices=[("", _("not known yet")), *Education.choices], required=False
    )
    is_resident = forms.BooleanField(label=_("Lives here for a year or longer"), required=False)
    applied_on = fields.day(_("Applied on"), required=False)
    attested_on = fields.day(
        _("Attested by the commune police on"),
        required=False,
        help_text=_(
            "That the person meets the standard of conduct. Only the day is kept, no background."
        ),
    )
    health_until = fields.day(
        _("Health certificate valid until"),
        required=False,
        help_text=_("Only the day is kept, no finding."),
    )
    age_exception = fields.number(_("Number of the decision on service beyond 70"), required=False)
    user = forms.ModelChoiceField(
        label=_("Account in this house"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, accounts: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = accounts  # type: ignore[attr-defined]

    def person(self) -> Person:
        """Return what was typed."""
        names = PersonForm.base_fields
        return Person(**{name: self.cleaned_data[name] for name in names})


def known_of(member: Member) -> dict[str, object]:
    """Return what is known of a member, as the form shows it first."""
    return {name: getattr(member, name) for name in PersonForm.base_fields}


class DecisionForm(forms.Form):
    """The paper behind an act."""

    decision_number = fields.number(_("Number of the decision"))
    decided_on = fields.day(_("Date of the decision"))

    def decision(self) -> ByDecision:
        """Return the paper."""
        return ByDecision(self.cleaned_data["decision_number"], self.cleaned_data["decided_on"])


class SpellForm(DecisionForm):
    """A role from a day on, by a decision."""

    role = forms.ChoiceField(
        label=_("Role in the team"), choices=TeamRole.choices, initial=TeamRole.MEMBER
    )
    since = fields.day(_("From which day"))
    field_order = ["role", "since", "decision_number", "decided_on"]


class AppointForm(SpellForm, PersonForm):
    """A new member."""

    field_order = [*PersonForm.base_fields, *SpellForm.field_order]


class MoveForm(SpellForm):
    """A role in another team."""

    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), empty_label=_("choose")
    )
    field_order = ["team", *SpellForm.field_order]

    def __init__(self, teams: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class LeaderForm(DecisionForm):
    """Another leader from a day on, by a decision."""

    service = forms.ModelChoiceField(label=_("New team leader"), queryset=Service.objects.none())
    since = fields.day(_("From which day"))
    field_order = ["service", "since", "decision_number", "decided_on"]

    def __init__(self, services: Iterable[Service], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [service for service in services if service.role != TeamRole.LEADER]
        field: Any = self.fields["service"]
        field.queryset = Service.objects.filter(pk__in=[service.pk for service in listed])
        field.choices = [(service.pk, service.member.full_name) for service in listed]


class EndForm(DecisionForm):
    """The end of a service."""

    until = fields.day(_("First day without service"))
    ending = forms.ChoiceField(
        label=_("How it ends"),
        choices=[(each.value, each.label) for each in LEAVING],
        help_text=_("Read by the committee and the police of the commune alone."),
    )
    field_order = ["until", "ending", "decision_number", "decided_on"]

    def chosen(self) -> Ending:
        """Return how it ends."""
        return Ending(self.cleaned_data["ending"])


class StrengthForm(forms.Form):
    """How many serve, where no roster is kept."""

    serving = fields.count(_("Members serving"), min_value=0, max_value=200)


class TrainingForm(forms.Form):
    """A session of training and the teams that were called."""

    title = Words(label=_("What was taught"), max_length=160)
    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    held_on = fields.day(_("Day"))
    hours = fields.count(_("Hours"), min_value=1, max_value=200)
    teams = fields.several(
        _("Teams called"),
        Team,
        help_text=_("All who served in these teams on that day are called."),
    )

    def __init__(self, teams: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["teams"].queryset = teams  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """Who came, of those called."""

    came = forms.MultipleChoiceField(
        label=_("Who came"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, called: Sequence[Attendance], *args: Any, **options: Any) -> None:
        there = [str(row.member_id) for row in called if row.has_attended]
        super().__init__(*args, **{"initial": {"came": there}, **options})
        field: Any = self.fields["came"]
        field.choices = [(str(row.member_id), row.member.full_name) for row in called]


class EquipmentForm(forms.Form):
    """How many of each item a team holds."""

    counted_on = fields.day(_("Counted on"))

    def __init__(self, shelves: Sequence[Shelf], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = [shelf.item.id for shelf in shelves]
        for shelf in shelves:
            self.fields[shelf.item.id] = fields.count(
                shelf.item.title(get_language() or "vi"),
                min_value=0,
                max_value=1000,
                initial=shelf.held,
                help_text=_("of %(wanted)s by the list") % {"wanted": shelf.wanted},
            )

    def held(self) -> dict[str, int]:
        """Return how many of each item were counted."""
        return {name: self.cleaned_data[name] for name in self.names}


class RosterForm(forms.Form):
    """A roster as a file, or its text to be corrected on the page."""

    file = forms.FileField(
        label=_("Roster as a table"),
        required=False,
        help_text=_("CSV in UTF-8, one row for each member; at most 2,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    table = forms.CharField(
        label=_("Or the rows themselves"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("What could not be taken over stands here to be corrected."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a form without rows, or with a file that is too large."""
        given = super().clean() or {}
        file = given.get("file")
        if max(file.size if file else 0, len(given.get("table", "").encode())) > MOST_BYTES:
            self.add_error("file", _("The file is larger than 1 MB. Split it."))
        if not file and not given.get("table", "").strip() and not self.errors:
            self.add_error("file", _("Choose a file or enter rows."))
        return given

    def content(self) -> bytes:
        """Return the rows given: of the file, else of the page."""
        file = self.cleaned_data.get("file")
        content: bytes = file.read() if file else self.cleaned_data["table"].encode()
        return content
