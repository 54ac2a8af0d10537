"""Page three: photos, and how you want to be known."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core import text, uploads
from binhyen.portal.forms.step import Step
from binhyen.reports import rules
from binhyen.reports.models import Disclosure

#: The wording of the consent below; a new wording gets a new version (P-09).
CONSENT = "2026-11"


class You(Step):
    """Photos, how you want to be known, and where you can be reached if you say so."""

    photo = uploads.photos(
        _("Photos, at most three"),
        _(
            "A photo helps us find the place. Where and with what it was taken is removed before it is kept. "
            "Never put yourself in danger for a photo."
        ),
        most=rules.MOST_PHOTOS,
    )
    disclosure = forms.ChoiceField(
        label=_("How do you want to report?"),
        choices=[
            (Disclosure.ANONYMOUS.value, _("Without giving my name")),
            (Disclosure.CONFIDENTIAL.value, _("With my name, kept secret")),
            (Disclosure.NAMED.value, _("With my name")),
        ],
        initial=Disclosure.ANONYMOUS.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you give your name or stay unknown.")},
    )
    full_name = forms.CharField(
        label=_("Full name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("This e-mail address is not complete. Write it like ten@vidu.vn.")
        },
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name, phone number and e-mail are kept, locked away, so that the officers on my case can "
            "reach me, until 90 days after it is closed. I can withdraw this at any time."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # asked of whoever gives a name, so not marked as one that may be left out
        self.fields["full_name"].is_asked = True  # type: ignore[attr-defined]
        self.fields["disclosure"].widget.hints = {
            Disclosure.ANONYMOUS.value: _(
                "Nobody can find out who you are, we neither. You can still read the answer and write to us with your code."
            ),
            Disclosure.CONFIDENTIAL.value: _(
                "Locked away. Only the chief of police of the commune can open it, with a reason that stays on record. Officers write to you here and do not call."
            ),
            Disclosure.NAMED.value: _(
                "Also locked away. The chief of police may give your name and number to the officer on your case, who may call you. Never shown to other residents."
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for name and consent of whoever gives a name; what somebody who stays unknown typed is dropped."""
        data = super().clean() or self.cleaned_data
        if data.get("disclosure") in {None, Disclosure.ANONYMOUS.value}:
            for name in ("full_name", "phone", "email", "consent"):
                self.errors.pop(name, None)
                data[name] = ""
            return data
        if not text.nfc(data.get("full_name", "")) and "full_name" not in self.errors:
            self.add_error("full_name", _("Write your name, or choose to stay unknown."))
        if not data.get("consent"):
            self.add_error(
                "consent",
                _("Tick this box so that we may keep your name, or choose to stay unknown."),
            )
        return data

    def clean_phone(self) -> str:
        """Return the number as typed, when it can be one."""
        phone: str = self.cleaned_data["phone"]
        digits = sum(char.isdigit() for char in phone)
        if phone and not (8 <= digits <= 15 and not any(char.isalpha() for char in phone)):
            raise forms.ValidationError(
                _("This phone number is not complete. Write it like 0912 345 678.")
            )
        return phone
