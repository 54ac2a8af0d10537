"""Disputes that last: one that two mediations did not end, one of many households, one just given to the mediator; and
those over one ditch, a hot spot that officers marked some days after counts showed it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from binhyen.core import references
from binhyen.core.clock import VIETNAM
from binhyen.matters import actions as matters
from binhyen.matters.models import Mediation
from binhyen.matters.words import MediationOutcome, Outcome
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.project.demo import words
from binhyen.project.demo.courses import Story, heard, held

_HOUSEHOLDS = 12
#: The hamlets, by their place in the list, where the disputes arise.
_AT_THE_PATH, _AT_THE_CANAL, _AT_THE_FENCE, AT_THE_DITCH = 1, 2, 0, 4
#: When each becomes known, before the story stops: the first long enough for two mediations.
PATH, CANAL, FENCE = timedelta(days=26), timedelta(days=6), timedelta(days=2)
#: The quarrels over the ditch: the first day, on which days from then on, and when the last of them is marked.
DITCH_SINCE = date(2025, 4, 14)
_DITCH_DAYS = (0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8, 10, 11)
DITCH_MARKED = date(2025, 4, 29)
_SETTLED_AFTER, _CLOSED_AFTER = timedelta(days=2), timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """Where the disputes are told, and who mediates."""

    story: Story
    unit: Unit
    mediator: User


def path(scene: Scene, at: datetime) -> None:
    """Two neighbours and a path: both mediations fail, so the dispute bears the flag."""
    pk = told(scene, "DSP", words.PATH_DISPUTE, _AT_THE_PATH, at)
    for days, said in ((2, words.TO_MEDIATE), (8, words.TO_MEDIATE_AGAIN)):
        scene.story.plan(at + timedelta(days=days), partial(_mediate_in_vain, scene, pk, said))


def canal(scene: Scene, at: datetime) -> None:
    """The bank of a canal that more than ten households quarrel over."""
    pk = told(scene, "DSP-LAND", words.CANAL_DISPUTE, _AT_THE_CANAL, at)
    scene.story.plan(at + timedelta(days=1), partial(_count_households, scene, pk))


def fence(scene: Scene, at: datetime) -> None:
    """A fence: the mediator was asked and has not begun."""
    pk = told(scene, "DSP", words.FENCE_DISPUTE, _AT_THE_FENCE, at)
    scene.story.plan(at + timedelta(hours=28), partial(_ask, scene, pk, words.TO_MEDIATE_FENCE))


def ditch(scene: Scene) -> None:
    """Plan the quarrels over the ditch; each is soon settled, the last once its households were counted. What chance there
    is in them is the scene's own, so that nothing else in the story moves.
    """
    for number, days in enumerate(_DITCH_DAYS):
        at = _morning(DITCH_SINCE + timedelta(days=days)) + timedelta(minutes=20 * number)
        is_marked = number == len(_DITCH_DAYS) - 1
        scene.story.plan(at, partial(_quarrel, scene, number, is_marked))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(7, 30), tzinfo=VIETNAM)


def _quarrel(scene: Scene, number: int, is_marked: bool, at: datetime) -> None:  # noqa: FBT001  (planned by place)
    said = words.DITCH_DISPUTES[number % len(words.DITCH_DISPUTES)]
    with references.drawn_by(scene.story.chance.choice):
        pk = told(scene, "DSP", said, AT_THE_DITCH, at)
    settled = at + _SETTLED_AFTER
    if is_marked:
        marked = _morning(DITCH_MARKED)
        scene.story.plan(marked, partial(_count_households, scene, pk))
        settled = marked + _SETTLED_AFTER
    scene.story.plan(settled, partial(_reconcile, scene.story, pk))
    scene.story.plan(settled + _CLOSED_AFTER, partial(_close, scene.story, pk))


def _reconcile(story: Story, pk: int, at: datetime) -> None:
    matter, by = held(story, pk)
    matters.settle(
        matter=matter, outcome=Outcome.RECONCILED, words=words.DITCH_SETTLED, by=by, at=at
    )


def _close(story: Story, pk: int, at: datetime) -> None:
    matter, by = held(story, pk)
    matters.close(matter=matter, by=by, at=at)


def told(scene: Scene, category: str, said: str, hamlet: int, at: datetime) -> int:
    """Let somebody unknown report it and the duty officer verify it within the day; return the matter's pk."""
    pk = heard(scene.story, scene.unit, category, said, hamlet, at)
    scene.story.plan(at + timedelta(hours=1), partial(_take, scene.story, pk))
    scene.story.plan(at + timedelta(hours=20), partial(_confirm, scene.story, pk))
    return pk


def _take(story: Story, pk: int, at: datetime) -> None:
    matter, by = held(story, pk)
    matters.take_in_hand(matter=matter, by=by, at=at)


def _confirm(story: Story, pk: int, at: datetime) -> None:
    matter, by = held(story, pk)
    matters.confirm(matter=matter, by=by, at=at)


def _count_households(scene: Scene, pk: int, at: datetime) -> None:
    matter, by = held(scene.story, pk)
    matters.record_signs(
        matter=matter, households=_HOUSEHOLDS, is_violence_threatened=False, by=by, at=at
    )


def _ask(scene: Scene, pk: int, said: str, at: datetime) -> Mediation:
    matter, by = held(scene.story, pk)
    return matters.ask_mediation(
        matter=matter, mediators=[scene.mediator], words=said, by=by, at=at
    )


def _mediate_in_vain(scene: Scene, pk: int, said: str, at: datetime) -> None:
    asked = _ask(scene, pk, said, at)
    scene.story.plan(at + timedelta(hours=26), partial(_meet, scene, asked.pk))
    scene.story.plan(at + timedelta(hours=29), partial(_fail, scene, asked.pk))


def _meet(scene: Scene, pk: int, at: datetime) -> None:
    matters.hold_session(
        mediation=_mediation(pk), held_at=at - timedelta(hours=2), place=words.MEDIATED_AT,
        is_open=False, households=2, by=scene.mediator, at=at,
    )  # fmt: skip


def _fail(scene: Scene, pk: int, at: datetime) -> None:
    matters.end_mediation(
        mediation=_mediation(pk), outcome=MediationOutcome.FAILED, is_written=False,
        paper_number="", by=scene.mediator, at=at,
    )  # fmt: skip


def _mediation(pk: int) -> Mediation:
    return Mediation.objects.select_related("matter__keeper", "matter__area").get(pk=pk)
