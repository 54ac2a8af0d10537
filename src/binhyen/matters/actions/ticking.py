"""What an act does to the clocks of its matter: one place, asked by `record`, so that no act has to think of it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from binhyen.core.working_time import Calendar, Measure
from binhyen.matters import clocks, rules, running
from binhyen.matters.models import LIVE, Deadline, Matter, Mediation
from binhyen.matters.rules import Limit
from binhyen.matters.running import Cause, Run, Stage, Standing, Step
from binhyen.matters.words import MediationOutcome
from binhyen.matters.workflow import Act, State
from binhyen.places.models import Unit
from binhyen.reports.catalogues import Category
from binhyen.reports.models import Channel

CALENDAR = Calendar()
_MOVES_FILE = frozenset({Act.TRANSFER, Act.GIVE_BACK, Act.ACCEPT})
_ASKED, _STARTED, _ENDED = (f"{Act.MEDIATE}.{step}" for step in (Step.ASKED, Step.STARTED, Step.ENDED))  # fmt: skip


def runs_at_opening(category: Category, unit: Unit, *, since: datetime) -> list[Run]:
    """Return the clocks that start with a matter of `category` in `unit`."""
    limits = clocks.limits_starting(category, running.WITH_THE_MATTER, unit)
    return _runs(running.started_with(limits), since)


def earliest(runs: Iterable[Run]) -> rules.Due:
    """Return the deadline of the matter: the first of the clocks that govern it."""
    dues = [rules.Due(run.due_at, run.limit.clock) for run in runs if running.governs(run.limit)]
    return min(dues, key=lambda due: (due.at, due.clock))


def after(matter: Matter, *, act: Act, detail: Mapping[str, object], at: datetime) -> None:
    """Start, meet, stop and end the clocks of `matter` as `act` wants it, and set its deadline anew."""
    happened = running.happening(act, detail)
    if happened not in running.TOUCHING:
        return
    if act in _MOVES_FILE:
        Deadline.objects.filter(matter=matter).update(keeper=matter.keeper_id)
    is_new = act is Act.OPEN  # no clock can run yet
    rows = [] if is_new else _rows_of(matter)
    news_due_at = _message_due(rows)
    for row in rows:
        if row.is_live:
            _touch(row, matter, happened, at)
    if _ends_mediating(matter, act):
        _stop_mediating(matter, at)
        _go_on_unmediated(rows, happened, at)
    rows += _start_clocks(matter, _wanted(matter, act, happened), rows, happened, at)
    if running.is_message(act, detail):
        rows += _start_message(matter, rows, at)
    if _message_due(rows) != news_due_at:
        _set_news(matter, rows)
    if matter.is_open:
        set_due(matter, rows)
    else:
        _stop_mediating(matter, at)


def _rows_of(matter: Matter) -> list[Deadline]:
    return list(Deadline.objects.filter(matter=matter).order_by("pk"))


def _ends_mediating(matter: Matter, act: Act) -> bool:
    """Say whether mediators are asked no more: the file went to another unit, or is of a kind that the law keeps out of
    mediation."""
    return act in _MOVES_FILE or (act is Act.TRIAGE and not clocks.is_mediable(matter.category))


def _go_on_unmediated(rows: Iterable[Deadline], happened: str, at: datetime) -> None:
    """End the mediators' clock and let what stood still for them run on."""
    for row in rows:
        if row.is_live and row.clock == running.MEDIATION:
            _finish(row, Standing.LAPSED, happened, at)
        elif row.pause_cause == Cause.MEDIATION:
            restart(row, at)


def _touch(row: Deadline, matter: Matter, happened: str, at: datetime) -> None:
    """Let what happened meet, end, stop or restart one clock."""
    if running.is_met(clock_id=row.clock, purpose=row.purpose, by=happened):
        _finish(row, Standing.MET, happened, at)
    elif running.is_lapsed(clock_id=row.clock, purpose=row.purpose, by=happened) or (
        happened == Act.TRIAGE and row.clock not in clocks.running_for(matter.category)
    ):
        _finish(row, Standing.LAPSED, happened, at)
    elif happened in {Act.HEAR, Act.REPLY}:
        _wait_or_go_on(row, matter, at)
    elif happened == _STARTED and running.can_pause(row.clock, Cause.MEDIATION):
        stop(row, Cause.MEDIATION, at)
    elif happened == _ENDED and row.clock == running.MEDIATION:
        _finish(row, Standing.LAPSED, happened, at)
    elif happened == _ENDED and row.pause_cause == Cause.MEDIATION:
        restart(row, at)


def _wait_or_go_on(row: Deadline, matter: Matter, at: datetime) -> None:
    """Let a clock that may wait for the reporter stand still while the matter does, and run on after."""
    if not matter.awaits_reporter and row.pause_cause == Cause.REPORTER:
        restart(row, at)
    elif matter.awaits_reporter and running.can_pause(row.clock, Cause.REPORTER):
        stop(row, Cause.REPORTER, at)


def _finish(row: Deadline, standing: Standing, happened: str, at: datetime) -> None:
    """End the clock; one that stood still is first let run on, so that its row says by when it would have been due."""
    if row.paused_at is not None:
        restart(row, at)
    row.state, row.ended_at, row.ended_by = standing.value, at, happened.partition(".")[0]
    row.paused_at, row.pause_cause = None, ""
    row.save(update_fields=["state", "ended_at", "ended_by", "paused_at", "pause_cause"])


def stop(row: Deadline, cause: Cause, at: datetime) -> None:
    """Let the clock stand still; what has run out cannot be stopped, and what stands needs no stopping."""
    if row.state != Standing.RUNNING or row.due_at < at:
        return
    row.state, row.paused_at, row.pause_cause = Standing.PAUSED.value, at, cause.value
    row.save(update_fields=["state", "paused_at", "pause_cause"])


def restart(row: Deadline, at: datetime) -> None:
    """Let the clock run on; the time it stood still is not counted."""
    assert row.paused_at is not None  # noqa: S101  (a constraint of the table)
    measure = Measure(row.measure)
    due_at = running.resumed(
        due_at=row.due_at, paused_at=row.paused_at, at=at, measure=measure, calendar=CALENDAR
    )
    row.state, row.paused_at, row.pause_cause = Standing.RUNNING.value, None, ""
    lengthen(row, due_at, at, also=("state", "paused_at", "pause_cause"))


def lengthen(row: Deadline, due_at: datetime, at: datetime, *, also: Collection[str] = ()) -> None:
    """Set another end; a warning that lies behind is not given again, the others are."""
    row.due_at = due_at
    row.half_at, row.day_before_at = running.warnings(
        row.since, due_at, Measure(row.measure), CALENDAR
    )
    row.warned = running.stage(
        at=at, due_at=due_at, half_at=row.half_at, day_before_at=row.day_before_at
    ).value
    row.save(update_fields=["due_at", "half_at", "day_before_at", "warned", *also])


def _wanted(matter: Matter, act: Act, happened: str) -> list[Limit]:
    """Return the limits that what happened starts."""
    category = clocks.category(matter.category)
    starts = running.STARTS.get(happened, frozenset())
    if act is Act.TRIAGE:
        starts = running.WITH_THE_MATTER
    found = clocks.limits_starting(category, starts, matter.keeper)
    if starts == running.WITH_THE_MATTER:
        found = running.started_with(found)
    found += [clocks.limit_of(clock) for clock in _beginning_later(category, happened)]
    if act is Act.REOPEN or matter.channel == Channel.IMPORT:
        found = [limit for limit in found if running.governs(limit)]
    return found


def _beginning_later(category: Category, happened: str) -> list[clocks.Clock]:
    """Return the clocks no category names because they begin elsewhere or at the end."""
    named = {clock.id for clock in category.clocks}
    later = running.CRIME_BEGINS.get(happened, "") if named & running.CRIME else ""
    if happened == _ASKED:
        later = running.MEDIATION
    return [clocks.taxonomy().clocks[later]] if later and later not in named else []


def _start_clocks(
    matter: Matter, limits: list[Limit], rows: list[Deadline], happened: str, at: datetime
) -> list[Deadline]:
    """Start the clocks of `limits`; one that lapsed when the matter was sorted otherwise goes on where it was."""
    if not limits:
        return []
    since = _since(matter, happened, at)
    known = {row.clock: row for row in rows if row.since == since}
    for limit in limits:
        row = known.get(limit.clock)
        if row is not None and row.state == Standing.LAPSED:
            _revive(row)
    new = [
        _row(matter, run)
        for run in _runs([limit for limit in limits if limit.clock not in known], since)
    ]
    return Deadline.objects.bulk_create(new)


def _revive(row: Deadline) -> None:
    row.state, row.ended_at, row.ended_by = Standing.RUNNING.value, None, ""
    row.save(update_fields=["state", "ended_at", "ended_by"])


def _start_message(matter: Matter, rows: list[Deadline], at: datetime) -> list[Deadline]:
    """Start the clock of what the reporter said; while an earlier message waits, its clock runs on."""
    said = [row for row in rows if row.clock == running.MESSAGE]
    if any(row.is_live for row in said):
        return []
    for row in said:
        if row.since == at:  # said, answered and said again in one moment
            _revive(row)
            return []
    known, own = clocks.taxonomy().clocks[running.MESSAGE], clocks.said_of(matter.keeper)
    limit = clocks.limit_of(known, own.get(running.MESSAGE))
    row = _row(matter, running.start(limit, since=at, calendar=CALENDAR))
    row.warned = Stage.NONE.value
    row.save(force_insert=True)
    return [row]


def message_of(matter: Matter) -> Deadline | None:
    """Return the clock of a message that waits with `matter`."""
    rows = Deadline.objects.filter(matter=matter, clock=running.MESSAGE, state__in=LIVE)
    return rows.first()


def take_over_message(matter: Matter, message: Deadline, at: datetime) -> None:
    """Let the clock of a message that waited with another matter run on with `matter`, whose row is held; of two the
    earlier runs on. What stood still until the reporter writes goes on: they have."""
    rows = _rows_of(matter)
    own = next((row for row in rows if row.clock == running.MESSAGE and row.is_live), None)
    if own is None or message.due_at < own.due_at:
        if own is not None:
            _finish(own, Standing.LAPSED, Act.ATTACH, at)
        _copy_message(matter, message, at)
    for row in rows:
        if row.pause_cause == Cause.REPORTER:
            restart(row, at)
    rows = _rows_of(matter)
    _set_news(matter, rows)
    if matter.is_open:
        set_due(matter, rows)


def _copy_message(matter: Matter, message: Deadline, at: datetime) -> None:
    same = ("purpose", "amount", "measure", "due_at", "half_at", "day_before_at", "warned")
    runs = {"state": Standing.RUNNING.value, "ended_at": None, "ended_by": ""}
    Deadline.objects.update_or_create(
        matter=matter,
        clock=running.MESSAGE,
        since=message.since,
        defaults={"keeper_id": matter.keeper_id, "came_at": at}
        | runs
        | {name: getattr(message, name) for name in same},
    )


def _message_due(rows: Iterable[Deadline]) -> datetime | None:
    waits = (row.due_at for row in rows if row.clock == running.MESSAGE and row.is_live)
    return min(waits, default=None)


def _set_news(matter: Matter, rows: Iterable[Deadline]) -> None:
    """Write to the matter whether a message waits and by when it is answered, where the lists look for it."""
    due_at = _message_due(rows)
    Matter.objects.filter(pk=matter.pk).update(has_news=due_at is not None, news_due_at=due_at)
    matter.has_news, matter.news_due_at = due_at is not None, due_at


def _since(matter: Matter, happened: str, at: datetime) -> datetime:
    """Return from when the law counts: a matter sorted anew from its receipt, or from when it was taken up again."""
    if happened == Act.OPEN:
        return matter.opened_at
    if happened != Act.TRIAGE:
        return at
    again = matter.moves.filter(act=Act.REOPEN.value).order_by("-pk").values_list("at", flat=True)
    return again.first() or matter.opened_at


def _runs(limits: Iterable[Limit], since: datetime) -> list[Run]:
    return [running.start(limit, since=since, calendar=CALENDAR) for limit in limits]


def _row(matter: Matter, run: Run) -> Deadline:
    """Return the row of a clock; of what was taken over from another system nobody is warned."""
    return Deadline(
        matter=matter,
        keeper_id=matter.keeper_id,
        clock=run.limit.clock,
        purpose=run.limit.purpose,
        amount=run.limit.amount,
        measure=run.limit.measure.value,
        since=run.since,
        due_at=run.due_at,
        half_at=run.half_at,
        day_before_at=run.day_before_at,
        warned=Stage.OVER.value if matter.channel == Channel.IMPORT else Stage.NONE.value,
    )


def set_due(matter: Matter, rows: Iterable[Deadline]) -> None:
    """Write the earliest clock that runs and governs to the matter, where the lists look for it."""
    governing = [row for row in rows if row.is_live and running.governs(_limit(row))]
    going = [rules.Due(row.due_at, row.clock) for row in governing if row.paused_at is None]
    still = [rules.Due(running.NEVER, row.clock) for row in governing if row.paused_at is not None]
    due = min(going or still, key=lambda due: (due.at, due.clock), default=None)
    if due is None or (due.at, due.clock) == (matter.due_at, matter.due_clock):
        return
    Matter.objects.filter(pk=matter.pk).update(due_at=due.at, due_clock=due.clock)
    matter.due_at, matter.due_clock = due.at, due.clock


def _limit(row: Deadline) -> Limit:
    return Limit(row.clock, row.purpose, row.amount, Measure(row.measure))


def _stop_mediating(matter: Matter, at: datetime) -> None:
    """End what mediation is under way."""
    if State(matter.state) is not State.CLOSED:
        Mediation.objects.filter(matter=matter, ended_at=None).update(
            ended_at=at, outcome=MediationOutcome.STOPPED.value
        )
