"""The shape of what officers type on these pages, nothing more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
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


class RevokeForm(forms.Form):
    """By which decision a designation is taken back, and why."""

    decision_number = fields.number(_("Number of the decision"))
    decided_on = fields.day(_("Date of the decision"))
    because = forms.CharField(
        label=_("Why it is revoked"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class DesignationForm(forms.Form):
    """A model unit of a year."""

    committee = forms.ModelChoiceField(
        label=_("By which committee"), queryset=Committee.objects.none(), empty_label=_("choose")
    )
    unit = forms.ModelChoiceField(
        label=_("Model unit"), queryset=Unit.objects.none(), empty_label=_("choose")
    )
    year = fields.year()
    decision_number = fields.number(_("Number of the decision"))
    decided_on = fields.day(_("Date of the decision"))

    def __init__(self, committees: Any, units: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
