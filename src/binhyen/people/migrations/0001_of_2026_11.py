import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_first'), ('people', '0002_mediator'), ('people', '0003_partner'), ('people', '0004_posts_entered'), ('people', '0005_forgotten'), ('people', '0006_no_superuser')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('places', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('full_name', models.CharField(max_length=120, verbose_name='full name')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=20, null=True, unique=True, verbose_name='phone')),
                ('is_active', models.BooleanField(default=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('email', None), _negated=True), models.Q(('phone', None), _negated=True), ('is_active', False), _connector='OR'), name='people_user_can_log_in'), models.CheckConstraint(condition=models.Q(('is_superuser', False)), name='people_user_no_superuser')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('TEAM_MEMBER', 'member of the security team'), ('MEDIATOR', 'mediator'), ('DUTY_OFFICER', 'duty officer'), ('CHIEF', 'chief of police'), ('SECRETARY', 'committee secretary'), ('HEAD', 'head of the committee'), ('APPRAISER', 'appraiser'), ('EDITOR', 'editor'), ('ADMINISTRATOR', 'administrator'), ('AUDITOR', 'auditor'), ('PARTNER', 'partner of the programme')], max_length=20)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='places.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('body', models.CharField(blank=True, choices=[('PEOPLES_COMMITTEE', "People's Committee"), ('POLICE', 'commune police'), ('MILITARY', 'military command'), ('FRONT', 'Fatherland Front'), ('WOMEN', "Women's Union"), ('YOUTH', 'Youth Union'), ('FARMERS', "Farmers' Association"), ('VETERANS', "Veterans' Association"), ('ELDERLY', 'Association of the Elderly'), ('SCHOOL', 'school'), ('AREA', 'residential area'), ('SECURITY_TEAM', 'security team'), ('HEALTH', 'health station'), ('ENTERPRISE', 'enterprise')], default='', max_length=20)),
                ('entered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'role', 'unit', 'since'), name='people_post_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='people_post_ends_after'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'PARTNER'), models.Q(('body', ''), _negated=True)), models.Q(models.Q(('role', 'PARTNER'), _negated=True), ('body', '')), _connector='OR'), name='people_post_partner_of')],
            },
        ),
    ]
