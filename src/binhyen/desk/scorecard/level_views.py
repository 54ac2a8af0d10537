"""A level's units side by side, as a page and as a file; one unit over the years."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.desk import tables
from binhyen.desk.officers import officers_page, show, unit_for, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.places.models import Unit
from binhyen.standards import actions, matrix, queries, years
from binhyen.standards.catalogues import Catalogue
from binhyen.standards.matrix import Line
from binhyen.standards.models import OutcomeChoices, StateChoices, StoredCatalogue
from binhyen.standards.rules import Outcome

from . import sentences
from .views import STATE_TAGS

#: How an outcome is drawn in a cell; the words stand beside for who does not see it.
SIGNS = {
    Outcome.MET: "✓",
    Outcome.NOT_MET: "✕",
    Outcome.PENDING: "?",
    Outcome.MISSING: "–",
    Outcome.NOT_APPLICABLE: "○",
}


@dataclass(frozen=True)
class _Asked:
    """Whose units, under which catalogue, in which year."""

    unit: Unit
    stored: StoredCatalogue
    year: int
    offered: list[StoredCatalogue]

    @property
    def catalogue(self) -> Catalogue:
        return self.stored.read()

    def lines(self) -> list[Line]:
        units = matrix.units_below(self.unit, self.catalogue, self.year)
        return matrix.side_by_side(units, self.stored, self.year)


def _asked(request: HttpRequest, visitor: Visit) -> _Asked | None:
    unit = unit_for(visitor, request.GET.get("don-vi"), action="standards.read")
    below = set(Unit.objects.below(unit).on(visitor.on).values_list("level", flat=True))
    offered = [
        row
        for row in queries.newest().values()
        if below & set(matrix.levels_of(row.read()))
        and (row.owner is None or unit.path.startswith(row.owner.path))
    ]
    offered.sort(key=lambda row: (not queries.is_of(row, "tt124."), row.owner is None, row.catalogue_id))  # fmt: skip
    chosen = [row for row in offered if row.catalogue_id == request.GET.get("chuan")] or offered
    if not chosen:
        return None
    year = year_asked(request, visitor)
    stored = queries.version_of_year(chosen[0], year) or chosen[0]
    return _Asked(unit, stored, year, offered)


@officers_page
@require_GET
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Show every unit below against every criterion of one catalogue."""
    visitor = visit_of(request)
    asked = _asked(request, visitor)
    if asked is None:
        unit = unit_for(visitor, request.GET.get("don-vi"), action="standards.read")
        return show(request, "scorecard/matrix", {"unit": unit, "lines": []})
    lines = asked.lines()
    return show(
        request,
        "scorecard/matrix",
        {
            "unit": asked.unit,
            "title": asked.catalogue.title(sentences.language()),
            "catalogue": asked.catalogue,
            "criteria": [{"no": one.no, "title": one.title(sentences.language())} for one in asked.catalogue.criteria],
            "year": asked.year,
            "lines": [_told(line, asked.catalogue) for line in lines],
            "states": [
                (StateChoices(state.value).label, STATE_TAGS[state], count)
                for state, count in matrix.states(lines).items()
            ],
            "without": sum(line.assessment is None for line in lines),
            "signs": [(SIGNS[one], one.value, OutcomeChoices(one.value).label) for one in Outcome],
            "offered": [(row.catalogue_id, row.read().title(sentences.language())) for row in asked.offered],
        },
    )  # fmt: skip


def _told(line: Line, catalogue: Catalogue) -> dict[str, object]:
    dossier = line.assessment
    return {
        "unit": line.unit,
        "assessment": dossier,
        "state": StateChoices(dossier.state).label if dossier else "",
        "tag": STATE_TAGS[dossier.state] if dossier else "",  # type: ignore[index]
        "met": line.met,
        "questions": line.questions,
        "score": line.score,
        "class": sentences.class_name(line.score),
        "cells": [
            {
                "cell": cell,
                "no": one.no,
                "sign": SIGNS[cell.outcome] if cell.outcome else "",
                "words": OutcomeChoices(cell.outcome.value).label if cell.outcome else "",
            }
            for one, cell in zip(catalogue.criteria, line.cells, strict=True)
        ],
    }


@dataclass(frozen=True)
class _Sheet:
    """The matrix as a workbook."""

    watermark: str
    catalogue: Catalogue

    @property
    def sheet(self) -> str:
        return _("Side by side")

    @property
    def widths(self) -> Sequence[int]:
        return (32, 18, 10, 12, *[12] * len(self.catalogue.criteria))

    def head(self) -> list[str]:
        numbers = [one.no for one in self.catalogue.criteria]
        return [_("Unit"), _("Dossier"), _("Met"), _("Points"), *numbers]

    def row(self, line: Line) -> list[tables.Cell]:
        dossier = line.assessment
        return [
            line.unit.full_name,
            str(StateChoices(dossier.state).label) if dossier else "",
            line.met if dossier else None,
            line.score.points if line.score else None,
            *(_cell(cell.outcome, is_overridden=cell.is_overridden) for cell in line.cells),
        ]


def _cell(outcome: Outcome | None, *, is_overridden: bool) -> str:
    if outcome is None:
        return ""
    label = str(OutcomeChoices(outcome.value).label)
    return f"{label} *" if is_overridden else label


@officers_page
@require_GET
def matrix_file(request: HttpRequest) -> HttpResponseBase:
    """Hand out the matrix as a workbook."""
    visitor = visit_of(request)
    asked = _asked(request, visitor)
    if asked is None:
        raise Http404
    lines = asked.lines()
    actions.take_matrix(
        unit=asked.unit,
        catalogue=asked.stored,
        year=asked.year,
        by=visitor.user,
        at=visitor.at,
    )
    table = _Sheet(tables.watermark(visit_of(request)), asked.catalogue)
    return tables.answer(lines, table, name=f"{asked.catalogue.id}-{asked.year}", kind="xlsx")


@officers_page
@require_GET
def unit_years(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show what a unit came to over the years, and what the units merged into it achieved before."""
    visitor = visit_of(request)
    unit = unit_for(visitor, unit_id, action="standards.read")
    own, past = years.of(unit)
    return show(
        request,
        "scorecard/years",
        {"unit": unit, "own": _years_told(own), "past": [_years_told(one) for one in past]},
    )


def _years_told(past: years.Past) -> dict[str, object]:
    return {
        "unit": past.unit,
        "years": [
            {
                "year": one,
                "title": one.catalogue.read().title(sentences.language()),
                "state": StateChoices(one.assessment.state).label if one.assessment else "",
                "tag": STATE_TAGS[one.assessment.state] if one.assessment else "",  # type: ignore[index]
                "class": _class_of(one),
            }
            for one in past.years
        ],
    }


def _class_of(one: years.Year) -> str:
    reached = one.recognition.class_id if one.recognition else ""
    for known in one.catalogue.read().classes:
        if known.id == reached:
            return known.title(sentences.language())
    return reached
