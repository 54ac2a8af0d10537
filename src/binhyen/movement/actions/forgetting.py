"""Forget who sat on committees that ended long ago, and the files that showed that tasks were done; what was decided stays."""

from datetime import datetime

from django.db.models.functions import Coalesce

from binhyen.audit import forgetting
from binhyen.core.privacy import FORGOTTEN
from binhyen.movement.actions.task_files import task_file_path
from binhyen.movement.models import Seat, TaskFile


def forget_old(*, at: datetime) -> int:
    """Clear names and offices of seats, and remove files of evidence, when their terms are over; return how many. Nobody
    has to ask for it."""
    seats = Seat.objects.annotate(ended=Coalesce("until", "committee__until"))
    seats = seats.filter(ended__lt=forgetting.day_before(Seat, "full_name", at)).exclude(
        full_name=FORGOTTEN
    )
    files = TaskFile.objects.filter(evidence__at__lt=forgetting.before(TaskFile, "file", at))
    return forgetting.blank(seats, at=at, full_name=FORGOTTEN, office=FORGOTTEN) + forgetting.drop(
        files, at=at, path_of=task_file_path
    )
