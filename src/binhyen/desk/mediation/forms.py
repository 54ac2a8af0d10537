"""What is typed about a mediation: who is asked, when the parties met, how it ended. Never what they said."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core import typed
from binhyen.core.clock import VIETNAM
from binhyen.desk.forms import CHOOSE, REQUIRED, ActForm, words_field
from binhyen.matters import words
from binhyen.matters.models import PAPER_LENGTH, PLACE_LENGTH
from binhyen.people.models import User

#: More households than this were mistyped: no residential area has as many.
MOST_HOUSEHOLDS = 5000


class Ask(ActForm):
    """Who mediates, and what they are told."""

    mediators = forms.MultipleChoiceField(
        label=_("Who is to mediate?"),
        help_text=_(
            "Choose one or more. At least one should be a woman where the parties wish so."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one mediator.")},
    )
    words = words_field(
        _("What the dispute is about"),
        _("The mediators read this and not the reports. Do not write who reported."),
    )

    def offer(self, offered: object) -> None:
        """Offer the mediators of the commune and the residential area."""
        people: list[User] = list(offered) if isinstance(offered, list) else []
        field = self.fields["mediators"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [(str(user.pk), user.full_name) for user in people]
        self.people = people

    def chosen(self) -> list[User]:
        """Return who was chosen."""
        return [user for user in self.people if str(user.pk) in self.cleaned_data["mediators"]]


class Signs(ActForm):
    """How many households, and whether violence is threatened."""

    mark_optional = False

    households = forms.IntegerField(
        label=_("How many households does it touch?"),
        help_text=_("A number, never their names."),
        min_value=0,
        max_value=MOST_HOUSEHOLDS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages=REQUIRED,
    )
    is_violence_threatened = forms.BooleanField(label=_("Violence is threatened"), required=False)

    def offer(self, offered: object) -> None:
        """Start from what is known."""
        for name in ("households", "is_violence_threatened"):
            self.fields[name].initial = getattr(self.matter, name)


class Start(forms.Form):
    """Nothing is asked."""


class Session(forms.Form):
    """When, where, how many: nothing else is kept of a session."""

    held_at = forms.DateTimeField(
        label=_("When did the parties meet?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write a time such as 27/03/2026 14:30."), "required": _("Write a time such as 27/03/2026 14:30.")},
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
    )  # fmt: skip
    place = typed.Words(
        label=_("Where?"),
        help_text=_("For example: the house of culture of the hamlet."),
        max_length=PLACE_LENGTH,
        error_messages=REQUIRED,
    )
    households = forms.IntegerField(
        label=_("How many households were there?"),
        min_value=1,
        max_value=MOST_HOUSEHOLDS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages=REQUIRED,
    )
    is_open = forms.ChoiceField(
        label=_("Open or closed, as the parties chose"),
        choices=[("no", pgettext_lazy("session", "closed")), ("yes", _("open: others may listen"))],
        initial="no",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def clean_held_at(self) -> datetime:
        """Return the moment; what is typed is the time in Viet Nam."""
        held_at: datetime = self.cleaned_data["held_at"]
        return held_at if held_at.tzinfo else held_at.replace(tzinfo=VIETNAM)


class End(forms.Form):
    """How it ended, and whether that was written down."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=words.choices(words.MEDIATION_OUTCOMES),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    paper_number = typed.Words(
        label=_("Number of the written settlement"),
        help_text=_(
            "Only where the parties agreed to write it down. What stands in it stays on paper."
        ),
        max_length=PAPER_LENGTH,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a written settlement where there is none."""
        cleaned = super().clean() or {}
        agreed = {words.MediationOutcome.SUCCEEDED, words.MediationOutcome.PARTLY}
        if cleaned.get("paper_number") and cleaned.get("outcome") not in agreed:
            self.add_error(
                "paper_number", _("Only an agreement is written down. Leave this empty.")
            )
        return cleaned
