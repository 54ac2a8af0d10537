"""Let the matters that were there before be found by their words."""

import re
import unicodedata

from django.db import migrations

GAPS = re.compile(r"[\W_]+")
LONGEST = 40
BATCH = 1000


def tokens(texts):
    found = {}
    for text in texts:
        plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        exact = unicodedata.normalize("NFC", text).casefold()
        for each in (plain, exact):
            found.update(dict.fromkeys(word[:LONGEST] for word in GAPS.sub(" ", each).split()))
    return " ".join(found)


def fill(apps, schema_editor):
    Matter = apps.get_model("matters", "Matter")
    MatterText = apps.get_model("matters", "MatterText")
    MatterReport = apps.get_model("matters", "MatterReport")
    last = 0
    while True:
        rest = Matter.objects.exclude(sensitivity="S3").filter(pk__gt=last).order_by("pk")
        batch = list(rest.only("pk", "title", "keeper_id")[:BATCH])
        if not batch:
            return
        told = {matter.pk: [matter.title] for matter in batch}
        rows = MatterReport.objects.filter(matter__in=list(told))
        for pk, words, place in rows.values_list("matter", "report__words", "report__place_words"):
            told[pk] += [words, place]
        MatterText.objects.bulk_create(
            [
                MatterText(matter_id=one.pk, keeper_id=one.keeper_id, tokens=tokens(told[one.pk]))
                for one in batch
            ],
            ignore_conflicts=True,
        )
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [('matters', '0011_inbox_at_full_size')]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
