"""What is typed about a hot spot, and about how a unit is warned."""

from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.desk.forms import REQUIRED, Text, one_of
from binhyen.hotspots.models import LONGEST_WORDS, Cells, Ending, Watch
from binhyen.places.models import Level

#: A month to ten years: rarer than that no scan can tell.
INTERVALS = ((30, _("once a month")), (182, _("once in half a year")), (365, _("once a year")), (1095, _("once in three years")))  # fmt: skip
WINDOWS = ((7, _("7 days")), (14, _("14 days")), (28, _("28 days")), (56, _("56 days")))
_NO_NAMES = _("Short and factual. Do not write names, phone or ID numbers.")


class Versioned(forms.Form):
    """An act on an alert; `version` is what the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WhichLook(forms.Form):
    """Which second look is meant, by its days after the measure."""

    after_days = forms.IntegerField(min_value=1, max_value=1000)


def _words(label: Text) -> typed.Words:
    return typed.Words(
        label=label,
        help_text=_NO_NAMES,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=REQUIRED,
    )


class Look(Versioned):
    """What was seen at the place."""

    words = _words(_("What you saw there"))


class Close(Versioned):
    """How it ended and what was learnt."""

    ending = one_of(_("How did it end?"), Ending.choices)
    lesson = _words(_("What is to be learnt from it?"))


_CELLS = {
    Level.PROVINCE.value: (Cells.UNITS, Cells.AREAS),
    Level.COMMUNE.value: (Cells.AREAS, Cells.WIDE, Cells.NARROW),
}


def _cells(level: str) -> forms.ChoiceField:
    """Ask what is told apart, of what a unit of this level has."""
    asked = one_of(_("What is told apart on the map?"), [(each.value, each.label) for each in _CELLS[level]])  # fmt: skip
    if level == Level.COMMUNE:
        asked.help_text = _("Hexagons show a hot spot more closely where most reports have a point on the map. A report without one counts in the hexagon in which the middle of its residential area lies.")  # fmt: skip
    return asked


class Warned(forms.Form):
    """How a unit wants to be warned."""

    interval_days = forms.TypedChoiceField(
        label=_("How often may chance alone disturb you, at most?"),
        help_text=_("The more seldom, the later a hot spot is told of."),
        choices=INTERVALS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    window_days = forms.TypedChoiceField(
        label=_("Within how many of the last days is a hot spot looked for, at most?"),
        choices=WINDOWS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    most_percent = forms.IntegerField(
        label=_("How much of all reports may a hot spot take in, at most, in percent?"),
        min_value=5,
        max_value=50,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    most_km = forms.FloatField(
        label=_("How far may it reach, at most, in kilometres?"),
        help_text=_("Leave it empty for no limit."),
        required=False,
        max_value=100,
        validators=[MinValueValidator(0.2, _("Give 0.2 km or more, or leave it empty."))],
        widget=forms.NumberInput(
            attrs={"class": "govuk-input--width-3", "step": "0.1", "min": "0.2"}
        ),
    )

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cells"] = _cells(level)

    @staticmethod
    def initial_of(said: Watch, level: str) -> dict[str, object]:
        """Return what holds now."""
        now = {name: getattr(said, name) for name in ("interval_days", "window_days", "most_percent", "most_km")}  # fmt: skip
        return {**now, "cells": said.cells if said.cells in _CELLS[level] else _CELLS[level][0]}
