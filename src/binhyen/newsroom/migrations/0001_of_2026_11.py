import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('newsroom', '0001_first'), ('newsroom', '0002_comments'), ('newsroom', '0003_campaigns')]

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('places', '0001_first'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsroomIndex',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'newsroom',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='news', to='places.unit')),
            ],
            options={
                'verbose_name': 'news of a unit',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('description', models.CharField(help_text='What the picture shows, in one sentence.', max_length=255, verbose_name='words for who cannot see it')),
                ('seen', models.CharField(choices=[('NOBODY', 'Nobody can be recognised'), ('EVENT', 'Adults at a public event'), ('AGREED', 'Adults who agreed'), ('CHILD', 'A child can be recognised')], max_length=10, verbose_name='who is seen')),
                ('child_agreed_on', models.DateField(blank=True, null=True, verbose_name='the child agreed on')),
                ('guardian_agreed_on', models.DateField(blank=True, null=True, verbose_name='the parent or guardian agreed on')),
                ('agreement_kept', models.CharField(blank=True, default='', help_text='The number of the paper or the folder; no names.', max_length=120, verbose_name='where the consent is kept')),
                ('withdrawn_on', models.DateField(blank=True, help_text='Articles that show the picture are taken down within minutes.', null=True, verbose_name='consent withdrawn on')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=40, verbose_name='topic')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('audience', models.CharField(max_length=200, verbose_name='whom it is for')),
                ('channels', models.JSONField(default=list)),
                ('since', models.DateField(verbose_name='begins on')),
                ('until', models.DateField()),
                ('state', models.CharField(choices=[('PLANNED', 'planned'), ('RUNNING', 'running'), ('ENDED', 'ended'), ('CALLED_OFF', 'called off')], default='PLANNED', max_length=12)),
                ('loudspeaker', models.TextField(max_length=2000, verbose_name='text for the loudspeaker')),
                ('leaflet', models.TextField(max_length=900, verbose_name='text of the leaflet')),
                ('zalo', models.TextField(max_length=600, verbose_name='text for Zalo')),
                ('version', models.PositiveIntegerField(default=1)),
                ('areas', models.ManyToManyField(related_name='campaigns_here', to='places.unit', verbose_name='areas')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='places.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'state'], name='newsroom_campaign_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='newsroom_campaign_has_days'), models.UniqueConstraint(fields=('unit', 'topic', 'since'), name='newsroom_campaign_once')],
            },
        ),
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('kicker', models.CharField(blank=True, default='', help_text='The small line above the headline.', max_length=80, verbose_name='kicker')),
                ('lede', models.TextField(help_text='What it is about, in two or three sentences.', max_length=500, verbose_name='lede')),
                ('byline', models.CharField(max_length=120, verbose_name='byline')),
                ('lead_caption', models.CharField(blank=True, default='', max_length=250, verbose_name='caption')),
                ('lead_credit', models.CharField(blank=True, default='', max_length=80, verbose_name='credit')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('photo', 5), ('quote', 8)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'subheading', 'max_length': 120, 'template': 'newsroom/_heading_block.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'paragraphs'}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'picture'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 250}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'credit', 'max_length': 80}), 5: ('wagtail.blocks.StructBlock', [[('photo', 2), ('caption', 3), ('credit', 4)]], {}), 6: ('wagtail.blocks.TextBlock', (), {'label': 'words', 'max_length': 400}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'said by', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('words', 6), ('said_by', 7)]], {})}, verbose_name='article text')),
                ('topics', models.CharField(blank=True, default='', max_length=120, verbose_name='topics')),
                ('released_at', models.DateTimeField(editable=False, null=True)),
                ('unit', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('lead_photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.photo', verbose_name='picture')),
                ('comments_until', models.DateField(blank=True, help_text='The last day on which readers may comment. Left empty, as the house has it.', null=True, verbose_name='comments until')),
                ('has_comments', models.BooleanField(default=True, verbose_name='takes comments')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'indexes': [models.Index(fields=['unit', 'released_at'], name='newsroom_article_newest')],
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='newsroom.photo')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='newsroom_rendition_once')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('MEETING', 'village meeting'), ('SCHOOL', 'session at a school'), ('HOUSES', 'house to house'), ('BROADCAST', 'loudspeaker broadcast'), ('LEAFLETS', 'leaflets handed out'), ('ONLINE', 'posts in groups and on the page'), ('OTHER', 'other')], max_length=12, verbose_name='kind of activity')),
                ('held_on', models.DateField(verbose_name='day')),
                ('attended', models.PositiveIntegerField(default=0, verbose_name='people who came')),
                ('reached', models.PositiveIntegerField(default=0, verbose_name='people reached')),
                ('pledges', models.PositiveIntegerField(default=0, verbose_name='pledges signed')),
                ('cost', models.PositiveBigIntegerField(default=0, verbose_name='cost in đồng')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaign_activities', to='places.unit')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='newsroom.campaign')),
            ],
            options={
                'indexes': [models.Index(fields=['held_on'], name='newsroom_activity_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reached__gte', models.F('attended'))), name='newsroom_activity_reaches_who_came'), models.UniqueConstraint(fields=('campaign', 'kind', 'held_on', 'area'), name='newsroom_activity_once')],
            },
        ),
        migrations.CreateModel(
            name='CampaignPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('PEOPLES_COMMITTEE', "People's Committee"), ('POLICE', 'commune police'), ('MILITARY', 'military command'), ('FRONT', 'Fatherland Front'), ('WOMEN', "Women's Union"), ('YOUTH', 'Youth Union'), ('FARMERS', "Farmers' Association"), ('VETERANS', "Veterans' Association"), ('ELDERLY', 'Association of the Elderly'), ('SCHOOL', 'school'), ('AREA', 'residential area'), ('SECURITY_TEAM', 'security team'), ('HEALTH', 'health station'), ('ENTERPRISE', 'enterprise')], max_length=20, verbose_name='body')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='newsroom.campaign')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'body'), name='newsroom_partner_once')],
            },
        ),
        migrations.CreateModel(
            name='QuizTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.PositiveSmallIntegerField()),
                ('option', models.PositiveSmallIntegerField()),
                ('n', models.PositiveIntegerField(default=0)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='newsroom.campaign')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'question', 'option'), name='newsroom_tally_once')],
            },
        ),
        migrations.CreateModel(
            name='RelatedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsroom.articlepage', verbose_name='article')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_articles', to='newsroom.articlepage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('page', 'article'), name='newsroom_related_once')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=640)),
                ('words', models.TextField()),
                ('sent_at', models.DateTimeField()),
                ('key', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(choices=[('WAITING', 'waiting'), ('SHOWN', 'shown'), ('REFUSED', 'refused'), ('HIDDEN', 'taken down')], default='WAITING', max_length=8)),
                ('reason', models.CharField(blank=True, choices=[('PERSON', 'It tells something about a person'), ('CHILD', 'It is about a child'), ('INSULT', 'It insults somebody'), ('VIOLENCE', 'It threatens, or calls for violence'), ('INCIDENT', 'It reports an incident: that belongs into a report'), ('ADVERTISING', 'It is an advertisement'), ('ELSEWHERE', 'It has nothing to do with the article'), ('UNREADABLE', 'It cannot be read, or stands there twice')], max_length=12)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsroom.articlepage')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['article', 'state', 'id'], name='newsroom_comment_of_article'), models.Index(fields=['unit', 'state', 'id'], name='newsroom_comment_of_unit'), models.Index(fields=['sent_at'], name='newsroom_comment_lately')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['REFUSED', 'HIDDEN']), ('reason', ''), _connector='XOR'), name='newsroom_comment_reason_where_taken_down'), models.CheckConstraint(condition=models.Q(('state', 'WAITING'), ('settled_at__isnull', False), _connector='XOR'), name='newsroom_comment_settled_unless_waiting')],
            },
        ),
    ]
