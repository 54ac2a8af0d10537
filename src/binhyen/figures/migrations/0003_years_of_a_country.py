"""Keep the months of all categories together, and of each day how much stands in no month yet."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q, Sum

AT_ONCE = 2000
WAITING = "figures_daycount_unsummed"


def fill(apps, schema_editor):
    DayCount = apps.get_model("figures", "DayCount")
    DayCount.objects.exclude(n=F("summed")).update(late=F("n") - F("summed"))
    MonthTotal = apps.get_model("figures", "MonthTotal")
    months = apps.get_model("figures", "MonthCount").objects.values("event", "unit_id", "month")
    totals = (MonthTotal(**row) for row in months.annotate(n=Sum("n")).order_by())
    MonthTotal.objects.bulk_create(totals, batch_size=AT_ONCE)


def note_what_is_summed(apps, schema_editor):
    apps.get_model("figures", "DayCount").objects.update(summed=F("n") - F("late"))


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_months"), ("places", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="MonthTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=40)),
                ("month", models.DateField()),
                ("n", models.BigIntegerField()),
                ("unit", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "unit", "month"), name="figures_monthtotal_once"),
                ],
            },
        ),
        migrations.AddField("daycount", "late", models.IntegerField(db_default=0, default=0)),
        migrations.RunPython(fill, note_what_is_summed),
        migrations.RemoveIndex("daycount", WAITING),
        migrations.RemoveField("daycount", "summed"),
        migrations.AddIndex(
            "daycount", models.Index(fields=["day"], condition=Q(("late", 0), _negated=True), name=WAITING)
        ),
        migrations.AddIndex(
            "daycount",
            models.Index(fields=["day"], condition=Q(("n", 0), _negated=True), name="figures_daycount_by_day"),
        ),
    ]  # fmt: skip
