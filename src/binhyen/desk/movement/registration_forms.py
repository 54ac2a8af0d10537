"""What is typed about registrations and commitments: one table for all areas and organisations of a commune."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.movement.actions import BadEntries, Entry
from binhyen.movement.models import Theme
from binhyen.movement.registers import Row
from binhyen.places.local_table import MOST_BYTES

_OF_AREA = {"whole": _("households residing"), "part": _("households registered")}
_OF_ORGANISATION = {"whole": _("staff"), "part": _("staff briefed")}


class _Table(forms.Form):
    """A row of fields for each area or organisation; a field's name is `u<unit>-<column>`."""

    columns: Sequence[str] = ()

    def __init__(self, rows: Sequence[Row], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = list(rows)
        for row in self.rows:
            for column in self.columns:
                self.fields[f"u{row.unit.pk}-{column}"] = self.field(row, column)

    def field(self, row: Row, column: str) -> forms.Field:
        """Return the field of one cell."""
        raise NotImplementedError

    def lines(self) -> list[tuple[Row, list[BoundField]]]:
        """Return each row with its fields."""
        return [
            (row, [self[f"u{row.unit.pk}-{column}"] for column in self.columns])
            for row in self.rows
        ]

    def areas(self) -> list[tuple[Row, list[BoundField]]]:
        """Return the residential areas."""
        return [line for line in self.lines() if line[0].is_area]

    def organisations(self) -> list[tuple[Row, list[BoundField]]]:
        """Return the agencies, enterprises and schools."""
        return [line for line in self.lines() if not line[0].is_area]

    def say(self, reason: BadEntries) -> None:
        """Put what is wrong beside the cells that are."""
        for fault in reason.faults:
            name = f"u{fault.unit.pk}-{fault.column}"
            self.add_error(name if name in self.fields else None, fault.message)


class Registrations(_Table):
    """Households or staff, and when the unit registered."""

    columns = ("whole", "part", "registered_on")

    def field(self, row: Row, column: str) -> forms.Field:
        """Return a field for a number or a day."""
        if column == "registered_on":
            label = _("%(unit)s, registered on") % {"unit": row.unit.full_name}
            on = row.said and row.said.registered_on
            return fields.day(label, required=False, help_text="", initial=on)
        words = (_OF_AREA if row.is_area else _OF_ORGANISATION)[column]
        label = f"{row.unit.full_name}, {words}"
        return fields.count(label, required=False, initial=getattr(row, column))

    def entries(self) -> list[Entry]:
        """Return what was typed."""
        return [
            Entry(row.unit, *(self.cleaned_data[f"u{row.unit.pk}-{name}"] for name in self.columns))
            for row in self.rows
        ]


class Commitments(_Table):
    """How many committed themselves, by theme."""

    columns = Theme.values

    def field(self, row: Row, column: str) -> forms.Field:
        """Return a field for a number."""
        theme = Theme(column).label
        label = f"{row.unit.full_name}, {theme}"
        made = fields.count(label, required=False, initial=row.signed.get(column))
        made.short = theme  # type: ignore[attr-defined]  # what a phone shows beside the cell
        return made

    def entries(self) -> list[Entry]:
        """Return what was typed."""
        return [
            Entry(
                row.unit,
                signed={name: self.cleaned_data[f"u{row.unit.pk}-{name}"] for name in self.columns},
            )
            for row in self.rows
        ]


class File(forms.Form):
    """A table of registrations and commitments."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV with the headings of the table you can download; at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> bytes:
        """Return the content."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB. Split it."))
        content: bytes = file.read()
        return content
