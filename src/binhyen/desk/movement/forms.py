"""The shape of what officers type on these pages, nothing more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from binhyen.core import text
from binhyen.desk import fields
from binhyen.desk.decisions import drafts
from binhyen.desk.decisions.field import ByDecision
from binhyen.documents.models import Paper
from binhyen.movement.actions import Holder
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Duty,
)
from binhyen.places.models import Unit


class CommitteeForm(ByDecision):
    """A committee by its founding decision; `listed` are the members of a decision that the register holds."""

    listed: Sequence[tuple[Holder, Duty]] = ()

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
    field_order = ("kind", "name", "since", "until")

    def take_from(self, paper: Paper) -> None:
        """Offer what the founding decision says already: the committee's name, and its list of members to be seated."""
        said = drafts.members(paper)
        self.initial = {
            "name": paper.fields.get("committee", ""),
            "since": paper.day,
        } | dict(self.initial)
        self.listed = [(Holder(name, office), _duty(words)) for name, office, words in said if name]
        if self.listed:
            self.fields["with_members"] = forms.BooleanField(
                label=gettext("Seat the %(n)s members of its list") % {"n": len(self.listed)},
                required=False,
                initial=True,
            )

    def clean_with_members(self) -> bool:
        """Refuse a list that cannot be seated as it stands."""
        heads = [holder for holder, duty in self.listed if duty is Duty.HEAD]
        if self.cleaned_data["with_members"] and (
            len(heads) > 1 or len(set(self.listed)) < len(self.listed)
        ):
            sentence = _(
                "The list names two heads, or one person twice. Take the tick out and enter the members one by one."
            )
            raise forms.ValidationError(sentence)
        return bool(self.cleaned_data["with_members"])

    def members(self) -> Sequence[tuple[Holder, Duty]]:
        """Return whom to seat: nobody where the tick was taken out, or another decision was named in the end."""
        if self.chosen is None or self.cleaned_data["decision_number"] != self.chosen.written:
            return ()
        return self.listed if self.cleaned_data.get("with_members") else ()


def _duty(words: str) -> Duty:
    """Return the duty that the list of a decision calls so; whoever is called otherwise is a member."""
    with override("vi"):
        known = {text.fold(str(duty.label)): duty for duty in Duty}
    return known.get(text.fold(words), Duty.MEMBER)


class RevokeForm(ByDecision):
    """By which decision a designation is taken back, and why."""

    because = forms.CharField(
        label=_("Why it is revoked"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class DesignationForm(ByDecision):
    """A model unit of a year."""

    committee = forms.ModelChoiceField(
        label=_("By which committee"), queryset=Committee.objects.none(), empty_label=_("choose")
    )
    unit = forms.ModelChoiceField(
        label=_("Model unit"), queryset=Unit.objects.none(), empty_label=_("choose")
    )
    year = fields.year()
    field_order = ("committee", "unit", "year")

    def __init__(self, committees: Any, units: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
