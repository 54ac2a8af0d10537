"""Give every message that waits the clock that its deadline comes from now, and a deadline where it had none.

What had run out before the last thing that happened in this house stands in the lists as overdue and is not told once
more; the rest is warned of like any other clock. Holidays are not known here: a deadline made up may come a day early.
"""

from datetime import timedelta

from django.db import migrations
from django.db.models import Max

CLOCK = "CLK-MESSAGE"
RUNNING, NOBODY_WARNED, WARNED_OF_ALL = "RUNNING", 0, 3
ANSWERED_BY = ["REPLY", "MARK_HEARD"]
WORKING_DAYS = 2
SATURDAY = 5
VIETNAM = timedelta(hours=7)
AT_ONCE = 500


def fill(apps, schema_editor):
    Matter = apps.get_model("matters", "Matter")
    Deadline = apps.get_model("matters", "Deadline")
    Move = apps.get_model("matters", "Move")
    last = Move.objects.aggregate(at=Max("at"))["at"]
    Matter.objects.filter(has_news=False).exclude(news_due_at=None).update(news_due_at=None)
    with_clock = Deadline.objects.filter(clock=CLOCK, state=RUNNING).values("matter")
    waiting = Matter.objects.filter(has_news=True).exclude(pk__in=with_clock).order_by("pk")
    pks = list(waiting.values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        rows = []
        for matter in Matter.objects.filter(pk__in=pks[start : start + AT_ONCE]):
            since = said_at(Move, matter)
            due_at = matter.news_due_at or due_after(since)
            Matter.objects.filter(pk=matter.pk).update(news_due_at=due_at)
            rows.append(row_of(Deadline, matter, min(since, due_at), due_at, last))
        Deadline.objects.bulk_create(rows, ignore_conflicts=True)


def said_at(Move, matter):
    """Return when the first message was said that nobody has answered since."""
    moves = Move.objects.filter(matter=matter)
    answered = moves.filter(act__in=ANSWERED_BY).aggregate(at=Max("at"))["at"]
    heard = moves.filter(act="HEAR")
    if answered:
        heard = heard.filter(at__gt=answered)
    first = heard.order_by("at", "pk").first()
    return first.at if first else matter.opened_at


def due_after(since):
    """Return the end of office hours two working days later; in UTC, of which Viet Nam is seven hours ahead."""
    day, left = since + VIETNAM, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day.replace(hour=17, minute=0, second=0, microsecond=0) - VIETNAM


def row_of(Deadline, matter, since, due_at, last):
    day_before, half = due_at - timedelta(days=1), since + (due_at - since) / 2
    return Deadline(
        matter=matter, keeper_id=matter.keeper_id, clock=CLOCK, purpose="ACKNOWLEDGE", amount=WORKING_DAYS,
        measure="WORKING_DAYS", since=since, due_at=due_at, half_at=half,
        day_before_at=day_before if day_before > half else None, state=RUNNING,
        warned=WARNED_OF_ALL if last and due_at < last else NOBODY_WARNED,
    )  # fmt: skip


def remove(apps, schema_editor):
    """Take the clocks out again: the house as it was before knows no clock of that name. The deadlines stay."""
    apps.get_model("matters", "Deadline").objects.filter(clock=CLOCK).delete()


class Migration(migrations.Migration):
    dependencies = [('matters', '0012_fill_search')]
    operations = [migrations.RunPython(fill, remove)]
