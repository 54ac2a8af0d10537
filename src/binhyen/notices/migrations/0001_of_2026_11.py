import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_first'), ('notices', '0002_ways_and_choices'), ('notices', '0003_kinds_of_the_workbench'), ('notices', '0004_kinds_of_changes'), ('notices', '0005_kinds_of_messages'), ('notices', '0006_kinds_of_access'), ('notices', '0007_kinds_of_the_year'), ('notices', '0008_kinds_of_the_programme'), ('notices', '0009_kinds_of_mergers'), ('notices', '0010_kinds_of_closed_years'), ('notices', '0011_kinds_of_hot_spots'), ('notices', '0012_kinds_of_periodic_reports'), ('notices', '0013_kinds_of_papers')]

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('URGENT', 'An urgent report came in'), ('RECEIVED', 'A new report came in'), ('ASSIGNED', 'A matter was assigned to you'), ('PART', 'A part of a matter was given to you'), ('PART_DONE', 'A part of a matter is done'), ('REPLACED', 'A matter you had is in another hand now'), ('JOINED', 'One more report came to a matter of yours'), ('PARTED', 'A second matter was made from a report of yours'), ('PASSED_ON', 'Another unit handed a matter over to yours'), ('GIVEN_BACK', 'A matter was given back to your unit'), ('MESSAGE', 'A reporter wrote'), ('REOPENED', 'A matter was reopened'), ('ASKED', 'A unit below proposes something to yours'), ('ANSWERED', 'The level above answered a proposal'), ('HALF_GONE', 'Half of the time for a matter is gone'), ('ONE_DAY', 'One day is left for a matter'), ('OVERDUE', 'A matter is overdue'), ('MESSAGE_HALF', 'Half of the time for answering a reporter is gone'), ('MESSAGE_DAY', 'One day is left to answer a reporter'), ('MESSAGE_OVER', 'The answer to a reporter is overdue'), ('MEDIATION', 'You are asked to mediate'), ('MEDIATED', 'A mediation has ended'), ('STEP_SOON', 'A step of the year is due soon'), ('STEP_OVER', 'A step of the year is overdue'), ('YEAR_CLOSED', 'A year of your unit was closed'), ('YEAR_OPENED', 'A closed year of your unit was opened again'), ('HOT_SPOT', 'A dispute shows the signs of a hot spot'), ('ALERT', 'Much more than usual happens in one place'), ('ALERT_LOOK', 'A hot spot is to be looked at again'), ('FIELD_DONE', 'Somebody in the field says that a matter is done'), ('REFUSED', 'Something you sent from the phone could not be done'), ('POSTS', 'Your posts were changed'), ('PASSWORD', 'An administrator had your password set anew'), ('ACCESS', 'Somebody can read reports of your unit, or had the password set anew'), ('BULK_DONE', 'A bulk act is done'), ('TASK', 'A task of the plan was given to your body'), ('TASK_SOON', 'A task of the plan is due within a week'), ('TASK_OVER', 'A task of the plan is overdue'), ('DOSSIER_ASK', 'The level above asks about a dossier'), ('DOSSIER_ANS', 'A question about a dossier was answered'), ('MERGED', 'Matters of a unit that was merged came to yours'), ('HANDED_OVER', 'A hand-over after a merger is over: see how it went'), ('REPORT_MADE', 'A periodic report is ready to be written'), ('REPORT_SOON', 'A periodic report is due by tomorrow'), ('REPORT_OVER', 'A periodic report is overdue'), ('REPORT_LATE', 'Units below are late with a periodic report'), ('REPORT_IN', 'A unit below sent its periodic report'), ('REPORT_BACK', 'The level above returned a periodic report'), ('PAPER_CHECK', 'The content of a paper waits to be checked by you'), ('PAPER_FORM', 'The form of a paper waits to be checked by you'), ('PAPER_SIGN', 'A paper waits for your signature'), ('PAPER_ISSUE', 'A signed paper waits to be numbered and issued'), ('PAPER_BACK', 'A paper that you drafted came back'), ('PAPER_OUT', 'A paper that you drafted is issued'), ('DIGEST', 'Your shift at a glance')], max_length=12)),
                ('subject', models.CharField(blank=True, max_length=40)),
                ('mark', models.CharField(blank=True, max_length=60)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('is_sent_out', models.BooleanField(default=False)),
                ('numbers', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'read_at', 'at'], name='notices_of_user'), models.Index(condition=models.Q(('is_sent_out', False)), fields=['id'], name='notices_to_send_out')],
                'constraints': [models.UniqueConstraint(fields=('user', 'subject', 'what', 'mark'), name='notices_notice_once')],
            },
        ),
        migrations.CreateModel(
            name='Habit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shift_starts', models.TimeField(default=datetime.time(7, 0))),
                ('has_digest', models.BooleanField(default=False)),
                ('digest_on', models.DateField(blank=True, null=True)),
                ('quiet_since', models.TimeField(blank=True, null=True)),
                ('quiet_until', models.TimeField(blank=True, null=True)),
                ('language', models.CharField(blank=True, max_length=5)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_habit', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_since', None), ('quiet_until', None)), models.Q(('quiet_since__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='notices_quiet_from_and_to')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('URGENT', 'Urgent reports'), ('INTAKE', 'New reports'), ('WORK', 'What is given to you'), ('REPORTER', 'Messages of reporters, reopened matters'), ('UNITS', 'What other units and the level above send'), ('CLOCKS', 'Deadlines and signs of a hot spot'), ('OWN', 'What became of something you started'), ('DIGEST', 'The digest at the start of your shift')], max_length=8)),
                ('is_app', models.BooleanField(default=True)),
                ('is_email', models.BooleanField(default=False)),
                ('is_push', models.BooleanField(default=False)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'group'), name='notices_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('sealed', models.BinaryField()),
                ('created_at', models.DateTimeField()),
                ('last_failure', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('WAITING', 'Waiting'), ('CLAIMED', 'Claimed'), ('SENT', 'Sent'), ('DROPPED', 'Dropped'), ('GIVEN_UP', 'Given Up')], default='WAITING', max_length=8)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('notice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.notice')),
                ('subscription', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='notices.subscription')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='notices_delivery_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('subscription', None)), fields=('notice',), name='notices_mailed_once'), models.UniqueConstraint(fields=('notice', 'subscription'), name='notices_pushed_once')],
            },
        ),
    ]
