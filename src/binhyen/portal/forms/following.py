"""The forms of the follow-up page: which report, a message, is it settled."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core import uploads
from binhyen.portal.forms.step import TOO_LONG, Step
from binhyen.reports import rules


class Follow(Step):
    """Which report?"""

    reference = forms.CharField(
        label=_("Reference number"),
        help_text=_("It begins with BY, for example BY-7KM4-XQ9R."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Write the reference number you were given.")},
    )
    code = forms.CharField(
        label=_("Follow-up code"),
        help_text=_("Sixteen letters and digits, given to you when you sent the report."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Write the follow-up code you were given.")},
    )


class Reply(Step):
    """One more message, with photos if need be. `is_sent` says that the one before was passed on."""

    is_sent = False

    words = forms.CharField(
        label=_("Write to the officers"),
        max_length=rules.MOST_MESSAGE_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your message first."), "max_length": TOO_LONG},
    )
    photo = uploads.photos(
        _("Photos, at most three"),
        _("Where and with what they were taken is removed before they are kept."),
        most=rules.MOST_PHOTOS,
    )


SETTLED, NOT_SETTLED = "yes", "no"


class Rate(Step):
    """Is it settled? `outcome` says what became of the answer."""

    outcome = ""

    which = forms.ChoiceField(
        label=_("Which trouble do you mean?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which trouble you mean."),
            "invalid_choice": _("Choose which trouble you mean."),
        },
    )
    settled = forms.ChoiceField(
        label=_("Is it settled for you?"),
        choices=[(SETTLED, _("Yes, it is settled")), (NOT_SETTLED, _("No, it goes on"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    stars = forms.TypedChoiceField(
        label=_("How content are you with how it was handled?"),
        choices=[
            ("", _("I would rather not say")),
            ("5", _("5 – very content")),
            ("4", _("4 – content")),
            ("3", _("3 – so so")),
            ("2", _("2 – not content")),
            ("1", _("1 – not content at all")),
        ],
        required=False,
        coerce=int,
        empty_value=None,
    )
    why = forms.CharField(
        label=_("What goes on, or what the officers should know"),
        required=False,
        max_length=rules.MOST_MESSAGE_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )

    def offer(self, ended: Iterable[tuple[str, str]]) -> None:
        """Ask which of the troubles that have ended is meant; of one alone nobody is asked."""
        choices = list(ended)
        if len(choices) < 2:
            self.fields.pop("which", None)
            return
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for a few words where it is not settled: the officers cannot guess what goes on."""
        data = super().clean() or self.cleaned_data
        if data.get("settled") == NOT_SETTLED and not data.get("why") and "why" not in self.errors:
            self.add_error("why", _("Write in a few words what goes on."))
        return data

    @property
    def is_settled(self) -> bool:
        """Say whether it was said to be settled."""
        return bool(self.cleaned_data["settled"] == SETTLED)
