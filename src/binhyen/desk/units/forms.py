"""What is typed to add, rename or close a local unit, or to take over a table."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.places.kinds import LocalKind
from binhyen.places.local_table import MOST_BYTES

EARLIEST = date(1990, 1, 1)


class Dated(forms.Form):
    """A form with a day that is neither in the future nor before 1990."""

    on = forms.DateField(
        label=_("From which day"),
        help_text=_("Day/month/year, for example 01/07/2025."),
        widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}, **kwargs})
        self.today = today

    def clean_on(self) -> date:
        """Return the day, when it can be meant."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                _("This day is in the future. Enter today or a day before.")
            )
        if on < EARLIEST:
            raise forms.ValidationError(_("This day is before 1990. Check the year."))
        return on


class Add(Dated):
    """A new local unit."""

    kind = forms.ChoiceField(label=_("Kind"), choices=LocalKind.choices)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For a residential area without its kind: “Bà Nhã” for ấp Bà Nhã."),
    )
    lat = forms.FloatField(
        label=_("Latitude"),
        required=False,
        localize=True,  # comma or point
        help_text=_("Of the community house or the gate, for example 10,6123. May stay empty."),
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        required=False,
        localize=True,
        help_text=_("For example 106,3512. May stay empty."),
    )
    field_order = ["kind", "name", "on", "lat", "lon"]


class Rename(Dated):
    """Another name for a local unit."""

    name = forms.CharField(label=_("New name"), max_length=120)
    field_order = ["name", "on"]


class Close(Dated):
    """The end of a local unit."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["on"].label = _("First day on which it no longer exists")


class Table(Dated):
    """A table of local units."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV with the columns loại, tên, vĩ độ, kinh độ; at most 2,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    field_order = ["file", "on"]

    def clean_file(self) -> bytes:
        """Return the content."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB. Split it."))
        content: bytes = file.read()
        return content
