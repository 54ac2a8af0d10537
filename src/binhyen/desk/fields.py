"""Fields that the desk's forms share: a day, a year, a number of a paper, a count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YEARS = range(2015, 2101)


def day(label: Any, **options: Any) -> forms.DateField:
    """Return a date field as people write dates."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        help_text=options.pop("help_text", _("For example 27/3/2026")),
        **options,
    )


def year(initial: int | None = None) -> forms.IntegerField:
    return count(_("Year"), min_value=YEARS.start, max_value=YEARS.stop - 1, initial=initial)


def number(label: Any, **options: Any) -> forms.CharField:
    narrow = forms.TextInput(attrs={"class": "govuk-input--width-20"})
    return forms.CharField(label=label, max_length=40, widget=narrow, **options)


def count(label: Any, **options: Any) -> forms.IntegerField:
    """Return a field for a count, as narrow as its numbers."""
    narrow = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
    return forms.IntegerField(label=label, widget=narrow, **options)
