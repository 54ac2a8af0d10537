"""What the forms of this room share."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("This text is too long: %(show_value)s characters, at most %(limit_value)s.")


class Step(forms.Form):
    """A form that knows when it is filled in."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def language() -> str:
    """Return the language the person reads, "vi" or "en"."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"
