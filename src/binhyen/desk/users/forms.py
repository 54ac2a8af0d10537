"""The shape of what an administrator types about users and posts."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.people.models import PARTNERS, Role
from binhyen.people.rules import is_phone, tidy_phone
from binhyen.places.models import Unit

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)


class Dated(forms.Form):
    """A form with a day that can be meant."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            if name in self.fields:
                self.fields[name].initial = today

    def clean(self) -> dict[str, Any]:
        """Refuse a year typed wrongly."""
        cleaned = super().clean() or {}
        for name in ("since", "until"):
            day = cleaned.get(name)
            if day and not _EARLIEST <= day <= _LATEST:
                self.add_error(name, _("Write a date such as 27/03/2026."))
        return cleaned


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write a date such as 27/03/2026.")},
    )


class Appoint(Dated):
    """A post: what, where, since when."""

    role = forms.ChoiceField(label=_("Post"), choices=Role.choices)
    body = forms.ChoiceField(
        label=_("Stands for"),
        choices=[("", _("nobody but the unit")), *((body.value, body.label) for body in PARTNERS)],
        required=False,
        help_text=_("Only for a partner of the programme: the Front, a union, a school."),
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    since = _day(_("From which day"), _("Day/month/year, for example 01/07/2025."))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask a partner, and nobody else, for the body stood for."""
        cleaned = super().clean()
        is_partner = cleaned.get("role") == Role.PARTNER
        if is_partner and not cleaned.get("body"):
            self.add_error("body", _("Choose the body that the partner stands for."))
        if not is_partner and cleaned.get("body"):
            self.add_error("body", _("Only a partner of the programme stands for a body."))
        return cleaned


class Add(Appoint):
    """A new user with a first post."""

    full_name = typed.Words(label=_("Full name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        help_text=_("E-mail or phone: one of them is needed to log in."),
    )
    field_order = ["full_name", "email", "phone", "role", "body", "unit", "since"]

    def clean_phone(self) -> str:
        """Return the number in international form."""
        typed = self.cleaned_data["phone"]
        if typed and not is_phone(tidy_phone(typed)):
            raise forms.ValidationError(_("Enter a phone number such as 0912 345 678."))
        return tidy_phone(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """Ask for one way to log in."""
        cleaned = super().clean()
        if not cleaned.get("email") and not cleaned.get("phone") and not self.errors:
            self.add_error(
                "email", _("Give an e-mail or a phone: one of them is needed to log in.")
            )
        return cleaned


class Relieve(Dated):
    """The end of a post."""

    until = _day(_("First day without the post"), _("With today's date the post ends at once."))
