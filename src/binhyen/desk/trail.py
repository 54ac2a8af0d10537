"""The words of the audit trail: those of the trail's own room, and of each act on a matter those of its history."""

from collections.abc import Mapping

from django.utils.functional import Promise

from binhyen.audit import words
from binhyen.matters.words import ACTS

EVENTS: Mapping[str, Promise] = {
    **{f"matters.{act.value.lower()}": said for act, said in ACTS.items()},
    **words.EVENTS,
}


def said(event: str) -> str:
    """Return what an event says; one that an earlier release wrote and none knows any more, by its name."""
    return str(EVENTS.get(event, event))


def choices() -> list[tuple[Promise, list[tuple[str, Promise]]]]:
    """Return the events to choose from, by what they are about."""
    return [
        (heading, [(event, said) for event, said in EVENTS.items() if _room(event) == room])
        for room, heading in words.SUBJECTS.items()
    ]


def _room(event: str) -> str:
    return event.partition(".")[0]
