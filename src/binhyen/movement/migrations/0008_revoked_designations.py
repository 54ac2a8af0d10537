"""A designation can be revoked by a decision; it stays, and the unit can be designated anew."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("movement", "0007_points_are_counted")]

    operations = [
        migrations.RemoveConstraint(model_name="designation", name="movement_designation_once"),
        migrations.AddField(
            model_name="designation",
            name="revoked_because",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="designation",
            name="revoked_by_number",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="designation",
            name="revoked_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="designation",
            constraint=models.UniqueConstraint(
                condition=Q(revoked_on=None),
                fields=["year", "unit", "committee"],
                name="movement_designation_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="designation",
            constraint=models.CheckConstraint(
                condition=Q(revoked_on=None)
                | (~Q(revoked_by_number="") & ~Q(revoked_because="")),
                name="movement_designation_revoked_by",
            ),
        ),
    ]
