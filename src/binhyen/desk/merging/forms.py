"""What an administrator types to hand over after a merger: the decision, and where each area of a divided unit goes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.mergers import queries
from binhyen.mergers.queries import Kept
from binhyen.places.models import Unit


class HandOver(forms.Form):
    """The decision, the areas of divided units, and once it was looked through the decision's number again."""

    decision_number = fields.number(_("Number of the decision on the merger"), help_text=_("For example 1682/NQ-UBTVQH15"))  # fmt: skip
    decided_on = fields.day(_("Date of the decision"))
    again = fields.number(_("Type the decision's number once more"), required=False)

    def __init__(self, kept: Iterable[Kept], day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.day = day
        self.divided = [one for one in kept if one.to_assign()]
        self._heirs = {str(heir.pk): heir for one in self.divided for heir in one.heirs}
        for one in self.divided:
            for area in one.to_assign():
                self.fields[f"a{area.pk}"] = self._goes(area, one)

    def _goes(self, area: Unit, kept: Kept) -> forms.ChoiceField:
        likely = queries.by_boundary(area, kept.heirs, self.day)
        label = _("%(area)s goes to") % {"area": area.full_name}
        return forms.ChoiceField(
            label=label,
            choices=[("", _("choose")), *((heir.pk, heir.full_name) for heir in kept.heirs)],
            initial=likely.pk if likely else "",
            error_messages={
                "required": _("Choose where %(area)s goes.") % {"area": area.full_name}
            },
        )

    def paper(self) -> list[BoundField]:
        """Return the fields of the decision."""
        return [self["decision_number"], self["decided_on"]]

    def areas(self) -> list[tuple[Kept, list[tuple[Unit, BoundField, bool]]]]:
        """Return each divided unit with its areas, the field of each, and whether its point says where it goes."""
        return [
            (
                one,
                [
                    (area, self[f"a{area.pk}"], bool(self[f"a{area.pk}"].initial))
                    for area in one.areas
                ],
            )
            for one in self.divided
        ]

    def goes(self) -> dict[int, Unit]:
        """Return by area where it goes."""
        return {
            int(name[1:]): self._heirs[value]
            for name, value in self.cleaned_data.items()
            if name[1:].isdecimal()
        }

    def is_meant(self) -> bool:
        """Say whether the number was typed once more and is the same; else say so."""
        if self.cleaned_data["again"].strip() == self.cleaned_data["decision_number"].strip():
            return True
        self.add_error("again", _("This is not the number typed before: %(number)s.") % {"number": self.cleaned_data["decision_number"]})  # fmt: skip
        return False
