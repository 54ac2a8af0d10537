import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('figures', '0001_first'), ('figures', '0002_months'), ('figures', '0003_years_of_a_country'), ('figures', '0004_closed_years')]

    initial = True

    dependencies = [
        ('places', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=40)),
                ('day', models.DateField()),
                ('category', models.CharField(blank=True, default='', max_length=20)),
                ('n', models.IntegerField()),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('late', models.IntegerField(db_default=0, default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'unit', 'day', 'category'), name='figures_daycount_once')],
                'indexes': [models.Index(condition=models.Q(('late', 0), _negated=True), fields=['day'], name='figures_daycount_unsummed'), models.Index(condition=models.Q(('n', 0), _negated=True), fields=['day'], name='figures_daycount_by_day')],
            },
        ),
        migrations.CreateModel(
            name='StatedTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(max_length=20)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('total', models.PositiveIntegerField()),
                ('paper_number', models.CharField(max_length=60)),
                ('stated_by', models.CharField(max_length=40)),
                ('stated_at', models.DateTimeField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'category', 'since', 'until'), name='figures_statedtotal_once'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='figures_statedtotal_period')],
            },
        ),
        migrations.CreateModel(
            name='MonthCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=40)),
                ('month', models.DateField()),
                ('category', models.CharField(blank=True, default='', max_length=20)),
                ('n', models.BigIntegerField()),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'unit', 'month', 'category'), name='figures_monthcount_once')],
            },
        ),
        migrations.CreateModel(
            name='MonthTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=40)),
                ('month', models.DateField()),
                ('n', models.BigIntegerField()),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'unit', 'month'), name='figures_monthtotal_once')],
            },
        ),
        migrations.CreateModel(
            name='ClosedYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField()),
                ('closed_at', models.DateTimeField()),
                ('closed_by', models.CharField(max_length=40)),
                ('how', models.CharField(choices=[('HAND', 'by hand'), ('DUE', 'on its day')], max_length=4)),
                ('reopened_at', models.DateTimeField(blank=True, null=True)),
                ('reopened_by', models.CharField(blank=True, default='', max_length=40)),
                ('reopened_because', models.CharField(blank=True, default='', max_length=300)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at', None)), fields=('unit', 'year'), name='figures_closedyear_once')],
            },
        ),
    ]
