"""What a survey round found: pictures with intervals, teams, gaps, and the totals as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from binhyen.desk import tables
from binhyen.desk.officers import officers_page, show
from binhyen.desk.posts import visit_of
from binhyen.forces import queries, sampling
from binhyen.forces.models import Team
from binhyen.forces.questionnaires import NO, SCALE, YES, ItemKind
from binhyen.forces.sampling import Interval
from binhyen.forces.survey_results import BlockResult, Findings, Lack, Result
from binhyen.forces.survey_telling import Few

from .intervals import Picture, Row, picture
from .survey_forms import language
from .survey_views import survey_asked

#: So many gaps stand at the top of the page; the parts show all of theirs.
_LARGEST = 5


@officers_page
@require_GET
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the results once the round is over: while it runs, each answer more would tell what it was."""
    visitor = visit_of(request)
    survey = survey_asked(visitor, pk)
    is_over = visitor.on > survey.closes_on
    may_read_words = visitor.may("forces.read_survey_words", survey)
    found = list(Findings(survey).blocks()) if is_over else []
    shown = {
        **_outline(found),
        "survey": survey,
        "unit": survey.unit,
        "is_over": is_over,
        "least": sampling.LEAST_SHOWN,
        "before": queries.survey_before(survey),
        "blocks": [_block(one, survey.pk) for one in found],
        "words": survey.remarks.order_by("words", "pk") if is_over and may_read_words else [],
        "may_read_words": may_read_words,
        "may_plan": visitor.may("forces.survey", survey),
    }
    return show(request, "forces/survey_results", shown)


def _outline(found: list[BlockResult]) -> dict[str, object]:
    """Return the strengths and the largest gaps over all parts: what the committee talks about first."""
    lacks = sorted((lack for one in found for lack in one.gaps), key=lambda one: -one.share)
    strong = [result for one in found for result in one.results if result.is_strength]
    return {
        "largest": [_gap(lack) for lack in lacks[:_LARGEST]],
        "strengths": [
            (result.item.title(language()), said) for result in strong if (said := _said(result))
        ],
    }


def _block(found: BlockResult, survey: int) -> dict[str, object]:
    title = found.block.title(language())
    return {
        "id": found.block.id,
        "title": title,
        "origin": f"survey:{survey}:{found.block.id}",
        "task": _("Strengthen the force: %(what)s") % {"what": title},
        "results": [_result(one) for one in found.results],
        "figures": _figures(found),
        "gaps": [_gap(one) for one in found.gaps],
    }


def _result(found: Result) -> dict[str, object]:
    title = found.item.title(language())
    return {
        "title": title,
        "n": found.n,
        "picture": _whole(found, title),
        "few": _few(found.few) if found.few else "",
        "spread": _spread(found, title),
        "teams": _teams(found),
        "is_ranked": found.is_ranked,
        "change": _change(found),
    }


def _said(found: Result) -> str:
    """Return what a question found, as people read it; nothing where it is not told."""
    if found.few:
        return _few(found.few)
    return _written(found.interval, is_share=found.is_share) if found.interval else ""


def _few(found: Few) -> str:
    """Say that few gave one of two answers; it may be nobody."""
    numbers = {"least": sampling.LEAST_SHOWN, "n": found.n}
    if found.said == YES:
        return _("fewer than %(least)s of %(n)s said yes") % numbers
    return _("fewer than %(least)s of %(n)s said no") % numbers


def _whole(found: Result, title: str) -> Picture | None:
    if found.interval is None:
        return None
    rows = [_row(_("This round"), found.interval, is_share=found.is_share)]
    if found.before is not None:
        rows.append(_row(_("Last round"), found.before, is_share=found.is_share))
    return picture(f"{found.item.id}-chung", title, rows)


def _row(label: str, found: Interval, *, is_share: bool) -> Row:
    if is_share:
        return Row(label, _written(found, is_share=True), found.low, found.high, found.value)
    return Row(label, _written(found, is_share=False), *map(_on_scale, (found.low, found.high, found.value)))  # fmt: skip


def _on_scale(points: float) -> float:
    return (points - SCALE.start) / (SCALE.stop - 1 - SCALE.start)


def _number(value: float, places: int) -> str:
    """Return a number as the language writes it, rounded: number_format alone cuts."""
    return number_format(round(value, places), places)


def _written(found: Interval, *, is_share: bool) -> str:
    """Return a value with its bounds and the size of the sample, as people read it."""
    factor, places = (100, 0) if is_share else (1, 1)
    numbers = {
        name: _number(value * factor, places)
        for name, value in (("value", found.value), ("low", found.low), ("high", found.high))
    }
    if is_share:
        return _("%(value)s %% (%(low)s–%(high)s), n = %(n)s") % {**numbers, "n": found.n}
    return _("%(value)s (%(low)s–%(high)s), n = %(n)s") % {**numbers, "n": found.n}


def _spread(found: Result, title: str) -> Picture | None:
    """Draw how often each answer was given; of options to choose from one that is not shown was chosen by fewer than five."""
    if not found.counts:
        return None
    names = _answers(found)
    rows = [
        Row(name, str(found.counts[value]) if value in found.counts else _("not shown"), 0,
            found.counts.get(value, 0) / found.n if found.item.kind is not ItemKind.CHOICE else
            found.counts.get(value, 0) / max(found.counts.values()))
        for value, name in names.items()
    ]  # fmt: skip
    return picture(f"{found.item.id}-cau", title, rows)


def _answers(found: Result) -> dict[int, str]:
    if found.item.kind is ItemKind.CHOICE:
        return {int(option.id): option.title(language()) for option in found.item.options}
    if found.item.kind is ItemKind.YES_NO:
        return {YES: _("Yes"), NO: _("No")}
    return {point: str(point) for point in reversed(SCALE)}


def _teams(found: Result) -> dict[str, object] | None:
    """Return the picture of the teams with a result, and the names of those without."""
    rows = [
        _row(_placed(row.team, row.place), row.interval, is_share=found.is_share)
        for row in found.teams
        if row.interval
    ]
    if not rows:
        return None
    return {
        "picture": picture(f"{found.item.id}-to", _("By team"), rows),
        "is_several": len(rows) > 1,
        "hidden": [row.team.name for row in found.teams if not row.interval],
    }


def _placed(team: Team, place: int | None) -> str:
    return f"{place}. {team.name}" if place else team.name


def _change(found: Result) -> str:
    if found.change is None:
        return ""
    amount = _number(abs(found.change), 0 if found.is_share else 1)
    if found.change < 0:
        moved = _("Lower by %(amount)s points than in the last round.") % {"amount": amount}
    else:
        moved = _("Higher by %(amount)s points than in the last round.") % {"amount": amount}
    if found.is_change_clear:
        return moved
    chance = _("The intervals overlap: it may be chance.")
    return f"{moved} {chance}"


def _figures(found: BlockResult) -> list[dict[str, object]]:
    """Return the sums of the commune's figures over the teams that stated them."""
    return [
        {"title": item.title(language()), "sum": sum(of_team.values()), "teams": len(of_team)}
        for item, of_team in found.figures
        if of_team
    ]


def _gap(found: Lack) -> str:
    title = found.item.title(language())
    if found.team is not None:
        short = int(found.wanted - found.value)
        return ngettext(
            "%(team)s: %(what)s: %(value)s of %(wanted)s, %(short)s short",
            "%(team)s: %(what)s: %(value)s of %(wanted)s, %(short)s short",
            short,
        ) % {
            "team": found.team.name,
            "what": title,
            "value": int(found.value),
            "wanted": int(found.wanted),
            "short": short,
        }
    if found.few:
        return _("%(what)s %(few)s, wanted at least %(wanted)s %%") % {
            "what": title,
            "few": _few(found.few),
            "wanted": _number(found.wanted, 0),
        }
    return _("%(what)s %(value)s, wanted at least %(wanted)s") % {
        "what": title,
        "value": _number(found.value, 0 if found.item.kind is ItemKind.YES_NO else 1),
        "wanted": _number(found.wanted, 0),
    }


@dataclass(frozen=True)
class Totals:
    """The totals of a round as a file; nothing of fewer than five."""

    watermark: str
    widths: ClassVar = (24, 60, 10, 10, 10, 10, 12)

    @property
    def sheet(self) -> str:
        """Return what the sheet of a workbook is called."""
        return _("Survey")

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("Part"), _("Question or figure"), _("Answers"), _("Value"), _("From"), _("Up to"), _("Last round"),
        ]  # fmt: skip

    def row(self, line: "Total") -> list[tables.Cell]:
        """Return the cells of a line."""
        return [line.block, line.what, line.n, line.said, line.low, line.high, line.before]


@dataclass(frozen=True)
class Total:
    """One line of the file."""

    block: str
    what: str
    n: int | None
    value: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    few: str = ""

    @property
    def said(self) -> tables.Cell:
        """The value, or why there is none."""
        return self.few if self.value is None else self.value


def _totals(findings: Findings) -> Iterator[Total]:
    for found in findings.blocks():
        block = found.block.title(language())
        for one in found.results:
            yield _total(block, one)
        for item, of_team in found.figures:
            if of_team:
                yield Total(block, item.title(language()), None, sum(of_team.values()))


def _total(block: str, one: Result) -> Total:
    title, factor = one.item.title(language()), 100 if one.is_share else 1
    if one.interval is None:
        why = _few(one.few) if one.few else _("not told: fewer than %(least)s") % {"least": sampling.LEAST_SHOWN}  # fmt: skip
        return Total(block, title, one.n or None, None, few=why)
    value, low, high = (
        round(edge * factor, 2) for edge in (one.interval.value, one.interval.low, one.interval.high)
    )  # fmt: skip
    before = round(one.before.value * factor, 2) if one.before else None
    return Total(block, title, one.n, value, low, high, before)


@officers_page
@require_GET
def survey_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the totals as a file once the round is over."""
    kind = request.GET.get("dang", "csv")
    visitor = visit_of(request)
    survey = survey_asked(visitor, pk)
    if visitor.on <= survey.closes_on or kind not in tables.KINDS:
        raise Http404
    watermark = tables.watermark(visit_of(request))
    rows = _totals(Findings(survey))
    return tables.answer(rows, Totals(watermark), name=f"khao-sat-{survey.year}", kind=kind)
