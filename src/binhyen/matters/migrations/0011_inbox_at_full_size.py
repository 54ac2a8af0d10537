"""Indexes that hold what the list filters by, the words it is searched by, saved filters and bulk orders.

PostgreSQL keeps the search in a generated column, SQLite in a table of its own behind triggers.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SQLITE = [
    """
    CREATE VIRTUAL TABLE matters_found USING fts5(
        tokens, keeper_id, content='matters_mattertext', content_rowid='matter_id', detail='column', columnsize=0,
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE TRIGGER matters_found_add AFTER INSERT ON matters_mattertext BEGIN
        INSERT INTO matters_found (rowid, tokens, keeper_id) VALUES (NEW.matter_id, NEW.tokens, NEW.keeper_id);
    END
    """,
    """
    CREATE TRIGGER matters_found_change AFTER UPDATE ON matters_mattertext BEGIN
        INSERT INTO matters_found (matters_found, rowid, tokens, keeper_id)
        VALUES ('delete', OLD.matter_id, OLD.tokens, OLD.keeper_id);
        INSERT INTO matters_found (rowid, tokens, keeper_id) VALUES (NEW.matter_id, NEW.tokens, NEW.keeper_id);
    END
    """,
    """
    CREATE TRIGGER matters_found_remove AFTER DELETE ON matters_mattertext BEGIN
        INSERT INTO matters_found (matters_found, rowid, tokens, keeper_id)
        VALUES ('delete', OLD.matter_id, OLD.tokens, OLD.keeper_id);
    END
    """,
]
# The words come as tokens already, so no parser of the database has a say, whatever its locale.
POSTGRESQL = [
    """
    ALTER TABLE matters_mattertext ADD COLUMN found tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_append(string_to_array(tokens, ' '), '_' || keeper_id::text))
    ) STORED
    """,
    "CREATE INDEX matters_found ON matters_mattertext USING gin (found)",
]
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER matters_found_add",
        "DROP TRIGGER matters_found_change",
        "DROP TRIGGER matters_found_remove",
        "DROP TABLE matters_found",
    ],
    "postgresql": ["DROP INDEX matters_found", "ALTER TABLE matters_mattertext DROP COLUMN found"],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0010_acts_of_the_workbench'),
        ('places', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=12)),
                ('detail', models.JSONField(default=dict)),
                ('words', models.TextField(blank=True)),
                ('items', models.JSONField()),
                ('results', models.JSONField(default=list)),
                ('progress', models.PositiveIntegerField(default=0)),
                ('stage', models.CharField(choices=[('WAITING', 'waiting, can still be undone'), ('UNDONE', 'undone: nothing was changed'), ('RUNNING', 'being carried out'), ('DONE', 'carried out'), ('REFUSED', 'not carried out: the post had ended')], default='WAITING', max_length=8)),
                ('ordered_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='MatterText',
            fields=[
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='found_by', serialize=False, to='matters.matter')),
                ('tokens', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(blank=True, max_length=500)),
                ('is_shared', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name='matter',
            name='matters_by_due',
        ),
        migrations.RemoveIndex(
            model_name='matter',
            name='matters_by_opened',
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['keeper', 'shelf', 'due_at', 'id', 'state', 'category', 'area', 'opened_at', 'sensitivity', 'handler', 'crew', 'channel', 'lat', 'lon'], name='matters_by_due'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(fields=['keeper', 'shelf', 'opened_at', 'id', 'state', 'category', 'area', 'due_at', 'sensitivity', 'handler', 'crew', 'channel', 'lat', 'lon'], name='matters_by_opened'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('awaits_reporter', True), ('shelf', 'OPEN')), fields=['keeper', 'due_at'], name='matters_await_reporter'),
        ),
        migrations.AddField(
            model_name='bulkorder',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bulkorder',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit'),
        ),
        migrations.AddField(
            model_name='mattertext',
            name='keeper',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit'),
        ),
        migrations.AddIndex(
            model_name='bulkorder',
            index=models.Index(condition=models.Q(('stage__in', ['WAITING', 'RUNNING'])), fields=['due_at'], name='matters_bulk_due'),
        ),
        migrations.AddIndex(
            model_name='savedfilter',
            index=models.Index(condition=models.Q(('is_shared', True)), fields=['unit'], name='matters_filter_shared'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('owner', 'unit', 'name'), name='matters_filter_named_once'),
        ),
        migrations.RunPython(create, remove),
    ]
