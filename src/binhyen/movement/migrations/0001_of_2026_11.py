import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('movement', '0001_first'), ('movement', '0002_seats_in_full'), ('movement', '0003_the_year'), ('movement', '0004_plans'), ('movement', '0005_initiatives_in_full'), ('movement', '0006_points_as_rows'), ('movement', '0007_points_are_counted'), ('movement', '0008_revoked_designations'), ('movement', '0009_task_files')]

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('STANDING', 'standing steering committee'), ('PROGRAMME', 'programme committee of one model unit')], max_length=10, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('decision_number', models.CharField(max_length=40, verbose_name='founding decision')),
                ('decided_on', models.DateField(verbose_name='date of the decision')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'decision_number', 'decided_on'), name='movement_committee_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='movement_committee_term')],
            },
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('CAMERA', 'security cameras'), ('LIGHTING', 'security lights'), ('SELF_MANAGED_AREA', 'self-managed residential area, inter-family group'), ('KIN', 'self-managed family line'), ('SCHOOL_GATE', 'school gate, pupils and the law'), ('UNIT_SAFE', 'safe agency, enterprise or school'), ('DRUG', 'drug prevention'), ('TRAFFIC', 'traffic and public order'), ('FIRE', 'fire-safety group, public fire-fighting point'), ('BORDER', 'peaceful border'), ('FARMER_LAW', 'farmers and the law'), ('MOBILISATION', 'skilful mobilisation'), ('OTHER', 'other')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('founded_on', models.DateField(verbose_name='founded on')),
                ('decision_number', models.CharField(blank=True, default='', max_length=40, verbose_name='founding decision')),
                ('purpose', models.CharField(blank=True, default='', max_length=500, verbose_name='purpose')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initiatives', to='places.unit')),
                ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='movement.initiative')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('way_of_working', models.CharField(blank=True, default='', max_length=1000, verbose_name='way of working')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'name'), name='movement_initiative_once'), models.CheckConstraint(condition=models.Q(('copied_from', None), models.Q(('copied_from', models.F('pk')), _negated=True), _connector='OR'), name='movement_initiative_copies_another'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('founded_on')), _connector='OR'), name='movement_initiative_lives')],
            },
        ),
        migrations.CreateModel(
            name='Festival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('held_on', models.DateField(verbose_name='day')),
                ('place', models.CharField(max_length=200, verbose_name='place')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people who came')),
                ('delegations', models.PositiveIntegerField(default=0, verbose_name='delegations of areas and units')),
                ('units_awarded', models.PositiveIntegerField(default=0, verbose_name='awards to groups')),
                ('people_awarded', models.PositiveIntegerField(default=0, verbose_name='awards to individuals')),
                ('commitments_signed', models.PositiveIntegerField(default=0, verbose_name='commitments signed at the festival')),
                ('report_number', models.CharField(blank=True, default='', max_length=40, verbose_name='report')),
                ('reported_on', models.DateField(blank=True, null=True, verbose_name='date of the report')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='festivals', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='movement_festival_once')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('registered_on', models.DateField(blank=True, null=True, verbose_name='registered on')),
                ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='households residing')),
                ('households_registered', models.PositiveIntegerField(blank=True, null=True, verbose_name='households registered')),
                ('staff', models.PositiveIntegerField(blank=True, null=True, verbose_name='staff')),
                ('staff_briefed', models.PositiveIntegerField(blank=True, null=True, verbose_name='staff briefed')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='movement_registration_once'), models.CheckConstraint(condition=models.Q(('households_registered', None), ('households__gte', models.F('households_registered')), _connector='OR'), name='movement_registration_households'), models.CheckConstraint(condition=models.Q(('staff_briefed', None), ('staff__gte', models.F('staff_briefed')), _connector='OR'), name='movement_registration_staff')],
            },
        ),
        migrations.CreateModel(
            name='StepDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('step', models.CharField(max_length=40)),
                ('opens_on', models.DateField(verbose_name='may begin')),
                ('due_on', models.DateField(verbose_name='due')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'step'), name='movement_stepdate_once'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('opens_on'))), name='movement_stepdate_window')],
            },
        ),
        migrations.CreateModel(
            name='StepPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('step', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('issued_on', models.DateField(verbose_name='date of the paper')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'step'), name='movement_steppaper_once')],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('theme', models.CharField(choices=[('TRAFFIC', 'traffic safety'), ('DRUGS', 'no drugs'), ('FIRE', 'fire safety'), ('FIREWORKS', 'no fireworks'), ('WEAPONS', 'no weapons, no explosives'), ('FRAUD', 'against online fraud'), ('OTHER', 'other')], max_length=20, verbose_name='theme')),
                ('signed', models.PositiveIntegerField(verbose_name='commitments signed')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'theme'), name='movement_commitment_once')],
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('decision_number', models.CharField(max_length=40, verbose_name='decision')),
                ('decided_on', models.DateField(verbose_name='date of the decision')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='movement.committee')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='places.unit')),
                ('revoked_because', models.CharField(blank=True, default='', max_length=300)),
                ('revoked_by_number', models.CharField(blank=True, default='', max_length=40)),
                ('revoked_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('year', 'unit', 'committee'), name='movement_designation_once'), models.CheckConstraint(condition=models.Q(('revoked_on', None), models.Q(models.Q(('revoked_by_number', ''), _negated=True), models.Q(('revoked_because', ''), _negated=True)), _connector='OR'), name='movement_designation_revoked_by')],
            },
        ),
        migrations.CreateModel(
            name='InitiativeYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='year')),
                ('class_of_year', models.CharField(choices=[('EFFECTIVE', 'effective'), ('AVERAGE', 'average'), ('NOT_EFFECTIVE', 'not effective'), ('CLOSED', 'closed down')], max_length=20, verbose_name='class')),
                ('decided_on', models.DateField(verbose_name='date of the decision')),
                ('paper_number', models.CharField(max_length=40, verbose_name='paper')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='movement.initiative')),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'class_of_year'], name='movement_class_of_year')],
                'constraints': [models.UniqueConstraint(fields=('initiative', 'year'), name='movement_initiativeyear_once')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=120, verbose_name='full name')),
                ('office', models.CharField(max_length=160, verbose_name='office')),
                ('duty', models.CharField(choices=[('HEAD', 'head'), ('STANDING_DEPUTY', 'standing deputy head'), ('DEPUTY', 'deputy head'), ('SECRETARY', 'secretary'), ('MEMBER', 'member')], default='MEMBER', max_length=20, verbose_name='duty')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='movement.committee')),
                ('areas', models.ManyToManyField(blank=True, related_name='looked_after_by', to='places.unit', verbose_name='looks after')),
                ('charge', models.CharField(blank=True, max_length=300, verbose_name='what the seat is in charge of')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('decision_number', models.CharField(blank=True, max_length=40, verbose_name='decision')),
                ('ended_by_date', models.DateField(blank=True, null=True, verbose_name='date of that decision')),
                ('ended_by_number', models.CharField(blank=True, max_length=40, verbose_name='ended by decision')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='place in the list')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='movement.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('duty', 'HEAD'), ('until', None)), fields=('committee', 'duty'), name='movement_seat_one_head'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='movement_seat_ends_after')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('CEREMONY', 'ceremony'), ('COMMUNITY', 'community part')], max_length=10, verbose_name='part of the festival')),
                ('place', models.PositiveIntegerField()),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                ('title', models.CharField(max_length=200, verbose_name='what happens')),
                ('festival', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='movement.festival')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('festival', 'place'), name='movement_agendaitem_once')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='day')),
                ('kind', models.CharField(choices=[('LAW_TALK', 'talk about the law'), ('LIFE_SKILLS', 'lesson in life skills'), ('GATE_DUTY', 'duty at the school gate'), ('PARENTS', 'meeting with parents'), ('TRAFFIC', 'traffic practice'), ('DRILL', 'fire or rescue drill'), ('REVIEW', 'meeting of the partners'), ('OTHER', 'other')], max_length=12, verbose_name='kind')),
                ('place', models.CharField(max_length=160, verbose_name='place')),
                ('attendance', models.PositiveIntegerField(verbose_name='how many came')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='movement.initiative')),
            ],
            options={
                'indexes': [models.Index(fields=['initiative', 'held_on'], name='movement_activity_day')],
            },
        ),
        migrations.CreateModel(
            name='InitiativePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('JOINT_PLAN', 'joint plan'), ('RULES', 'rules of coordination'), ('REPORT', 'report on the results')], max_length=12, verbose_name='kind')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='movement.initiative')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'number', 'issued_on'), name='movement_joint_paper_once')],
            },
        ),
        migrations.CreateModel(
            name='InitiativePartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('force', models.CharField(choices=[('SCHOOL', 'the school'), ('FAMILY', 'the families'), ('POLICE', 'the police')], max_length=10, verbose_name='force')),
                ('body', models.CharField(max_length=160, verbose_name='body')),
                ('does', models.CharField(max_length=500, verbose_name='what it does')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='movement.initiative')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'force'), name='movement_partner_once')],
            },
        ),
        migrations.CreateModel(
            name='InitiativePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_on', models.DateField(verbose_name='since')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('teams', models.PositiveIntegerField(default=0, verbose_name='number of teams')),
                ('members', models.PositiveIntegerField(default=0, verbose_name='number of members')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points_there', to='movement.initiative')),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiative_points', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('initiative', 'territory'), name='movement_point_once'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='movement_point_lives')],
            },
        ),
        migrations.CreateModel(
            name='InitiativeResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='measure')),
                ('measure', models.CharField(blank=True, default='', max_length=40, verbose_name='unit of measure')),
                ('figure', models.CharField(blank=True, default='', max_length=60, verbose_name='figure')),
                ('before', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='before')),
                ('after', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='after')),
                ('before_since', models.DateField()),
                ('before_until', models.DateField()),
                ('after_since', models.DateField()),
                ('after_until', models.DateField()),
                ('paper_number', models.CharField(blank=True, default='', max_length=40, verbose_name='paper')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='movement.initiative')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'name', 'after_since'), name='movement_result_once'), models.CheckConstraint(condition=models.Q(models.Q(('after__isnull', False), ('before__isnull', False), ('figure', '')), models.Q(models.Q(('figure', ''), _negated=True), ('after', None), ('before', None)), _connector='OR'), name='movement_result_typed_or_asked'), models.CheckConstraint(condition=models.Q(('before_since__lt', models.F('before_until')), ('before_until__lte', models.F('after_since')), ('after_since__lt', models.F('after_until'))), name='movement_result_before_is_before')],
            },
        ),
        migrations.CreateModel(
            name='SchoolTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.PositiveIntegerField(verbose_name='school year')),
                ('number', models.PositiveSmallIntegerField(verbose_name='term')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(verbose_name='to')),
                ('paper_number', models.CharField(max_length=40, verbose_name='paper')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='movement.initiative')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'school', 'school_year', 'number'), name='movement_term_once'), models.CheckConstraint(condition=models.Q(('number__in', [1, 2])), name='movement_term_1_or_2'), models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='movement_term_has_days')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('decision_number', models.CharField(max_length=40)),
                ('decided_on', models.DateField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='movement.committee')),
                ('designation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='movement.designation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='places.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'ends_on'], name='movement_plan_of_unit')],
                'constraints': [models.UniqueConstraint(fields=('committee', 'decision_number', 'decided_on'), name='movement_plan_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='movement_plan_span')],
            },
        ),
        migrations.CreateModel(
            name='TermCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('TRAFFIC', 'traffic rules'), ('FIGHTING', 'fighting'), ('SMOKING', 'smoking, e-cigarettes, alcohol'), ('GAMBLING', 'gambling'), ('DAMAGE', 'damage to property'), ('ONLINE', 'conduct on the net'), ('OTHER', 'other')], max_length=10, verbose_name='kind')),
                ('n', models.PositiveIntegerField()),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='movement.schoolterm')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('term', 'kind'), name='movement_term_count_once')],
            },
        ),
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, default='', max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='movement.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='movement_phase_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='movement_phase_span')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='movement.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'title'), name='movement_goal_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('HALF_YEAR', 'half-year review'), ('FINAL', 'final review')], max_length=10)),
                ('held_on', models.DateField()),
                ('paper_number', models.CharField(max_length=40)),
                ('words', models.TextField(blank=True, default='', max_length=2000)),
                ('standing', models.JSONField(default=dict)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='movement.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'kind'), name='movement_review_once')],
            },
        ),
        migrations.CreateModel(
            name='Conclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200)),
                ('lead', models.CharField(choices=[('PEOPLES_COMMITTEE', "People's Committee"), ('POLICE', 'commune police'), ('MILITARY', 'military command'), ('FRONT', 'Fatherland Front'), ('WOMEN', "Women's Union"), ('YOUTH', 'Youth Union'), ('FARMERS', "Farmers' Association"), ('VETERANS', "Veterans' Association"), ('ELDERLY', 'Association of the Elderly'), ('SCHOOL', 'school'), ('AREA', 'residential area'), ('SECURITY_TEAM', 'security team'), ('HEALTH', 'health station'), ('ENTERPRISE', 'enterprise')], max_length=20)),
                ('due_on', models.DateField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conclusions', to='movement.review')),
            ],
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('lead', models.CharField(choices=[('PEOPLES_COMMITTEE', "People's Committee"), ('POLICE', 'commune police'), ('MILITARY', 'military command'), ('FRONT', 'Fatherland Front'), ('WOMEN', "Women's Union"), ('YOUTH', 'Youth Union'), ('FARMERS', "Farmers' Association"), ('VETERANS', "Veterans' Association"), ('ELDERLY', 'Association of the Elderly'), ('SCHOOL', 'school'), ('AREA', 'residential area'), ('SECURITY_TEAM', 'security team'), ('HEALTH', 'health station'), ('ENTERPRISE', 'enterprise')], max_length=20)),
                ('helpers', models.JSONField(blank=True, default=list)),
                ('starts_on', models.DateField()),
                ('due_on', models.DateField()),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('PLANNED', 'planned'), ('RUNNING', 'running'), ('DONE', 'done'), ('DROPPED', 'dropped')], default='PLANNED', max_length=8)),
                ('dropped_because', models.CharField(blank=True, default='', max_length=500)),
                ('origin', models.CharField(blank=True, default='', max_length=80)),
                ('reminded', models.PositiveSmallIntegerField(choices=[(0, 'Not Yet'), (1, 'Soon'), (2, 'Over')], default=0)),
                ('version', models.PositiveIntegerField(default=1)),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='movement.goal')),
                ('lead_seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='movement.seat')),
                ('lead_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='movement.phase')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='movement.plan')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on'], name='movement_task_due'), models.Index(fields=['origin'], name='movement_task_origin')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('plan', 'origin'), name='movement_task_of_gap_once'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('starts_on'))), name='movement_task_due_after_start'), models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='movement_task_progress'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'DROPPED'), _negated=True), models.Q(('dropped_because', ''), _negated=True), _connector='OR'), name='movement_task_dropped_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='TaskChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('ADDED', 'put into the plan'), ('REPORTED', 'progress told'), ('EVIDENCE', 'evidence added'), ('CHANGED', 'changed'), ('TIED', 'waits for another task'), ('UNTIED', 'waits no longer'), ('DONE', 'done'), ('DROPPED', 'dropped'), ('REOPENED', 'taken up again')], max_length=8)),
                ('words', models.CharField(blank=True, default='', max_length=500)),
                ('progress', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='movement.task')),
            ],
        ),
        migrations.CreateModel(
            name='TaskEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper_number', models.CharField(blank=True, default='', max_length=40)),
                ('dated', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, default='', max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='movement.task')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('paper_number', ''), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='movement_evidence_says_something'), models.CheckConstraint(condition=models.Q(('paper_number', ''), ('dated__isnull', False), _connector='OR'), name='movement_evidence_paper_dated')],
            },
        ),
        migrations.CreateModel(
            name='TaskNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('needed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needed_by', to='movement.task')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='movement.task')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('task', 'needed'), name='movement_taskneed_once'), models.CheckConstraint(condition=models.Q(('task', models.F('needed')), _negated=True), name='movement_taskneed_not_itself')],
            },
        ),
        migrations.CreateModel(
            name='TaskFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('PHOTO', 'photo'), ('PDF', 'PDF')], max_length=5)),
                ('token', models.CharField(max_length=43, unique=True)),
                ('file', models.CharField(max_length=60, unique=True)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kept', to='movement.taskevidence')),
            ],
        ),
    ]
