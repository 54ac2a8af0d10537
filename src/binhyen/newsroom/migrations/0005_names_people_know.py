"""Houses that were set up before keep the names of then: a way of approval with a path behind the unit's name, a site without a
name. Whatever a person named since stays."""

import re

from django.db import migrations

#: What the house itself once called a way of approval: "Duyệt tin · Xã Mỹ Thạnh (2025:80/2025:28051/)".
_THEN = re.compile(r"(?P<name>Duyệt tin · .+) \((?:[^\s:/()]+:[^\s:/()]+/)+\)")
_SITE = "Bình Yên"


def name_anew(apps, schema_editor):
    """Give what still bears the house's old name the new one, where nothing else has it."""
    for model in ("Workflow", "Task"):
        rows = apps.get_model("wagtailcore", model).objects
        for row in rows.filter(name__startswith="Duyệt tin · ").order_by("pk"):
            known = _THEN.fullmatch(row.name)
            if known and not rows.filter(name=known["name"]).exists():
                rows.filter(pk=row.pk).update(name=known["name"])
    site = apps.get_model("wagtailcore", "Site").objects
    site.filter(is_default_site=True, hostname="localhost", site_name="").update(site_name=_SITE)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_activity_of_a_partner"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(name_anew, migrations.RunPython.noop)]
