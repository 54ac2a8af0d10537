import datetime
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_first'), ('reports', '0002_photos_of_messages'), ('reports', '0003_guesses'), ('reports', '0004_forgetting'), ('reports', '0005_fill_points')]

    initial = True

    dependencies = [
        ('places', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=12, unique=True)),
                ('key', models.UUIDField(unique=True)),
                ('channel', models.CharField(choices=[('WEB', 'web form'), ('PHONE', 'telephone'), ('DESK', 'in person'), ('TEAM', 'security team'), ('IMPORT', 'earlier records'), ('API', 'other system')], max_length=6)),
                ('category', models.CharField(max_length=20)),
                ('words', models.CharField(max_length=5000)),
                ('place_words', models.CharField(blank=True, max_length=300)),
                ('happened_at', models.DateTimeField(null=True)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('disclosure', models.CharField(choices=[('NAMED', 'named'), ('CONFIDENTIAL', 'confidential'), ('ANONYMOUS', 'anonymous')], max_length=12)),
                ('received_at', models.DateTimeField()),
                ('code_hash', models.CharField(max_length=120)),
                ('language', models.CharField(max_length=2)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('has_point', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'received_at', 'id'], name='reports_by_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['WEB', 'PHONE', 'DESK', 'TEAM', 'IMPORT', 'API'])), name='reports_channel_known'), models.CheckConstraint(condition=models.Q(('disclosure__in', ['NAMED', 'CONFIDENTIAL', 'ANONYMOUS'])), name='reports_disclosure_known'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length('words'), 0), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('words'), 5000), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('place_words'), 300)), name='reports_words_fit'), models.CheckConstraint(condition=models.Q(('happened_at', None), models.Q(('happened_at__gte', datetime.datetime(1990, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('happened_at__lte', models.F('received_at'))), _connector='OR'), name='reports_happened_before'), models.CheckConstraint(condition=models.Q(models.Q(('lat', None), ('lon', None)), models.Q(('lat__gte', 6.0), ('lat__isnull', False), ('lat__lte', 23.5), ('lon__gte', 102.0), ('lon__isnull', False), ('lon__lte', 118.0)), _connector='OR'), name='reports_point_in_country')],
            },
        ),
        migrations.CreateModel(
            name='Guess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'guesses',
                'indexes': [models.Index(fields=['slot', 'at'], name='reports_guess_of_slot'), models.Index(fields=['at'], name='reports_guess_old')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_reporter', models.BooleanField()),
                ('words', models.CharField(max_length=2000)),
                ('at', models.DateTimeField()),
                ('by_ref', models.CharField(blank=True, max_length=40)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='reports.report')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by_ref', ''), ('from_reporter', True)), models.Q(('from_reporter', False), models.Q(('by_ref', ''), _negated=True)), _connector='OR'), name='reports_message_from_one_side'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length('words'), 0), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('words'), 2000)), name='reports_message_fits')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField()),
                ('consent', models.CharField(max_length=20)),
                ('consented_at', models.DateTimeField()),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
            ],
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=43, unique=True)),
                ('file', models.CharField(max_length=60, unique=True)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('kept_at', models.DateTimeField()),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='reports.report')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='reports.message')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('report', None)), fields=['kept_at'], name='reports_photo_unclaimed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('message', None), ('report__isnull', False), _connector='OR'), name='reports_photo_of_message_has_report')],
            },
        ),
    ]
