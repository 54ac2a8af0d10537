"""What is asked before a closed year is opened again."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReopenForm(forms.Form):
    """Why a year is opened again."""

    because = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit is told, and the reason stays beside the year. Write no names of people."),
    )  # fmt: skip
