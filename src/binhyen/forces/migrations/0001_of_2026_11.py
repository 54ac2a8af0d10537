import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('forces', '0001_first'), ('forces', '0002_patrols'), ('forces', '0003_duties_and_rating_sheets'), ('forces', '0004_survey_rounds'), ('forces', '0005_roster'), ('forces', '0006_serving_counted'), ('forces', '0007_numbers_by_day'), ('forces', '0008_duties_taken_back')]

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('established_on', models.DateField(verbose_name='established on')),
                ('decision_number', models.CharField(max_length=40, verbose_name='founding decision')),
                ('established_strength', models.PositiveSmallIntegerField(verbose_name='established strength')),
                ('serving', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='members serving')),
                ('areas', models.ManyToManyField(related_name='serving_teams', to='places.unit', verbose_name='areas')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'name'), name='forces_team_once'), models.CheckConstraint(condition=models.Q(('established_strength__gte', 3)), name='forces_team_of_three')],
            },
        ),
        migrations.CreateModel(
            name='Patrol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('ended_at', models.DateTimeField(verbose_name='ended')),
                ('companions', models.PositiveSmallIntegerField(default=0, verbose_name='companions')),
                ('remarks', models.TextField(blank=True, max_length=500, verbose_name='remarks')),
                ('logged_at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'started_at'], name='forces_patrols_of_unit'), models.Index(fields=['by', 'started_at'], name='forces_patrols_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at__gte', models.F('started_at'))), name='forces_patrol_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='RatingSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('state', models.CharField(choices=[('DRAFT', 'draft'), ('DECIDED', 'decided')], max_length=8)),
                ('minutes_number', models.CharField(blank=True, max_length=40, verbose_name='number of the minutes')),
                ('met_on', models.DateField(blank=True, null=True, verbose_name='day of the meeting')),
                ('present', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='present')),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='votes for')),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='votes against')),
                ('decision_number', models.CharField(blank=True, max_length=40, verbose_name='decision')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('chair', models.CharField(blank=True, max_length=120, verbose_name='chair who decided')),
                ('saved_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='forces.ratingsheet')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rating_sheets', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'DRAFT')), fields=('unit', 'year'), name='forces_sheet_one_draft'), models.UniqueConstraint(condition=models.Q(('replaces', None), ('state', 'DECIDED')), fields=('unit', 'year'), name='forces_sheet_decided_once'), models.UniqueConstraint(condition=models.Q(('state', 'DECIDED')), fields=('unit', 'year', 'decision_number'), name='forces_sheet_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('decision_number', ''), ('replaces', None), ('state', 'DRAFT')), models.Q(('decided_on__isnull', False), ('state', 'DECIDED'), models.Q(('decision_number', ''), _negated=True)), _connector='OR'), name='forces_sheet_decided_by_paper'), models.CheckConstraint(condition=models.Q(('present', None), ('present__gte', django.db.models.expressions.CombinedExpression(models.F('votes_for'), '+', models.F('votes_against'))), _connector='OR'), name='forces_sheet_votes_of_those_present')],
            },
        ),
        migrations.CreateModel(
            name='SurveyRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('questionnaire', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=20, verbose_name='version')),
                ('opens_on', models.DateField(verbose_name='first day')),
                ('closes_on', models.DateField(verbose_name='last day')),
                ('target', models.PositiveIntegerField(verbose_name='residents to ask')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_rounds', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='forces_survey_once_a_year'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='forces_survey_closes_after')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=120, verbose_name='full name')),
                ('birth_year', models.PositiveSmallIntegerField(null=True, verbose_name='year of birth')),
                ('education', models.CharField(blank=True, choices=[('PRIMARY', 'primary school'), ('LOWER_SECONDARY', 'lower secondary school'), ('UPPER_SECONDARY', 'upper secondary school'), ('COLLEGE', 'vocational school or college'), ('UNIVERSITY', 'university or above')], max_length=20, verbose_name='education')),
                ('applied_on', models.DateField(blank=True, null=True, verbose_name='applied on')),
                ('attested_on', models.DateField(blank=True, null=True, verbose_name='attested by the commune police on')),
                ('health_until', models.DateField(blank=True, null=True, verbose_name='health certificate valid until')),
                ('is_resident', models.BooleanField(default=False, verbose_name='lives here for a year or longer')),
                ('age_exception', models.CharField(blank=True, max_length=40, verbose_name='decision on service beyond 70')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='force_members', to='places.unit')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='force_member', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('birth_year', None), ('birth_year__range', (1900, 2100)), _connector='OR'), name='forces_member_born')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='day of the training')),
                ('topic', models.CharField(choices=[('LAW', 'law and duties'), ('SKILLS', 'patrol and skills of the work'), ('FIRE', 'fire prevention and rescue'), ('FIRST_AID', 'first aid'), ('MOVEMENT', 'talking with people, the movement'), ('OTHER', 'something else')], max_length=12, verbose_name='topic of the training')),
                ('title', models.CharField(max_length=160, verbose_name='what was taught')),
                ('hours', models.PositiveSmallIntegerField(verbose_name='hours of training')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='force_trainings', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'held_on', 'title'), name='forces_training_once'), models.CheckConstraint(condition=models.Q(('hours__range', (1, 200))), name='forces_training_hours')],
            },
        ),
        migrations.CreateModel(
            name='TeamRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('level', models.CharField(choices=[('EXCELLENT', 'completed excellently'), ('GOOD', 'completed well'), ('COMPLETED', 'completed'), ('NOT_COMPLETED', 'not completed')], max_length=20, verbose_name='level')),
                ('decision_number', models.CharField(max_length=40, verbose_name='decision')),
                ('decided_on', models.DateField(verbose_name='date of the decision')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='forces.team')),
                ('sheet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='forces.ratingsheet')),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'level'], name='forces_rating_year')],
                'constraints': [models.UniqueConstraint(fields=('team', 'year'), name='forces_teamrating_once')],
            },
        ),
        migrations.CreateModel(
            name='RatingLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(blank=True, choices=[('EXCELLENT', 'completed excellently'), ('GOOD', 'completed well'), ('COMPLETED', 'completed'), ('NOT_COMPLETED', 'not completed')], max_length=20)),
                ('is_under_proceedings', models.BooleanField(default=False)),
                ('proceedings_paper', models.CharField(blank=True, max_length=40)),
                ('leader_level', models.CharField(blank=True, choices=[('EXCELLENT', 'completed excellently'), ('GOOD', 'completed well'), ('COMPLETED', 'completed'), ('NOT_COMPLETED', 'not completed')], max_length=20)),
                ('leader_moved_why', models.CharField(blank=True, max_length=300)),
                ('members_excellent', models.PositiveSmallIntegerField(default=0)),
                ('members_good', models.PositiveSmallIntegerField(default=0)),
                ('members_completed', models.PositiveSmallIntegerField(default=0)),
                ('members_not_completed', models.PositiveSmallIntegerField(default=0)),
                ('members_not_rated', models.PositiveSmallIntegerField(default=0)),
                ('paper_1', models.CharField(blank=True, max_length=40)),
                ('paper_3', models.CharField(blank=True, max_length=40)),
                ('paper_6', models.CharField(blank=True, max_length=40)),
                ('paper_7', models.CharField(blank=True, max_length=40)),
                ('unmet_why', models.CharField(blank=True, max_length=300)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forces.team')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='forces.ratingsheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'team'), name='forces_line_once')],
            },
        ),
        migrations.CreateModel(
            name='TeamMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('meetings_due', models.PositiveSmallIntegerField(verbose_name='meetings due')),
                ('meetings_held', models.PositiveSmallIntegerField(verbose_name='meetings held')),
                ('briefings_due', models.PositiveSmallIntegerField(verbose_name='briefings due')),
                ('briefings_attended', models.PositiveSmallIntegerField(verbose_name='briefings attended')),
                ('reports_due', models.PositiveSmallIntegerField(verbose_name='reports due')),
                ('reports_on_time', models.PositiveSmallIntegerField(verbose_name='reports on time')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='months', to='forces.team')),
            ],
            options={
                'indexes': [models.Index(fields=['month'], name='forces_month_of')],
                'constraints': [models.UniqueConstraint(fields=('team', 'month'), name='forces_month_once'), models.CheckConstraint(condition=models.Q(('briefings_attended__lte', models.F('briefings_due')), ('meetings_held__lte', models.F('meetings_due')), ('reports_on_time__lte', models.F('reports_due'))), name='forces_month_no_more_than_due')],
            },
        ),
        migrations.CreateModel(
            name='DutyEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('group', models.PositiveSmallIntegerField(choices=[(1, 'Help know the situation'), (2, 'Help build the movement'), (3, 'Help fire prevention and rescue'), (4, 'Help administrative management of order'), (5, 'Help mobilise and educate'), (6, 'Help patrol and guard')], verbose_name='group')),
                ('kind', models.CharField(choices=[('1.INFORM', 'learned of something and told the police'), ('1.CALLED', 'came when called'), ('1.PREVENT', 'prevented harm, calmed a quarrel'), ('2.TALK', 'talked with residents, spread the law'), ('2.MODEL', 'kept an initiative going'), ('2.GATHER', 'gathered people for a common task'), ('3.CHECK', 'looked at fire safety, reminded'), ('3.FIGHT', 'fought a fire, rescued'), ('3.DRILL', 'took part in a drill'), ('4.RESIDE', 'helped with residence and identity'), ('4.TRADE', 'helped look at conditional businesses'), ('4.WEAPON', 'asked to hand in weapons and fireworks'), ('5.TEACH', 'activities of mobilising and educating (the number only)'), ('6.PATROL', 'patrolled, stood guard'), ('6.EVENT', 'kept order at an event'), ('6.CALLUP', 'was mobilised by the competent body')], max_length=10, verbose_name='kind')),
                ('on', models.DateField(verbose_name='day')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='activities')),
                ('outcome', models.CharField(choices=[('ASSIGNED', 'given, not done yet'), ('ON_TIME', 'done on time'), ('LATE', 'done late'), ('NOT_DONE', 'not done')], max_length=10, verbose_name='outcome')),
                ('hours', models.DecimalField(decimal_places=1, default=0, max_digits=4, verbose_name='hours')),
                ('members', models.PositiveSmallIntegerField(default=0, verbose_name='members')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('logged_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='forces.team')),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_because', models.CharField(blank=True, default='', max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['team', 'on'], name='forces_duties_of_team')],
                'constraints': [models.CheckConstraint(condition=models.Q(('times__gte', 1)), name='forces_duty_at_least_once'), models.CheckConstraint(condition=models.Q(('group__gte', 1), ('group__lte', 6)), name='forces_duty_of_a_group'), models.CheckConstraint(condition=models.Q(models.Q(('group', 5), _negated=True), ('remark', ''), _connector='OR'), name='forces_duty_counts_only')],
            },
        ),
        migrations.CreateModel(
            name='SurveyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(choices=[('COMMUNE', 'the commune'), ('PARTNERS', 'partners'), ('MEMBERS', 'members of the teams'), ('RESIDENTS', 'residents')], max_length=10)),
                ('partner', models.CharField(blank=True, choices=[('VILLAGE_HEAD', 'head of the residential area'), ('FRONT', 'Fatherland Front'), ('UNIONS', 'unions and associations'), ('SCHOOL', 'school'), ('POLICE', 'commune police')], max_length=20)),
                ('asked', models.PositiveIntegerField(default=0)),
                ('answered', models.PositiveIntegerField(default=0)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forces.team')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='forces.surveyround')),
            ],
            options={
                'indexes': [models.Index(fields=['survey', 'who'], name='forces_groups_of_survey')],
            },
        ),
        migrations.CreateModel(
            name='SurveyRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(choices=[('COMMUNE', 'the commune'), ('PARTNERS', 'partners'), ('MEMBERS', 'members of the teams'), ('RESIDENTS', 'residents')], max_length=10)),
                ('item', models.CharField(max_length=60)),
                ('words', models.TextField(max_length=500)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='forces.surveyround')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=60, unique=True)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forces.surveyround')),
            ],
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('LEADER', 'team leader'), ('DEPUTY', 'deputy team leader'), ('MEMBER', 'team member')], max_length=10, verbose_name='role in the team')),
                ('since', models.DateField(verbose_name='serves from')),
                ('decision_number', models.CharField(max_length=40, verbose_name='decision of appointment')),
                ('decided_on', models.DateField(verbose_name='date of the decision')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('ending', models.CharField(blank=True, choices=[('ROLE', 'took another role in the team'), ('MOVED', 'moved to another team'), ('OWN_WISH', 'own wish'), ('STANDARD', 'a standard of service is no longer met'), ('ART_17_3_C', 'let go under Art. 17(3)(c)'), ('ART_17_3_D', 'let go under Art. 17(3)(d)'), ('OTHER', 'other ground')], max_length=12, verbose_name='how it ended')),
                ('ending_number', models.CharField(blank=True, max_length=40, verbose_name='decision of ending')),
                ('ending_decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='forces.member')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='forces.team')),
            ],
            options={
                'indexes': [models.Index(fields=['team', 'since'], name='forces_service_of_team')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ending', ''), ('ending_decided_on', None), ('ending_number', ''), ('until', None)), models.Q(('until__gt', models.F('since')), models.Q(('ending', ''), _negated=True), models.Q(('ending_number', ''), _negated=True)), _connector='OR'), name='forces_service_ends_by_decision'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('member',), name='forces_one_service_at_a_time'), models.UniqueConstraint(condition=models.Q(('role', 'LEADER'), ('until', None)), fields=('team',), name='forces_one_leader')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_attended', models.BooleanField(default=False, verbose_name='attended')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='forces.member')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='called', to='forces.training')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('training', 'member'), name='forces_called_once_to_a_training')],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=40, verbose_name='item of equipment')),
                ('held', models.PositiveSmallIntegerField(verbose_name='held')),
                ('counted_on', models.DateField(verbose_name='counted on')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='forces.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('team', 'item', 'counted_on'), name='forces_holding_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ReportedStrength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='reported on')),
                ('serving', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='members serving')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported_strengths', to='forces.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('team', 'on'), name='forces_strength_once')],
            },
        ),
        migrations.CreateModel(
            name='SurveyCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=60, unique=True)),
                ('is_used', models.BooleanField(default=False)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='forces.surveygroup')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=60)),
                ('value', models.PositiveSmallIntegerField()),
                ('n', models.PositiveIntegerField(default=0)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='forces.surveygroup')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'item', 'value'), name='forces_tally_once')],
            },
        ),
        migrations.CreateModel(
            name='SurveyFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=60)),
                ('value', models.PositiveIntegerField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='forces.surveygroup')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'item'), name='forces_surveyfigure_once')],
            },
        ),
    ]
