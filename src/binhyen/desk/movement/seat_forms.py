"""The shape of what is typed about a seat: who takes it, who leaves it, by which decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.desk.decisions.field import ByDecision
from binhyen.movement.actions import Decision
from binhyen.movement.models import Committee, Duty, Seat
from binhyen.places.models import Unit


def _charge() -> forms.CharField:
    return forms.CharField(
        label=_("What the seat is in charge of"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As the decision or the assignment of duties words it."),
    )


def _areas() -> forms.Field:
    return fields.several(_("Areas or units looked after"), Unit, required=False)


def below(committee: Committee) -> Any:
    """Return what a seat may look after: the units right below the committee's own, and below its model units."""
    parents = [committee.unit_id, *committee.designations.values_list("unit_id", flat=True)]
    return (
        Unit.objects.filter(parent_id__in=parents)
        .on(committee.since)
        .order_by("level", "sort_key", "pk")
    )


class SeatForm(ByDecision):
    """A seat as the founding decision, or a later one, gives it."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    office = forms.CharField(
        label=_("Office"), max_length=160, help_text=_("As the founding decision publishes it.")
    )
    duty = forms.ChoiceField(
        label=_("Duty on the committee"), choices=Duty.choices, initial=Duty.MEMBER.value
    )
    since = fields.day(_("Since"))
    charge = _charge()
    areas = _areas()
    field_order = ("full_name", "office", "duty", "since", "decision_number", "decided_on")
    is_decision_optional = True

    def __init__(self, committee: Committee, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decision_number"].help_text = _(
            "Leave empty where it is the founding decision."
        )
        self.fields["areas"].queryset = below(committee)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the other half where only the number or only the date of a decision is given."""
        typed = super().clean() or {}
        for given, other in (("decision_number", "decided_on"), ("decided_on", "decision_number")):
            if typed.get(given) and not typed.get(other) and other not in self.errors:
                self.add_error(other, _("A decision has a number and a date: give both."))
        return typed

    def decision(self) -> Decision | None:
        """Return the decision typed, or nothing where it is the founding one."""
        typed = self.cleaned_data
        if not typed["decision_number"]:
            return None
        return Decision(typed["decision_number"], typed["decided_on"])


class EndForm(ByDecision):
    """The end of a seat by a decision."""

    until = fields.day(_("First day without this member"))
    field_order = ("until",)

    def decision(self) -> Decision:
        """Return the decision typed."""
        return Decision(self.cleaned_data["decision_number"], self.cleaned_data["decided_on"])


class ReplaceForm(ByDecision):
    """Who takes a seat over, from which day, by which decision."""

    full_name = forms.CharField(label=_("Full name of the new member"), max_length=120)
    office = forms.CharField(label=_("Office"), max_length=160)
    since = fields.day(
        _("In the seat since"), help_text=_("On this day the seat of the one before ends.")
    )
    charge = _charge()
    areas = _areas()
    field_order = ("full_name", "office", "since", "decision_number", "decided_on")

    def __init__(self, seat: Seat, *args: Any, **options: Any) -> None:
        options.setdefault(
            "initial",
            {"office": seat.office, "charge": seat.charge, "areas": seat.areas.all()},
        )
        super().__init__(*args, **options)
        self.fields["areas"].queryset = below(seat.committee) | seat.areas.all()  # type: ignore[attr-defined]

    def decision(self) -> Decision:
        """Return the decision typed."""
        return Decision(self.cleaned_data["decision_number"], self.cleaned_data["decided_on"])


class DayForm(forms.Form):
    """A day to look at."""

    ngay = fields.day(_("Day"), required=False)
