"""Campaigns (tuyên truyền, vận động), what was done in them in totals, and how their quiz was answered in tallies."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from binhyen.newsroom.kits import Kit, kits
from binhyen.newsroom.workflow import PUBLIC, State
from binhyen.people.models import Body
from binhyen.places import queries as places
from binhyen.places.models import Unit

STATES: dict[State, Promise] = {
    State.PLANNED: pgettext_lazy("campaign", "planned"),
    State.RUNNING: pgettext_lazy("campaign", "running"),
    State.ENDED: pgettext_lazy("campaign", "ended"),
    State.CALLED_OFF: pgettext_lazy("campaign", "called off"),
}


class Channel(models.TextChoices):
    """The ways on which a campaign's words go out."""

    LOUDSPEAKER = "LOUDSPEAKER", _("loudspeaker of the hamlet")
    LEAFLET = "LEAFLET", _("leaflet with a QR code")
    MEETING = "MEETING", _("village meeting")
    ZALO = "ZALO", _("Zalo group")
    PAGE = "PAGE", _("page of the commune")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Filters on campaigns."""

    def public(self) -> "CampaignQuerySet":
        """Keep those whose page anybody may read."""
        return self.filter(state__in=[state.value for state in PUBLIC])

    def running_on(self, day: date) -> "CampaignQuerySet":
        """Keep those that run on `day`: begun, not ended, and their days not over."""
        return self.filter(state=State.RUNNING.value, since__lte=day, until__gt=day)


class Campaign(models.Model):
    """A campaign of a unit on a topic of the programme, in the days [since, until).

    The three texts are the kit's until an officer writes others: they stay with the campaign, whatever a later kit says.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns")
    topic = models.CharField(_("topic"), max_length=40)  # the id of a kit
    title = models.CharField(_("title"), max_length=120)
    audience = models.CharField(_("whom it is for"), max_length=200)
    channels = models.JSONField(default=list)  # values of Channel
    areas = models.ManyToManyField(Unit, related_name="campaigns_here", verbose_name=_("areas"))
    since = models.DateField(_("begins on"))
    until = models.DateField()
    state = models.CharField(
        max_length=12,
        choices=[(state.value, label) for state, label in STATES.items()],
        default=State.PLANNED.value,
    )
    loudspeaker = models.TextField(_("text for the loudspeaker"), max_length=2000)
    leaflet = models.TextField(_("text of the leaflet"), max_length=900)
    zalo = models.TextField(_("text for Zalo"), max_length=600)
    #: Raised by every change, so that of two officers the second is told.
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="newsroom_campaign_has_days"
            ),
            models.UniqueConstraint(
                fields=["unit", "topic", "since"], name="newsroom_campaign_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="newsroom_campaign_state")]

    class Privacy:
        plain = {
            "id", "unit", "topic", "title", "audience", "channels", "areas", "since", "until", "state",
            "loudspeaker", "leaflet", "zalo", "version",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page that anybody reads."""
        return reverse("portal:campaign", args=[self.unit.address, self.pk])

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit and of the one it was merged into."""
        return places.paths_onward(self.unit)

    @property
    def kit(self) -> Kit:
        """The kit of the topic."""
        return kits()[self.topic]

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.until - timedelta(days=1)

    @property
    def is_public(self) -> bool:
        """Whether anybody may read its page."""
        return State(self.state) in PUBLIC

    def words(self, name: str) -> str:
        """Return the text `name` of the campaign; in English too while it is the kit's own."""
        said: str = getattr(self, name)
        ready = self.kit.texts[name]
        return ready.told(get_language() or "vi") if said == ready.vi else said

    def slogan(self) -> str:
        """Return the kit's slogan in the reader's language."""
        return self.kit.slogan.told(get_language() or "vi")

    def basis(self) -> str:
        """Return what the kit rests on, as it stood on the campaign's last day."""
        return self.kit.basis_on(self.last_day, get_language() or "vi")

    def shown_title(self) -> str:
        """Return the title; in English too while it is the kit's own."""
        return self._told("title", self.title)

    def shown_audience(self) -> str:
        """Return whom it is for; in English too while it is as the kit says."""
        return self._told("audience", self.audience)

    def _told(self, name: str, said: str) -> str:
        ready = getattr(self.kit, name)
        return str(ready.told(get_language() or "vi")) if said == ready.vi else said

    def lines(self) -> list[str]:
        """Return what is to be remembered: the lines of the leaflet."""
        return [line.strip() for line in self.words("leaflet").splitlines() if line.strip()]

    def channel_labels(self) -> list[str]:
        """Return the channels in words."""
        return [str(Channel(value).label) for value in self.channels]


class CampaignPartner(models.Model):
    """A body that takes part in a campaign; whoever stands for it reads the campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="partners")
    body = models.CharField(_("body"), max_length=20, choices=Body.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "body"], name="newsroom_partner_once")
        ]

    class Privacy:
        plain = {"id", "campaign", "body"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.get_body_display()


class ActivityKind(models.TextChoices):
    """What was done on a day of a campaign."""

    MEETING = "MEETING", _("village meeting")
    SCHOOL = "SCHOOL", _("session at a school")
    HOUSES = "HOUSES", _("house to house")
    BROADCAST = "BROADCAST", _("loudspeaker broadcast")
    LEAFLETS = "LEAFLETS", _("leaflets handed out")
    ONLINE = "ONLINE", _("posts in groups and on the page")
    OTHER = "OTHER", pgettext_lazy("activity", "other")


#: Where people come together.
SESSIONS = frozenset({ActivityKind.MEETING, ActivityKind.SCHOOL})


class Activity(models.Model):
    """What was done on a day, in totals; nobody who came or pledged is named."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="activities")
    kind = models.CharField(_("kind of activity"), max_length=12, choices=ActivityKind.choices)
    held_on = models.DateField(_("day"))
    area = models.ForeignKey(Unit, models.PROTECT, related_name="campaign_activities")
    attended = models.PositiveIntegerField(_("people who came"), default=0)
    #: Those who came, and those whom a broadcast, leaflets or a post reached, as the organiser states.
    reached = models.PositiveIntegerField(_("people reached"), default=0)
    pledges = models.PositiveIntegerField(_("pledges signed"), default=0)
    cost = models.PositiveBigIntegerField(_("cost in đồng"), default=0)
    #: The partner that held it and noted it; empty where the commune did.
    body = models.CharField(_("body"), max_length=20, choices=Body.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reached__gte=F("attended")), name="newsroom_activity_reaches_who_came"
            ),
            # sent twice is entered once; what two bodies held on a day in one place are two, until an officer says it was one
            models.UniqueConstraint(
                fields=["campaign", "kind", "held_on", "area", "body"],
                name="newsroom_activity_once",
            ),
        ]
        indexes = [models.Index(fields=["held_on"], name="newsroom_activity_day")]

    class Privacy:
        plain = {
            "id", "campaign", "kind", "held_on", "area", "attended", "reached", "pledges", "cost", "body",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"

    def told_kind(self) -> str:
        """Return what it was, and of which partner where it was one's."""
        kind = self.get_kind_display()
        return f"{kind} ({self.get_body_display()})" if self.body else kind


class QuizTally(models.Model):
    """How often an option of a question was chosen. Nothing is kept of whoever chose, nor when."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tallies")
    question = models.PositiveSmallIntegerField()
    option = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "question", "option"], name="newsroom_tally_once"
            )
        ]

    class Privacy:
        plain = {"id", "campaign", "question", "option", "n"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.campaign} {self.question}/{self.option}"
