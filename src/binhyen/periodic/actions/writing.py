"""Write the sections of a report, and choose the matters worth telling."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from binhyen.core import clock, text
from binhyen.matters.models import Matter
from binhyen.people.models import User
from binhyen.periodic import queries, skeleton
from binhyen.periodic.actions.moving import WordsMissing, move, require
from binhyen.periodic.models import LONGEST_SENTENCE, Notable, Report, SectionWords
from binhyen.periodic.workflow import Act


class TooLong(Exception):
    """More words than a section of this kind of report has room for."""

    def __init__(self, section: str, longest: int) -> None:
        super().__init__(f"{section}: more than {longest} letters")
        self.section, self.longest = section, longest


class NotOffered(Exception):
    """The matter is not one of those that may be told: restricted, of another time or place, or not theirs to read."""


@transaction.atomic
def write(*, report: Report, words: Mapping[str, str], by: User, at: datetime) -> None:
    """Keep what was written, by section; a section that is not named stays as it is, and where nothing changed nothing
    is done. Raises NotAllowed, MoveNotAllowed, Outrun or TooLong."""
    require(report, Act.WRITE, by, at)
    longest = skeleton.longest(report.length)
    known = {section.code for section in skeleton.written_sections(report.length)}
    kept = dict(report.sections.values_list("section", "words"))
    told = {code: text.seen(said) for code, said in words.items() if code in known}
    changed = {code: said for code, said in told.items() if said != kept.get(code, "")}
    for code, said in changed.items():
        if len(said) > longest:
            raise TooLong(code, longest)
    if not changed:
        return
    move(report, Act.WRITE, by=by, at=at, detail={"sections": sorted(changed)})
    for code, said in changed.items():
        SectionWords.objects.update_or_create(
            report=report, section=code, defaults={"words": said, "written_at": at}
        )


@transaction.atomic
def choose(*, report: Report, matter: Matter, words: str, by: User, at: datetime) -> Notable:
    """Tell of a matter in the officer's own sentence. Chosen again, the sentence is the new one.

    Raises NotAllowed, MoveNotAllowed, Outrun, WordsMissing or NotOffered.
    """
    require(report, Act.CHOOSE, by, at)
    said = text.seen(words)[:LONGEST_SENTENCE]
    if not said:
        raise WordsMissing(report.reference)
    known = report.notables.filter(matter=matter).first()
    offered = queries.to_choose_from(report, by, clock.local_day(at))
    if known is None and not offered.filter(pk=matter.pk).exists():
        raise NotOffered(report.reference)
    move(report, Act.CHOOSE, by=by, at=at)
    notable, _is_new = Notable.objects.update_or_create(
        report=report, matter=matter, defaults={"words": said, "by": by, "at": at}
    )
    return notable


@transaction.atomic
def drop(*, report: Report, notable: Notable, by: User, at: datetime) -> None:
    """Tell of a matter no more. Raises NotAllowed, MoveNotAllowed or Outrun."""
    move(report, Act.DROP, by=by, at=at)
    report.notables.filter(pk=notable.pk).delete()
