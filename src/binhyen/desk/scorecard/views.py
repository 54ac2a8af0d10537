"""The live scorecard, the list of dossiers, one dossier, and the records behind a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.desk import records, tables
from binhyen.desk.officers import done, officers_page, own_unit, show, unit_for
from binhyen.desk.posts import Visit, visit_of
from binhyen.desk.wording import category_name
from binhyen.figures import closing
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.places.models import Unit
from binhyen.standards import actions, measuring, queries, rules, scorecard, scoring
from binhyen.standards.actions.dossier import criteria_with_included
from binhyen.standards.catalogues import Catalogue, Criterion
from binhyen.standards.models import Assessment, StateChoices, StoredCatalogue
from binhyen.standards.rules import Outcome
from binhyen.standards.workflow import State

from . import refusals, sentences

PER_PAGE = 25
STATE_TAGS = {
    State.DRAFT: "govuk-tag--grey",
    State.SUBMITTED: "govuk-tag--blue",
    State.UNDER_APPRAISAL: "govuk-tag--yellow",
    State.RETURNED: "govuk-tag--orange",
    State.RECOGNISED: "govuk-tag--green",
    State.REFUSED: "govuk-tag--red",
    State.WITHDRAWN: "govuk-tag--red",
}


def _language_titles(rows: list[Assessment]) -> list[dict[str, object]]:
    return [
        {
            "assessment": row,
            "title": row.catalogue.read().title(sentences.language()),
            "tag": STATE_TAGS[State(row.state)],
        }
        for row in rows
    ]


@officers_page
@require_GET
def assessments(request: HttpRequest) -> HttpResponse:
    """List the dossiers of one's own units, and of all below to appraise."""
    visitor = visit_of(request)
    own_paths = {post.unit.path for post in policy.posts_of(visitor.user, visitor.on)}
    rows = queries.visible_to(visitor.user, on=visitor.on).defer("frozen")
    state = request.GET.get("trang-thai", "")
    if state in StateChoices.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.order_by("-until", "keeper__sort_key", "-pk"), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    listed = _language_titles(list(page))
    unit = own_unit(visitor)
    if unit and not policy.can(visitor.user, "standards.read", unit, on=visitor.on):
        unit = None  # of a team member it is the commune, whose scorecard they may not open
    return show(
        request,
        "scorecard/assessments",
        {
            "page": page,
            "own": [row for row in listed if _is_own(row, own_paths)],
            "below": [row for row in listed if not _is_own(row, own_paths)],
            "states": StateChoices.choices,
            "state": state,
            "unit": unit,
            "catalogues": queries.catalogues_for(unit) if unit else [],
        },
    )


def _is_own(row: dict[str, object], paths: set[str]) -> bool:
    assessment = row["assessment"]
    return isinstance(assessment, Assessment) and assessment.keeper.path in paths


def _stored_for(
    request: HttpRequest, unit: Unit, visitor: Visit, offered: list[StoredCatalogue]
) -> tuple[StoredCatalogue, int]:
    """Return the catalogue and year asked for; without, the first offered and the unit's own period."""
    asked = request.GET.get("chuan") or request.POST.get("chuan") or ""
    preferred = [row for row in offered if queries.is_of(row, "tt124.")]
    chosen = [row for row in offered if row.catalogue_id == asked] or preferred or offered
    if not chosen:
        raise Http404
    newest = chosen[0]
    typed = request.GET.get("nam") or request.POST.get("nam") or ""
    if len(typed) == 4 and typed.isascii() and typed.isdigit() and 2015 <= int(typed) <= 2100:
        year = int(typed)
    else:
        year = rules.year_of(scorecard.default_period(unit, newest, on=visitor.on))
    return queries.version_of_year(newest, year) or newest, year


@officers_page
@require_GET
def live(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:
    """Show the scorecard on today's data."""
    visitor = visit_of(request)
    unit = unit_for(visitor, unit_id, action="standards.read")
    known = queries.newest()
    offered = queries.catalogues_for(unit, known)
    if unit_id is None and not offered:
        return redirect("desk:assessments")  # a level above has dossiers to appraise, no standard
    stored, year = _stored_for(request, unit, visitor, offered)
    card, place = _computed(unit, stored, year, visitor, known)
    told = [sentences.tell(row, place) for row in card.rows]
    counts = card.counts()
    score = scoring.score(card.catalogue, {row.criterion.id: row.outcome for row in card.rows})
    return show(
        request,
        "scorecard/scorecard",
        {
            "unit": unit,
            "card": card,
            "title": card.catalogue.title(sentences.language()),
            "told": told,
            "closed": closing.closed(unit, year),
            "score": score,
            "class": sentences.class_name(score),
            "todo": [row for row in _flat(told) if row.todo or row.risk],
            "met": counts[Outcome.MET] + counts[Outcome.NOT_APPLICABLE],
            "not_met": counts[Outcome.NOT_MET],
            "missing": counts[Outcome.MISSING] + counts[Outcome.PENDING],
            "total": sum(counts.values()),
            "at_risk": sum(1 for row in told if row.risk),
            "verification": queries.verification(stored, place.confirmed),
            "offered": [
                (row.catalogue_id, row.read().title(sentences.language())) for row in offered
            ],
            "on": visitor.at,
            "may_open": card.assessment is None
            and actions.may_work_on(visitor.user, "standards.assess", unit, on=visitor.on),
            "may_manage": visitor.may("movement.manage", unit),
        },
    )


def _computed(
    unit: Unit,
    stored: StoredCatalogue,
    year: int,
    visitor: Visit,
    known: Mapping[str, StoredCatalogue],
) -> tuple[scorecard.Scorecard, sentences.Place]:
    card = scorecard.live(unit, stored, stored.read().period(year), on=visitor.on, known=known)
    place = sentences.Place(
        unit,
        card.catalogue,
        card.period,
        card.assessment,
        is_live=True,
        is_over=visitor.on >= card.period.until,
        confirmed=queries.confirmed_in(stored, known),
    )
    return card, place


@officers_page
@require_GET
def live_file(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Hand out the scorecard on today's data as a workbook."""
    visitor = visit_of(request)
    unit = unit_for(visitor, unit_id, action="standards.read")
    known = queries.newest()
    offered = queries.catalogues_for(unit, known)
    stored, year = _stored_for(request, unit, visitor, offered)
    card, place = _computed(unit, stored, year, visitor, known)
    actions.take_scorecard(unit=unit, catalogue=stored, year=year, by=visitor.user, at=visitor.at)
    rows = _flat([sentences.tell(row, place) for row in card.rows])
    table = CardSheet(tables.watermark(visitor), card.period)
    return tables.answer(rows, table, name=f"{card.catalogue.id}-{year}", kind="xlsx")


@dataclass(frozen=True)
class CardSheet:
    """A scorecard as a workbook: a row for each criterion, those computed beside an attestation below it."""

    watermark: str
    period: Period
    widths: Sequence[int] = (8, 48, 16, 22, 26, 12, 12, 48, 36, 36)

    @property
    def sheet(self) -> str:
        """Return what its leaf is called."""
        return _("Scorecard")

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("No."), _("Criterion"), _("State"), _("Reached"), _("Asked for"), _("Period from"), _("Period to"), _("Why"),
            _("At risk"), _("What would mend it"),
        ]  # fmt: skip

    def row(self, told: sentences.Told, /) -> list[tables.Cell]:
        """Return one criterion."""
        return [
            told.row.criterion.no, told.title, told.outcome, told.value, told.needed, self.period.since,
            scorecard.last_day_of(self.period), told.why, told.risk, told.mend,
        ]  # fmt: skip


def _flat(told: list[sentences.Told]) -> list[sentences.Told]:
    """Return every row, those computed beside an attestation included."""
    return [row for one in told for row in (one, *one.included)]


@officers_page
@require_POST
def open_assessment(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Open the dossier of the year and go to it; one that is there already is shown."""
    visitor = visit_of(request)
    unit = unit_for(visitor, unit_id, action="standards.read")
    stored, year = _stored_for(request, unit, visitor, queries.catalogues_for(unit))
    try:
        assessment = actions.open_assessment(
            unit=unit,
            catalogue=stored,
            period=stored.read().period(year),
            by=visitor.user,
            at=visitor.at,
        )
    except actions.AlreadyOpen as there:
        assessment = there.assessment
    except (actions.NotForThisUnit, actions.NotInForce) as reason:
        return show(
            request,
            "scorecard/refused",
            {"sentence": refusals.refusal(reason), "unit": unit},
            status=409,
        )
    else:
        done(request, _("The dossier is open. The computed criteria are filled in already."))
    return redirect("desk:assessment", assessment.pk)


def dossier(visitor: Visit, pk: int) -> Assessment:
    """Return a dossier the visitor may read; any other does not exist for them."""
    return get_object_or_404(queries.visible_to(visitor.user, on=visitor.on), pk=pk)


@officers_page
@require_GET
def live_sources(request: HttpRequest, unit_id: int, criterion: str) -> HttpResponse:
    """List the records behind a criterion of the live scorecard, exactly those counted."""
    visitor = visit_of(request)
    unit = unit_for(visitor, unit_id, action="standards.read")
    stored, year = _stored_for(request, unit, visitor, queries.catalogues_for(unit))
    catalogue = stored.read()
    asked = _criterion(catalogue, criterion)
    measure = measuring.measure(asked, measuring.gather(unit, catalogue.period(year)))
    sources = [_dated(source, visitor) for source in measuring.lines_of(measure.sources)]
    return _sources_page(request, unit, asked, sources)


@officers_page
@require_GET
def sources(request: HttpRequest, pk: int, criterion: str) -> HttpResponse:
    """List the records behind a finding as they were counted."""
    visitor = visit_of(request)
    found = dossier(visitor, pk)
    asked = _criterion(found.catalogue.read(), criterion)
    finding = get_object_or_404(found.findings, criterion=criterion)
    return _sources_page(
        request,
        found.unit,
        asked,
        [_dated(source, visitor) for source in finding.lineage],
        computed_at=finding.computed_at,
        assessment=found,
    )


def _dated(source: Mapping[str, Any], visitor: Visit) -> dict[str, object]:
    """Return a source with the records the visitor may see: dates as dates, categories by their names.

    Of what the visitor may not read only the count is told, neither its number nor its kind nor its place.
    """
    kind, lines = source["kind"], [measuring.line_of(line) for line in source["lines"]]
    is_of_matters = records.are_matters(kind)
    shown = records.readable(kind, lines, visitor.user, on=visitor.on)
    return {
        "count": source["count"],
        "name": sentences.source_name(source["kind"], source["filters"]),
        "is_of_decisions": records.are_decisions(kind),
        "hidden": len(lines) - len(shown),
        "lines": [
            {
                "reference": line.reference,
                "what": category_name(line.what) if is_of_matters and line.what else line.what,
                "where": line.where,
                "on": line.on,
                "address": records.address(kind, line),
            }
            for line in shown
        ],
    }


def _sources_page(
    request: HttpRequest,
    unit: Unit,
    criterion: Criterion,
    sources: list[dict[str, object]],
    **context: object,
) -> HttpResponse:
    return show(
        request,
        "scorecard/sources",
        {
            "unit": unit,
            "criterion": criterion,
            "title": criterion.title(sentences.language()),
            "sources": sources,
            **context,
        },
    )


def _criterion(catalogue: Catalogue, criterion_id: str) -> Criterion:
    for criterion in criteria_with_included(catalogue):
        if criterion.id == criterion_id:
            return criterion
    raise Http404
