"""Fields that the desk's forms share: a day, a year, a number of a paper, a count, several to tick."""

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _Boxes: TypeAlias = forms.ModelMultipleChoiceField[Any]
else:
    _Boxes = forms.ModelMultipleChoiceField

YEARS = range(2015, 2101)
#: Outside these a year was typed wrongly; a plan or a picture of thousands of years would never end.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)


def day(label: Any, **options: Any) -> forms.DateField:
    """Return a date field as people write dates; a year typed wrongly is named."""
    such_as = _("Write a date such as 27/03/2026.")
    return forms.DateField(
        label=label,
        validators=[MinValueValidator(_EARLIEST, such_as), MaxValueValidator(_LATEST, such_as)],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        help_text=options.pop("help_text", _("For example 27/03/2026")),
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


class _Several(_Boxes):
    def clean(self, value: Any) -> Any:
        """Return the rows ticked. A number larger than a database holds is no row, and told as such."""
        try:
            return super().clean(value)
        except OverflowError:
            message = self.error_messages["invalid_choice"]
            raise forms.ValidationError(
                message, code="invalid_choice", params={"value": "…"}
            ) from None


def several(label: Any, model: type[Model], **options: Any) -> _Boxes:
    """Return boxes to tick, of rows that the form narrows by its `queryset`."""
    return _Several(
        label=label,
        queryset=model._default_manager.none(),
        widget=forms.CheckboxSelectMultiple,
        **options,
    )
