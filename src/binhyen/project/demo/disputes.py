"""Disputes that last: one that two mediations did not end, one of many households, one just given to the mediator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from binhyen.matters import actions as matters
from binhyen.matters.models import Mediation
from binhyen.matters.words import MediationOutcome
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.project.demo import words
from binhyen.project.demo.courses import Story, heard, held

_HOUSEHOLDS = 12
#: The hamlets, by their place in the list, where the disputes arise.
_AT_THE_PATH, _AT_THE_CANAL, _AT_THE_FENCE = 1, 2, 0
#: When each becomes known, before the story stops: the first long enough for two mediations.
PATH, CANAL, FENCE = timedelta(days=26), timedelta(days=6), timedelta(days=2)


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
