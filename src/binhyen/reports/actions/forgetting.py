"""Let go of what people said and who they are. When its matter has ended for long enough is for the room that knows
matters to say: it hands over a function, or the reports. The trail keeps how many.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from binhyen.audit import forgetting
from binhyen.core.privacy import FORGOTTEN
from binhyen.reports.actions.taking_in import photo_path
from binhyen.reports.models import Identity, Message, Photo, Report

_NOTHING = {"words": FORGOTTEN, "place_words": "", "happened_at": None, "lat": None, "lon": None}


#: Which reports are of matters that had all ended before a moment.
EndedBefore = Callable[[datetime], QuerySet[Report]]


def destroy_photos(*, ended_before: EndedBefore, at: datetime) -> int:
    """Remove the photos of reports that ended before the term, with their files; return how many."""
    ended = ended_before(forgetting.before(Photo, "file", at))
    gone = Photo.objects.filter(Exists(ended.filter(pk=OuterRef("report"))))
    return forgetting.drop(gone, at=at, path_of=photo_path)


def destroy_identities(*, ended_before: EndedBefore, at: datetime) -> int:
    """Remove who sent the reports that ended before the term; return of how many it was known."""
    ended = ended_before(forgetting.before(Identity, "sealed", at))
    return forgetting.drop(
        Identity.objects.filter(Exists(ended.filter(pk=OuterRef("report")))), at=at
    )


@transaction.atomic
def forget_words(*, reports: Collection[int], at: datetime) -> int:
    """Forget what was said in `reports` and the messages on them, where and when; that something was said stays counted.

    The base manager is asked: the one in front of it lets nobody change what a person said.
    """
    told = Report._base_manager.filter(pk__in=reports).update(**_NOTHING)
    Message._base_manager.filter(report__in=reports).update(words=FORGOTTEN)
    forgetting.record(Report, told, at=at)
    return told
