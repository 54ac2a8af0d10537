"""The shape of a programme's year: which unit is designated, and what was found at the survey."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.desk.decisions.field import ByDecision
from binhyen.places.models import Unit
from binhyen.standards import baselines
from binhyen.standards.actions import Others, Statement
from binhyen.standards.baselines import is_paper_number
from binhyen.standards.catalogues import Criterion
from binhyen.standards.models import Baseline, Reading, StoredCatalogue

MET, NOT_MET = "met", "not_met"


class _Units(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django takes none at run time
    """Units of one kind; those of several communes say which."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.full_name}, {obj.parent.full_name}" if obj.parent else obj.full_name


class DesignateForm(ByDecision):
    """The model unit of a year and kind, by a decision."""

    unit = _Units(label=_("Model unit"), queryset=Unit.objects.none())
    field_order = ("unit",)

    def __init__(self, units: Sequence[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = Unit.objects.filter(pk__in=[unit.pk for unit in units]).select_related("parent")
        self.fields["unit"].queryset = chosen.order_by("sort_key", "pk")  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """A survey on a day against a set of criteria."""

    catalogue = forms.ChoiceField(label=_("Set of criteria"))
    measured_on = fields.day(_("Day of the survey"))

    def __init__(self, offered: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["catalogue"].choices = offered  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Asked:
    """A criterion with the three fields a person answers it by."""

    criterion: Criterion
    verdict: forms.BoundField
    paper: forms.BoundField
    dated: forms.BoundField


class StatementsForm(forms.Form):
    """What the house cannot compute: met or not, with the number and day of the paper. Nothing else is taken.

    Answered in any order and as often as needed until the survey is frozen; one fault keeps all of it back.
    """

    def __init__(
        self,
        baseline: Baseline,
        criteria: Sequence[Criterion],
        readings: dict[str, Reading],
        *args: Any,
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.criteria, self.today = criteria, today
        self.beyond = baselines.beyond(baseline.catalogue)
        for criterion in criteria:
            self._add(criterion, readings[criterion.id])
        if self.beyond:
            self._add_others(baseline)

    def _add(self, criterion: Criterion, reading: Reading) -> None:
        said = {"MET": MET, "NOT_MET": NOT_MET}.get(reading.stated_outcome, "")
        words = {"no": criterion.no}
        self.fields[f"{criterion.id}-verdict"] = forms.ChoiceField(
            label=gettext("Criterion %(no)s") % words,
            choices=[(MET, _("met at the survey")), (NOT_MET, _("not met at the survey"))],
            widget=forms.RadioSelect,
            required=False,
            initial=said,
        )
        self.fields[f"{criterion.id}-paper"] = fields.number(
            gettext("Paper for criterion %(no)s") % words,
            required=False,
            initial=reading.paper_number,
        )
        self.fields[f"{criterion.id}-dated"] = fields.day(
            gettext("Date of the paper for criterion %(no)s") % words,
            required=False,
            initial=reading.dated,
            help_text="",
        )

    def _add_others(self, baseline: Baseline) -> None:
        self.fields["others"] = fields.count(
            gettext("How many of the other %(n)s criteria were met") % {"n": self.beyond},
            required=False,
            min_value=0,
            max_value=self.beyond,
            initial=baseline.others_met,
        )
        self.fields["others-paper"] = fields.number(
            _("Paper that states them"), required=False, initial=baseline.others_paper
        )
        self.fields["others-dated"] = fields.day(
            _("Date of that paper"), required=False, initial=baseline.others_dated
        )

    def asked(self) -> Iterator[Asked]:
        """Yield the criteria with their fields, in the catalogue's order."""
        for criterion in self.criteria:
            name = criterion.id
            yield Asked(
                criterion, self[f"{name}-verdict"], self[f"{name}-paper"], self[f"{name}-dated"]
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a paper where something is said to be met, and for no day that is to come."""
        typed = super().clean() or {}
        for criterion in self.criteria:
            self._check(typed, criterion.id, is_needed=typed.get(f"{criterion.id}-verdict") == MET)
            has_paper = typed.get(f"{criterion.id}-paper") or typed.get(f"{criterion.id}-dated")
            if has_paper and not typed.get(f"{criterion.id}-verdict"):
                self.add_error(
                    f"{criterion.id}-verdict", _("Say whether it was met or not met, please.")
                )
        if self.beyond:
            self._check(typed, "others", is_needed=typed.get("others") is not None)
        return typed

    def _check(self, typed: dict[str, Any], name: str, *, is_needed: bool) -> None:
        number, dated = typed.get(f"{name}-paper") or "", typed.get(f"{name}-dated")
        is_given = bool(number) or is_needed
        if is_given and f"{name}-paper" not in self.errors and not is_paper_number(number):
            self.add_error(
                f"{name}-paper",
                _("Give the number and signs of the paper, such as 12/BC-BCĐ, and no other words."),
            )
        if is_given and dated is None and f"{name}-dated" not in self.errors:
            self.add_error(f"{name}-dated", _("Give the date of the paper."))
        if dated and dated > self.today:
            self.add_error(f"{name}-dated", _("The paper cannot be dated after today."))

    def statements(self) -> dict[str, Statement]:
        """Return what is stated of each criterion answered."""
        typed = self.cleaned_data
        return {
            criterion.id: Statement(
                is_met=typed[f"{criterion.id}-verdict"] == MET,
                paper_number=typed[f"{criterion.id}-paper"],
                dated=typed[f"{criterion.id}-dated"],
            )
            for criterion in self.criteria
            if typed[f"{criterion.id}-verdict"]
        }

    def others(self) -> Others | None:
        """Return what a paper states of the criteria beyond the catalogue."""
        typed = self.cleaned_data
        if not self.beyond or typed["others"] is None:
            return None
        return Others(typed["others"], typed["others-paper"], typed["others-dated"])


def offered(catalogues: Sequence[StoredCatalogue], language: str) -> list[tuple[str, str]]:
    """Return the sets of criteria to choose from."""
    return [(row.catalogue_id, row.read().title(language)) for row in catalogues]
