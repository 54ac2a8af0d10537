"""What officers type about a survey round, nothing more."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from binhyen.desk import fields
from binhyen.forces import sampling
from binhyen.forces.models import Mistake
from binhyen.forces.questionnaires import SCALE, Item, ItemKind
from binhyen.places.models import Unit

#: Forms that are typed in at once: what lies on a table without losing one's place.
TOGETHER = 10
#: How many live in a commune whose population nobody told: so many that it makes no difference.
_MANY = 1_000_000_000
_ENDS_FIRST = gettext_lazy("The last day must not be before the first.")


def language() -> str:
    """Return the language the officer reads, "vi" or "en"."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


class Round(forms.Form):
    """A new round."""

    year = fields.year()
    opens_on = fields.day(gettext_lazy("First day for answers"))
    closes_on = fields.day(gettext_lazy("Last day for answers"))
    target = fields.count(
        gettext_lazy("Residents to ask, over all areas"),
        min_value=5,
        max_value=100_000,
    )

    def __init__(self, population: int | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        everybody = population or _MANY
        self.fields["target"].help_text = _(
            "With %(few)s answers a share is known to within 10 points; with %(many)s, to within 5."
        ) % {
            "few": sampling.needed(everybody),
            "many": sampling.needed(everybody, margin=0.05),
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a round that ends before it begins, at the field that says so."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _ENDS_FIRST)
        return data


class LastDay(forms.Form):
    """Another last day of a round."""

    closes_on = fields.day(gettext_lazy("Last day for answers"))


class Figures(forms.Form):
    """The commune's figures about one team, by part of the questionnaire."""

    #: Said once above the fields instead of at each.
    mark_optional = False

    def __init__(self, items: Iterable[Item], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for item in items:
            self.fields[item.id] = fields.count(
                item.title(language()), min_value=0, max_value=item.most, required=False
            )

    def stated(self) -> dict[str, int]:
        """Return what was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class TakeBack(forms.Form):
    """Why forms that were typed in leave the counts again: from a list, so that no answer gets onto the trail."""

    because = forms.ChoiceField(
        label=gettext_lazy("Why are these forms taken back?"),
        choices=Mistake.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why these forms are taken back.")},
    )


class PaperForms(forms.Form):
    """Some forms filled on paper: a row for each, a number for each question."""

    area = forms.ModelChoiceField(
        label=gettext_lazy("Residential area"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("choose"),
    )

    def __init__(self, areas: Any, items: Mapping[str, Item], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.items = items
        for row in range(1, TOGETHER + 1):
            for number, item in enumerate(items.values(), 1):
                self.fields[f"{row}-{item.id}"] = _cell(row, number, item)

    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Yield the cells of each row."""
        for row in range(1, TOGETHER + 1):
            yield row, [self[f"{row}-{name}"] for name in self.items]

    def sheets(self) -> list[dict[str, object]]:
        """Return the answers of each row in which something was typed."""
        every = (
            {name: self.cleaned_data[f"{row}-{name}"] for name in self.items}
            for row in range(1, TOGETHER + 1)
        )
        return [sheet for sheet in every if any(value is not None for value in sheet.values())]


def typed(area: Unit, sheets: Iterable[Mapping[str, object]] = ()) -> dict[str, object]:
    """Return what a page of forms begins with: the area, and forms that were typed before."""
    cells = {
        f"{row}-{name}": value
        for row, sheet in enumerate(sheets, 1)
        for name, value in sheet.items()
    }
    return {"area": area, **cells}


def _cell(row: int, number: int, item: Item) -> forms.IntegerField:
    least, most = _bounds(item)
    label = _("Form %(row)s, question %(number)s") % {"row": row, "number": number}
    wrong = _("Type a number from %(least)s to %(most)s, or leave it empty.") % {"least": least, "most": most}  # fmt: skip
    box = forms.TextInput(
        attrs={
            "inputmode": "numeric",
            "class": "govuk-input govuk-input--width-2",
            "aria-label": label,
        }
    )
    return forms.IntegerField(
        label=label, widget=box, required=False, min_value=least, max_value=most,
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )  # fmt: skip


def _bounds(item: Item) -> tuple[int, int]:
    if item.kind is ItemKind.SCALE:
        return SCALE.start, SCALE.stop - 1
    return (0, item.most) if item.kind is ItemKind.COUNT else (0, 1)
