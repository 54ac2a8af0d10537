"""Give every open matter the clock that stood in its deadline, so that it is warned of and shown as before.

Clocks beside the governing one (to acknowledge, to act at once) have passed or were never recorded and are not invented.
"""

from datetime import timedelta

from django.db import migrations

#: Purpose, amount and measure of the clocks that can govern, as they stood when this was written.
CLOCKS = {
    "CLK-CRIME-GRAVE": ("HAND_OVER", 24, "HOURS"),
    "CLK-CRIME": ("HAND_OVER", 7, "DAYS"),
    "CLK-CRIME-ASSIGN": ("HAND_OVER", 12, "HOURS"),
    "CLK-CHILD-EMERG": ("DECIDE", 12, "HOURS"),
    "CLK-NOCONTACT": ("DECIDE", 12, "HOURS"),
    "CLK-MED": ("MEDIATE", 3, "DAYS"),
    "CLK-SERVICE": ("ANSWER", 7, "DAYS"),
}
OTHER = ("ANSWER", 7, "DAYS")
AT_ONCE = 500


def fill(apps, schema_editor):
    Matter = apps.get_model("matters", "Matter")
    Deadline = apps.get_model("matters", "Deadline")
    rows = []
    bare = Matter.objects.filter(shelf="OPEN", deadlines=None).order_by("pk")
    for matter in bare.iterator(chunk_size=AT_ONCE):
        rows.append(row_of(Deadline, matter))
        if len(rows) == AT_ONCE:
            Deadline.objects.bulk_create(rows)
            rows = []
    Deadline.objects.bulk_create(rows)


def row_of(Deadline, matter):
    """Return the clock of a matter. One taken up again started anew; its end says when, its start is the receipt."""
    purpose, amount, measure = CLOCKS.get(matter.due_clock, OTHER)
    since = min(matter.opened_at, matter.due_at)
    day_before = matter.due_at - timedelta(days=1)
    half = since + (matter.due_at - since) / 2
    return Deadline(
        matter=matter, keeper_id=matter.keeper_id, clock=matter.due_clock, purpose=purpose, amount=amount,
        measure=measure, since=since, due_at=matter.due_at, half_at=half,
        day_before_at=day_before if day_before > half else None,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [('matters', '0007_clocks_and_mediation')]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
