"""Let a unit's settled matters teach the suggestions: ask for it, do it, put it to use if it is better than the keywords.

The learning itself is long and imports scikit-learn, so it runs in a process of the worker. Nothing that answers pages
calls `learn`.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.core.privacy import FORGOTTEN
from binhyen.matters.actions.moving import Outrun
from binhyen.matters.models import Learning, Matter, MatterReport, Move, Shelf, SuggestionModel
from binhyen.matters.models.matter import ABOUT
from binhyen.matters.rules import RESTRICTED
from binhyen.matters.suggesting import lexicon, weights
from binhyen.matters.suggesting.texts import Measured, OfCategory, Text
from binhyen.matters.workflow import State
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy

log = logging.getLogger(__name__)

#: From so many settled matters on a unit's own words are learnt from; until then the keywords suggest.
LEAST_TEXTS = 300
#: The newest are enough, and the work has an end.
MOST_TEXTS = 50_000
#: It is learnt again when so many more are settled, or a tenth.
LEAST_NEW = 50
AGAIN_AFTER = timedelta(hours=12)
#: And once a year in any case: as many are forgotten as are settled, and what was learnt from them goes too.
LONGEST = timedelta(days=ABOUT.days)
NIGHT_ENDS = 5
#: A category with fewer texts is not told apart on the page.
LEAST_SHOWN = 5
WORKER = "worker"


class AlreadyAsked(Exception):
    """The unit's learning is already asked for, and not done yet."""


@transaction.atomic
def ask_for_training(*, unit: Unit, by: User, at: datetime) -> SuggestionModel:
    """Ask the worker to learn from the settled matters of `unit`. Raises NotAllowed, AlreadyAsked."""
    policy.require(by, "matters.train_model", unit, on=clock.local_day(at))
    return _ask(unit, by=by, at=at)


def ask_where_due(*, at: datetime) -> int:
    """Ask for every unit that has enough new settled matters; return for how many.

    By night, except the first time: then somebody waits for it.
    """
    is_night = at.astimezone(VIETNAM).hour < NIGHT_ENDS
    asked = 0
    for unit_id, settled in _settled_by_unit():
        last = _models_of(unit_id).first()
        if last is not None and not (is_night and _is_due(last, settled, at)):
            continue
        try:
            with transaction.atomic():
                _ask(Unit.objects.get(pk=unit_id), by=None, at=at)
        except AlreadyAsked:
            continue
        asked += 1
    return asked


def train_next(*, at: datetime) -> SuggestionModel | None:
    """Learn for the unit that has waited longest; return what came of it, or None when nobody waits."""
    waiting = SuggestionModel.objects.to_learn(at).select_related("unit").defer("weights")
    model = waiting.order_by("asked_at", "pk").first()
    return train(model=model, at=at) if model else None


def train(*, model: SuggestionModel, at: datetime) -> SuggestionModel:
    """Learn what was asked for; the model in use answers until the new one is whole. Raises Outrun."""
    mine = SuggestionModel.objects.filter(pk=model.pk, state=model.state, begun_at=model.begun_at)
    if not mine.update(state=Learning.BEGUN, begun_at=at):
        raise Outrun(str(model))
    model.state, model.begun_at = Learning.BEGUN, at
    try:
        texts = texts_of(model.unit)
        learnt, measured = _learnt(texts)
    except Exception:
        log.exception("learning failed")
        _end(model, Learning.FAILED, at=at)
        raise
    if learnt is None or measured is None:
        return _end(model, Learning.TOO_FEW, at=at, n_texts=len(texts))
    return _keep(model, learnt, measured, len(texts), at)


def _learnt(
    texts: list[Text],
) -> tuple[weights.Weights | None, Measured | None]:
    from binhyen.matters.suggesting import fitting

    if len(texts) < LEAST_TEXTS:
        return None, None
    return fitting.learn(texts, lexicon.lexicon())


def _keep(
    model: SuggestionModel,
    learnt: weights.Weights,
    measured: Measured,
    n_texts: int,
    at: datetime,
) -> SuggestionModel:
    """Put the model to use, or keep only its numbers where the keywords do better."""
    is_better = measured.top1 >= measured.lexicon_top1
    content = weights.packed(learnt) if is_better else b""
    return _end(
        model,
        Learning.IN_USE if is_better else Learning.WORSE,
        at=at,
        n_texts=n_texts,
        n_held=measured.held,
        top1=measured.top1,
        top3=measured.top3,
        lexicon_top1=measured.lexicon_top1,
        baseline_top1=measured.baseline_top1,
        by_category=_shown(measured.by_category),
        weights=content,
        digest=weights.digest_of(content) if content else "",
    )


def _shown(rows: Iterable[OfCategory]) -> list[dict[str, str | int]]:
    return [
        {"category": row.category, "texts": row.texts, "held": row.held, "first": row.first, "among": row.among}
        for row in rows
        if row.texts >= LEAST_SHOWN
    ]  # fmt: skip


@transaction.atomic
def _end(
    model: SuggestionModel, state: Learning, *, at: datetime, **found: object
) -> SuggestionModel:
    """Write what came of it, in one stroke: the old model stops as the new one begins. Raises Outrun."""
    if state is Learning.IN_USE:
        old = SuggestionModel.objects.in_use().filter(unit=model.unit_id)
        old.update(state=Learning.REPLACED, weights=b"")
    mine = SuggestionModel.objects.filter(
        pk=model.pk, state=Learning.BEGUN, begun_at=model.begun_at
    )
    if not mine.update(state=state, trained_at=at, **found):
        raise Outrun(str(model))
    audit.record(
        event="matters.trained",
        subject=_name(model.unit),
        actor=WORKER,
        at=at,
        detail={"state": state.value, "texts": found.get("n_texts", 0)},
    )
    model.refresh_from_db()
    return model


def texts_of(unit: Unit) -> list[Text]:
    """Return what was said of the settled matters `unit` keeps, the newest first: behind the wall of `suggesting`.

    A report of two matters tells of two things and teaches neither; that also keeps out one that a restricted matter
    shares. What was restricted at any step of its way stays out, whatever it is called now.
    """
    words = lexicon.lexicon()
    rows = _teaching(unit).order_by("-report_id").values_list("report__words", "matter__category")
    texts = (Text(said, category) for said, category in rows[:MOST_TEXTS])
    return [each for each in texts if words.is_taken(each.words)]


def _teaching(unit: Unit) -> QuerySet[MatterReport]:
    restricted = _restricted()
    offered = [each.code for each in taxonomy().categories.values() if each.is_offered]
    elsewhere = MatterReport.objects.filter(report=OuterRef("report")).exclude(pk=OuterRef("pk"))
    was_restricted = Move.objects.filter(matter=OuterRef("matter"), category__in=restricted)
    return (
        MatterReport.objects.filter(
            matter__keeper=unit,
            matter__shelf=Shelf.DONE,
            matter__ending__in=_ENDINGS,
            matter__category__in=offered,
        )
        .exclude(matter__sensitivity=RESTRICTED)
        .exclude(report__category__in=restricted)
        .exclude(matter__category__in=restricted)
        .exclude(report__words=FORGOTTEN)
        .exclude(Exists(elsewhere))
        .exclude(Exists(was_restricted))
    )


#: It was what an officer in the end said it was; what was set aside or merged teaches nothing.
_ENDINGS = (State.RESOLVED.value, State.REFERRED.value)


def _restricted() -> list[str]:
    return [each.code for each in taxonomy().categories.values() if each.is_restricted]


def _settled_by_unit() -> list[tuple[int, int]]:
    """Return (unit, settled matters) where there are enough to learn from; close enough to decide when."""
    done = Matter.objects.filter(shelf=Shelf.DONE, ending__in=_ENDINGS, forgotten_at=None)
    counted = done.exclude(sensitivity=RESTRICTED).values_list("keeper").annotate(n=Count("pk"))
    return list(counted.filter(n__gte=LEAST_TEXTS).order_by("keeper"))


def _models_of(unit_id: int) -> QuerySet[SuggestionModel]:
    return (
        SuggestionModel.objects.filter(unit=unit_id).defer("weights").order_by("-asked_at", "-pk")
    )


def _is_due(last: SuggestionModel, settled: int, at: datetime) -> bool:
    enough = max(LEAST_NEW, last.n_texts // 10)
    is_more = last.asked_at < at - AGAIN_AFTER and settled - last.n_texts >= enough
    return is_more or last.asked_at < at - LONGEST


def _ask(unit: Unit, *, by: User | None, at: datetime) -> SuggestionModel:
    try:
        with transaction.atomic():
            model = SuggestionModel.objects.create(
                unit=unit, state=Learning.ASKED, asked_at=at, asked_by=by
            )
    except IntegrityError as reason:
        raise AlreadyAsked(_name(unit)) from reason
    audit.record(
        event="matters.training_asked",
        subject=_name(unit),
        actor=by.ref if by else WORKER,
        at=at,
    )
    return model


def _name(unit: Unit) -> str:
    return f"{unit.edition}:{unit.code}"
