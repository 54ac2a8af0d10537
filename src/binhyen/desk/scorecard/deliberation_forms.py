"""What both sides say about a dossier: the vote, a mark, a question, an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.standards.catalogues import Criterion

from .forms import Versioned


class Vote(Versioned):
    """The minutes of the meeting: totals only."""

    paper_number = fields.number(
        _("Number of the minutes"), help_text=_("For example 05/BB-UBND"), min_length=3
    )
    held_on = fields.day(_("Day of the meeting"))
    present = fields.count(_("Present"), min_value=1, max_value=100_000)
    votes_for = fields.count(_("For"), min_value=0, max_value=100_000)
    against = fields.count(_("Against"), min_value=0, max_value=100_000)
    abstained = fields.count(_("Abstained"), min_value=0, max_value=100_000)


class Mark(Versioned):
    """Met or not and, where the sheet gives points, how many."""

    is_met = forms.TypedChoiceField(
        label=_("Outcome"),
        choices=[("1", _("Met")), ("0", _("Not met"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    points = fields.count(_("Points"), min_value=0, max_value=1000, required=False)

    def __init__(self, criterion: Criterion, *args: Any, is_scored: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_scored:
            del self.fields["points"]


class Ask(forms.Form):
    """A question to the unit."""

    words = forms.CharField(
        label=_("Question to the unit"),
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names and nothing about persons."),
    )


class Answer(forms.Form):
    """The unit's answer."""

    words = forms.CharField(
        label=_("Answer"),
        min_length=2,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names and nothing about persons."),
    )
