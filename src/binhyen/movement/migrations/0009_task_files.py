"""A scanned paper or a picture beside the evidence of a task."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("movement", "0008_revoked_designations")]

    operations = [
        migrations.CreateModel(
            name="TaskFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("PHOTO", "photo"), ("PDF", "PDF")], max_length=5)),
                ("token", models.CharField(max_length=43, unique=True)),
                ("file", models.CharField(max_length=60, unique=True)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("evidence", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="kept", to="movement.taskevidence")),
            ],
        ),
    ]  # fmt: skip
