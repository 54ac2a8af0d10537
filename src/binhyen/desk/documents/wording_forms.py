"""What is typed about a province's own wording."""

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.desk.forms import REQUIRED
from binhyen.documents import wording_trial


class Text(forms.Form):
    """The text of a wording, whole."""

    said = forms.CharField(
        label=_("Text of the wording"),
        help_text=_("Words in braces are fields. Keep the indentation: two blanks for each step."),
        max_length=wording_trial.LONGEST,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 30, "spellcheck": "false", "wrap": "off", "class": "by-broad"}
        ),
        error_messages=REQUIRED,
    )


class Keep(Text):
    """The same, to be kept under a name; `seen` is the last version that was known."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = typed.Words(
        label=_("What is different in it"),
        help_text=_(
            "Under this name the version stands in the list, for example: with the province's own bases."
        ),
        max_length=120,
        error_messages=REQUIRED,
    )
    field_order = ("name", "said")
