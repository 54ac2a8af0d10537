import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('periodic', '0001_first'), ('periodic', '0002_papers')]

    initial = True

    dependencies = [
        ('documents', '0002_kept_as_issued'),
        ('matters', '0020_fill_content'),
        ('people', '__first__'),
        ('places', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('due_on', models.DateField()),
                ('state', models.CharField(default='DRAFT', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('frozen', models.JSONField(blank=True, null=True)),
                ('is_reminded', models.BooleanField(default=False)),
                ('is_named_late', models.BooleanField(default=False)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='periodic.report')),
                ('to_unit', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('earlier_paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
                ('paper', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
            ],
            options={
                'indexes': [models.Index(fields=['to_unit', 'kind', 'until'], name='periodic_owed_to'), models.Index(condition=models.Q(('state__in', ('DRAFT', 'RETURNED'))), fields=['due_on'], name='periodic_to_send')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'since', 'until'), name='periodic_report_once'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='periodic_report_lasts'), models.CheckConstraint(condition=models.Q(('state__in', ('DRAFT', 'RETURNED')), models.Q(('frozen__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='periodic_report_sent'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'MERGED')), models.Q(models.Q(('state', 'MERGED'), _negated=True), ('merged_into', None)), _connector='OR'), name='periodic_report_merged')],
            },
        ),
        migrations.CreateModel(
            name='Timing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('starts', models.PositiveIntegerField()),
                ('due', models.PositiveIntegerField()),
                ('apart', models.PositiveIntegerField()),
                ('is_owed', models.BooleanField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind'), name='periodic_timing_once')],
            },
        ),
        migrations.CreateModel(
            name='Notable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notables', to='periodic.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'matter'), name='periodic_notable_once')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=10)),
                ('state', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('words', models.TextField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='periodic.report')),
            ],
        ),
        migrations.CreateModel(
            name='SectionWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=8)),
                ('words', models.TextField(max_length=8000)),
                ('written_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='periodic.report')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'section'), name='periodic_section_once')],
            },
        ),
    ]
