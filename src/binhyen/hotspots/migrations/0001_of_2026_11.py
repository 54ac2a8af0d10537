import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('hotspots', '0001_first'), ('hotspots', '0002_scan_interval_and_left_out'), ('hotspots', '0003_cells_and_nation'), ('hotspots', '0004_hexagons')]

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=20)),
                ('state', models.CharField(default='RAISED', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('raised_at', models.DateTimeField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('observed', models.PositiveIntegerField()),
                ('expected', models.FloatField()),
                ('llr', models.FloatField()),
                ('recurrence_days', models.FloatField()),
                ('is_beyond', models.BooleanField(default=False)),
                ('year', models.PositiveIntegerField()),
                ('year_days', models.PositiveIntegerField()),
                ('seen_until', models.DateField()),
                ('measured_on', models.DateField(blank=True, null=True)),
                ('ending', models.CharField(blank=True, choices=[('EASED', 'It eased'), ('GOES_ON', 'It goes on and is worked on elsewhere'), ('NOTHING', 'There was nothing behind it')], max_length=8)),
                ('lesson', models.TextField(blank=True, max_length=1000)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('elsewhere', models.PositiveIntegerField(default=0)),
                ('resolution', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'state', '-raised_at'], name='hotspots_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'CLOSED'), models.Q(('ending', ''), _negated=True)), models.Q(models.Q(('state', 'CLOSED'), _negated=True), ('closed_at', None), ('ending', '')), _connector='OR'), name='hotspots_alert_closed')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('is_replay', models.BooleanField(default=False)),
                ('stage', models.CharField(choices=[('WAITING', 'waiting to begin'), ('RUNNING', 'scanning now'), ('DONE', 'done'), ('FAILED', 'failed')], default='WAITING', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('kinds', models.PositiveIntegerField(default=0)),
                ('cases', models.PositiveIntegerField(default=0)),
                ('raised', models.PositiveIntegerField(default=0)),
                ('followed', models.PositiveIntegerField(default=0)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('cases_left_out', models.PositiveIntegerField(default=0)),
                ('interval_days', models.PositiveIntegerField(blank=True, null=True)),
                ('places_left_out', models.PositiveIntegerField(default=0)),
                ('beginning', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'is_replay', '-day'], name='hotspots_scan_of_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage__in', ('WAITING', 'RUNNING'))), fields=('unit', 'is_replay'), name='hotspots_scan_one_pending'), models.UniqueConstraint(condition=models.Q(('stage__in', ('WAITING', 'RUNNING')), ('unit', None)), fields=('is_replay',), name='hotspots_scan_one_of_the_nation'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), ('is_replay', False), _connector='OR'), name='hotspots_scan_nation_is_not_replayed')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interval_days', models.PositiveIntegerField(default=365)),
                ('window_days', models.PositiveIntegerField(default=28)),
                ('most_percent', models.PositiveIntegerField(default=50)),
                ('most_km', models.FloatField(blank=True, null=True)),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('cells', models.CharField(choices=[('UNITS', 'Communes'), ('AREAS', 'Residential areas'), ('WIDE', 'Hexagons of about 0.7 km²'), ('NARROW', 'Hexagons of about 0.1 km²')], default='UNITS', max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name='AlertArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='hotspots.alert')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alert', 'area'), name='hotspots_area_once')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('after_days', models.PositiveIntegerField()),
                ('due_on', models.DateField()),
                ('told_on', models.DateField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('before', models.PositiveIntegerField(default=0)),
                ('before_days', models.PositiveIntegerField(default=0)),
                ('after', models.PositiveIntegerField(default=0)),
                ('year', models.PositiveIntegerField(default=0)),
                ('year_days', models.PositiveIntegerField(default=1)),
                ('words', models.TextField(blank=True, max_length=1000)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='hotspots.alert')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['due_on'], name='hotspots_looks_to_come')],
                'constraints': [models.UniqueConstraint(fields=('alert', 'after_days'), name='hotspots_look_once')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('PATROL', 'Patrols'), ('LIGHTING', 'Lighting'), ('MEDIATION', 'Mediation'), ('CAMPAIGN', 'Campaign among the residents')], max_length=10)),
                ('at', models.DateTimeField()),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='hotspots.alert')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alert', 'kind'), name='hotspots_measure_once')],
            },
        ),
        migrations.CreateModel(
            name='Replayed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=20)),
                ('raised_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('observed', models.PositiveIntegerField()),
                ('usual', models.FloatField()),
                ('recurrence_days', models.FloatField()),
                ('is_beyond', models.BooleanField(default=False)),
                ('places', models.CharField(max_length=400)),
                ('flagged_on', models.DateField(blank=True, null=True)),
                ('scan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replayed', to='hotspots.scan')),
                ('ends_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('starts_on', models.DateField()),
                ('observed', models.PositiveIntegerField()),
                ('usual', models.FloatField()),
                ('llr', models.FloatField()),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='hotspots.alert')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alert', 'day'), name='hotspots_seen_once_a_night')],
            },
        ),
        migrations.CreateModel(
            name='AlertCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.BigIntegerField()),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='hotspots.alert')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alert', 'cell'), name='hotspots_cell_once')],
            },
        ),
    ]
