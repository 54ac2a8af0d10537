"""The shape of what officers type on these pages, nothing more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    InitiativeKind,
    YearClass,
)
from binhyen.places.models import Unit


class CommitteeForm(forms.Form):
    """A committee by its founding decision."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=CommitteeKind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name of the committee"), max_length=200)
    since = fields.day(_("In office since"))
    until = fields.day(
        _("Term ends on"),
        required=False,
        help_text=_("The first day after the term. Leave empty where the decision names none."),
    )
    decision_number = fields.number(_("Number of the founding decision"))
    decided_on = fields.day(_("Date of the decision"))


class DesignationForm(forms.Form):
    """A model unit of a year."""

    committee = forms.ModelChoiceField(
        label=_("By which committee"), queryset=Committee.objects.none()
    )
    unit = forms.ModelChoiceField(label=_("Model unit"), queryset=Unit.objects.none())
    year = fields.year()
    decision_number = fields.number(_("Number of the decision"))
    decided_on = fields.day(_("Date of the decision"))

    def __init__(self, committees: Any, units: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class InitiativeForm(forms.Form):
    """An initiative in the register."""

    name = forms.CharField(
        label=_("Name of the initiative"),
        max_length=200,
        help_text=_("A neutral name; nothing about religion or ethnicity."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=InitiativeKind.choices)
    founded_on = fields.day(_("Founded on"))
    decision_number = fields.number(_("Number of the founding decision"), required=False)
    points = fields.count(_("Number of points"), min_value=1, initial=1)
    teams = fields.count(_("Number of teams"), min_value=0, initial=0)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ClassForm(forms.Form):
    """The class of an initiative in a year."""

    year = fields.year()
    class_of_year = forms.ChoiceField(
        label=_("Class"), choices=YearClass.choices, widget=forms.RadioSelect
    )
    paper_number = fields.number(_("Number of the paper"))
    decided_on = fields.day(_("Date of the decision"))
