"""One dossier: its criteria, what both sides say of it, its history, and what may follow."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from binhyen.desk.officers import officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.standards import actions, measuring, queries, rules, scorecard
from binhyen.standards.actions.dossier import criteria_with_included
from binhyen.standards.catalogues import Criterion
from binhyen.standards.models import Assessment, OutcomeChoices, Override, Step, Vote
from binhyen.standards.workflow import EDITABLE, State

from . import sentences
from .deliberation_views import marks_of, may_work
from .steps import decided_by, steps_for
from .views import STATE_TAGS, dossier


@officers_page
@require_GET
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a dossier: its criteria, its history, and what may follow."""
    visitor = visit_of(request)
    found = dossier(visitor, pk)
    catalogue = found.catalogue.read()
    confirmed = queries.confirmed_in(found.catalogue)
    place = sentences.Place(found.unit, catalogue, found.period, found, confirmed=confirmed)
    told = [sentences.tell(row, place) for row in scorecard.of_assessment(found)]
    return show(
        request,
        "scorecard/assessment",
        {
            "assessment": found,
            "title": catalogue.title(sentences.language()),
            "catalogue": catalogue,
            "last_day": scorecard.last_day_of(found.period),
            "tag": STATE_TAGS[State(found.state)],
            "told": told,
            "met": sum(row.row.outcome in rules.ENOUGH for row in told),
            "verification": queries.verification(found.catalogue, confirmed),
            "steps": found.steps.select_related("by").order_by("pk"),
            "answer": _answer(found),
            "next_steps": steps_for(found, visitor),
            "decided_by": decided_by(found, visitor),
            "open_gaps": actions.gaps(found) if found.state == State.DRAFT else [],
            "changed": _changed_since(found) if _is_appraised(found, visitor) else [],
            "is_intact": found.is_frozen_intact(),
            **_deliberation(found, visitor),
        },
    )


def _answer(found: Assessment) -> Step | None:
    """Return the step by which the level above gave the dossier back, refused or withdrew it: its reason is read first."""
    if found.state not in (State.RETURNED, State.REFUSED, State.WITHDRAWN):
        return None
    return found.steps.select_related("by").order_by("pk").last()


def _deliberation(found: Assessment, visitor: Visit) -> dict[str, object]:
    """Return the vote, both sides' marks, open questions, points, and what people decided otherwise than computed."""
    window = queries.window_of(found)
    score = actions.score_of(found)
    return {
        "vote": Vote.objects.filter(assessment=found).first(),
        "may_vote": found.state in EDITABLE and may_work(visitor, found),
        "marks": marks_of(found),
        "questions": found.questions.filter(answered_at=None).order_by("asked_at", "pk"),
        "window": window,
        "window_last": scorecard.last_day_of(window) if window else None,
        "score": score,
        "class": sentences.class_name(score),
        "overrides": _overrides(found),
    }


def _overrides(found: Assessment) -> list[tuple[Criterion | None, str, Override]]:
    """Return what people decided otherwise, each with its criterion and the criterion's words, by number."""
    known = {one.id: one for one in criteria_with_included(found.catalogue.read())}
    order = list(known)
    rows = Override.objects.filter(finding__assessment=found).order_by("pk")
    told = [
        (one, one.title(sentences.language()) if one else row.finding.criterion, row)
        for row in rows.select_related("finding", "decided_by", "confirmed_by")
        for one in [known.get(row.finding.criterion)]
    ]
    return sorted(told, key=lambda each: order.index(each[0].id) if each[0] else len(order))


def _is_appraised(found: Assessment, visitor: Visit) -> bool:
    return found.state in (State.SUBMITTED, State.UNDER_APPRAISAL) and visitor.may(
        "standards.appraise", found
    )


def _changed_since(found: Assessment) -> list[dict[str, object]]:
    """Return the criteria whose value today differs from the one handed in."""
    facts = measuring.gather(found.unit, found.period, found)
    findings = {row.criterion: row for row in found.findings.all()}
    changed: list[dict[str, object]] = []
    for criterion in criteria_with_included(found.catalogue.read()):
        finding = findings.get(criterion.id)
        now = measuring.measure(criterion, facts)
        then = scorecard.stored_measure(finding)
        if (now.numerator, now.denominator, now.outcome) != (
            then.numerator,
            then.denominator,
            then.outcome,
        ):
            rows = [scorecard.Row(criterion, measure, measure.outcome) for measure in (then, now)]
            changed.append(
                {
                    "criterion": criterion,
                    "title": criterion.title(sentences.language()),
                    "then": _told(rows[0]),
                    "now": _told(rows[1]),
                }
            )
    return changed


def _told(row: scorecard.Row) -> str:
    """Return what was reached, or how it stands where there is no number, and whether that is enough."""
    outcome = str(OutcomeChoices(row.outcome.value).label)
    value = sentences.value_of(row)
    return f"{value} ({outcome})" if value else outcome
