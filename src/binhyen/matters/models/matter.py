"""The matter, the reports it is about, its history."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from binhyen.core import text
from binhyen.core.privacy import Kept
from binhyen.core.references import draw
from binhyen.matters import words
from binhyen.matters.models.crew import Crew
from binhyen.matters.rules import RESTRICTED
from binhyen.matters.workflow import DONE, OPEN, State
from binhyen.people import policy
from binhyen.people.models import Post, User
from binhyen.places.models import Unit
from binhyen.reports.models import Report

if TYPE_CHECKING:
    from binhyen.matters.models.proposal import Proposal

TITLE_LENGTH = 160
WORDS_LENGTH = 5000

ABOUT = Kept(365, "to settle the matter and to answer for how it was settled")


def new_reference() -> str:
    """Return a fresh reference of a matter such as "VV-7KM4-XQ9R"."""
    return f"VV-{draw(4)}-{draw(4)}"


def _values(states: frozenset[State]) -> list[str]:
    """Return plain strings, as a migration may hold them."""
    return sorted(state.value for state in states)


class Shelf(models.TextChoices):
    """Whether somebody still has to do something: the first question of every list, so an index begins with it."""

    OPEN = "OPEN"
    DONE = "DONE"


def shelf_of(state: State) -> Shelf:
    """Return the shelf a state lies on."""
    return Shelf.OPEN if state in OPEN else Shelf.DONE


def posts_by_view(user: User | AnonymousUser, on: date) -> tuple[list[Post], list[Post]]:
    """Return the posts that read whole files, and those that read only their own residential area's."""
    police = policy.posts_granting(user, "reports.read", on=on)
    area = [p for p in policy.posts_granting(user, "matters.read", on=on) if p not in police]
    return police, area


@dataclass(frozen=True)
class Readers:
    """Who holds a matter for reading: also the unit where it arose and the units asked about it."""

    paths: tuple[str, ...]

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return self.paths


#: What took longer on its way waited on a phone.
SENT_AT_ONCE = timedelta(minutes=2)


class MatterQuerySet(models.QuerySet["Matter"]):
    """Filters on matters."""

    def visible_to(self, user: User | AnonymousUser, on: date) -> "MatterQuerySet":
        """Keep what `user` may know exists on the day `on`.

        Police: what their unit keeps, what arose there, what it is or was asked about. A team member: what
        arose in the own residential area, what the own crew was given, and what has a part for the own crew or
        for oneself; restricted matters left out.
        """
        police, area = posts_by_view(user, on)
        units = [post.unit_id for post in police]
        asked = Matter.objects.filter(pk=OuterRef("pk"), proposals__to_unit__in=units)
        known = Q(keeper__in=units) | Q(unit__in=units) | Q(Exists(asked))
        if area:
            homes = [post.unit_id for post in area]
            part = Q(parts__person=user.pk) | Q(parts__crew__home__in=homes)
            given = Matter.objects.filter(part, pk=OuterRef("pk"), parts__dropped_at=None)
            near = Q(area__in=homes) | Q(crew__home__in=homes) | Q(Exists(given))
            known |= near & ~Q(sensitivity=RESTRICTED)
        return self.filter(known)


class Matter(models.Model):
    """What is to be settled. Its state changes through one act per move; its history is in `Move`."""

    reference = models.CharField(max_length=12, unique=True)
    #: The unit on whose territory it arose, as it was that day; never changes.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    #: The unit that holds the file now: another after a take-over or a merger.
    keeper = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(max_length=20)
    severity = models.CharField(max_length=10, choices=words.choices(words.SEVERITIES))
    sensitivity = models.CharField(max_length=2)
    state = models.CharField(
        max_length=12,
        choices=words.choices(words.STATES),
        default=State.RECEIVED.value,
    )
    shelf = models.CharField(max_length=4, choices=Shelf.choices, default=Shelf.OPEN.value)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=TITLE_LENGTH)
    #: core.text.fold(title) for the list's search; empty where the title must not be found.
    search_key = models.CharField(max_length=TITLE_LENGTH, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    channel = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_clock = models.CharField(max_length=20)
    handler = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    #: The crew it was given to; a person of it takes it in hand.
    crew = models.ForeignKey(
        Crew, models.PROTECT, null=True, blank=True, related_name="matters", db_index=False
    )
    #: The unit that handed it over to the keeper, to which it may be given back with a reason.
    passed_from = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    #: The reporter wrote and nobody has answered, also on a closed matter; by when somebody does. Written by the clocks,
    #: from that of the message, for the lists.
    has_news = models.BooleanField(default=False)
    news_due_at = models.DateTimeField(null=True, blank=True)
    awaits_reporter = models.BooleanField(
        default=False
    )  # the officer asked, the reporter has not answered
    #: How many households a dispute touches, as the officer counted them; a number, never a list.
    households = models.PositiveSmallIntegerField(default=0)
    is_violence_threatened = models.BooleanField(default=False)
    #: When the signs of a complex or prolonged dispute (DSP-PROLONGED) were first there.
    flagged_at = models.DateTimeField(null=True, blank=True)
    #: The state in which it ended, kept when it is closed: settled, referred, unfounded or merged.
    ending = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=12, choices=words.Outcome.choices, blank=True)
    outcome_words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    referred_to = models.CharField(max_length=160, blank=True)
    outside_ref = models.CharField(max_length=60, blank=True)
    is_at_base = models.BooleanField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    first_reply_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    #: When what was said and written of it was forgotten; whatever is done on it later makes it wait for that again.
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Matter"]] = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shelf=Shelf.OPEN.value, state__in=_values(OPEN))
                | Q(shelf=Shelf.DONE.value, state__in=_values(DONE)),
                name="matters_matter_shelf",
            ),
            models.CheckConstraint(
                condition=Q(shelf=Shelf.OPEN.value, ending="", resolved_at=None)
                | Q(shelf=Shelf.DONE.value, resolved_at__isnull=False) & ~Q(ending=""),
                name="matters_matter_ends",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False)
                | ~Q(state=State.CLOSED.value) & Q(closed_at=None),
                name="matters_matter_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED.value, merged_into__isnull=False)
                | ~Q(state=State.MERGED.value) & Q(merged_into=None),
                name="matters_matter_merged_into",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="matters_matter_not_into_itself"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RESOLVED.value) | ~Q(outcome=""),
                name="matters_matter_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFERRED.value) | ~Q(referred_to=""),
                name="matters_matter_referred_to",
            ),
            models.CheckConstraint(
                condition=Q(has_news=True, news_due_at__isnull=False)
                | Q(has_news=False, news_due_at=None),
                name="matters_matter_news",
            ),
        ]
        # The inbox answers from an index alone whatever the filter: the first columns order a page, the
        # others are there so that a filter reads no row it will not show.
        indexes = [
            models.Index(
                fields=[
                    "keeper", "shelf", "due_at", "id", "state", "category", "area", "opened_at",
                    "sensitivity", "handler", "crew", "channel", "lat", "lon",
                ],
                name="matters_by_due",
            ),
            models.Index(
                fields=[
                    "keeper", "shelf", "opened_at", "id", "state", "category", "area", "due_at",
                    "sensitivity", "handler", "crew", "channel", "lat", "lon",
                ],
                name="matters_by_opened",
            ),
            models.Index(fields=["keeper", "state"], name="matters_by_state"),
            models.Index(
                fields=[
                    "keeper", "news_due_at", "id", "shelf", "due_at", "state", "category", "area", "opened_at",
                    "sensitivity", "handler", "crew", "channel", "lat", "lon",
                ],
                condition=Q(has_news=True),
                name="matters_with_news",
            ),
            models.Index(
                fields=["keeper", "due_at"],
                condition=Q(awaits_reporter=True, shelf=Shelf.OPEN.value),
                name="matters_await_reporter",
            ),
            models.Index(fields=["unit", "keeper", "opened_at"], name="matters_by_unit"),
            # What is open now and may be the same as another: compared in the index, by time first.
            models.Index(
                fields=["keeper", "opened_at", "id", "sensitivity", "category", "area", "lat", "lon"],
                condition=Q(shelf=Shelf.OPEN.value),
                name="matters_to_compare",
            ),
            # What was found to be so, counted in the index for a hundred communes at once.
            models.Index(
                fields=["category", "unit", "opened_at", "resolved_at", "outcome"],
                condition=Q(ending__in=(State.RESOLVED.value, State.REFERRED.value)),
                name="matters_found_so",
            ),
            models.Index(
                fields=["crew", "due_at"],
                condition=Q(crew__isnull=False, shelf=Shelf.OPEN.value),
                name="matters_by_crew",
            ),
            models.Index(
                fields=["handler", "due_at"],
                condition=Q(handler__isnull=False, shelf=Shelf.OPEN.value),
                name="matters_by_handler",
            ),
        ]  # fmt: skip

    class Privacy:
        plain = {
            "id", "reference", "unit", "keeper", "area", "category", "severity", "sensitivity",
            "state", "shelf", "version", "channel", "opened_at", "due_at", "due_clock", "handler",
            "crew", "passed_from", "has_news", "news_due_at", "awaits_reporter", "households",
            "is_violence_threatened", "flagged_at", "ending", "outcome", "referred_to", "outside_ref", "is_at_base",
            "resolved_at", "closed_at", "first_reply_at", "merged_into", "forgotten_at",
        }  # fmt: skip
        personal = {
            "title": ABOUT,
            "search_key": ABOUT,
            "lat": ABOUT,
            "lon": ABOUT,
            "outcome_words": ABOUT,
        }
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to do something."""
        return self.shelf == Shelf.OPEN

    @property
    def is_restricted(self) -> bool:
        """Say whether only those who need to know may read it."""
        return self.sensitivity == RESTRICTED

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of the units that may act: the keeper, and unless restricted the area and the crew's home."""
        if self.is_restricted:
            return (self.keeper.path,)
        near = (self.area, self.crew.home if self.crew else None)
        return (self.keeper.path, *(unit.path for unit in near if unit is not None))

    def readers(self) -> Readers:
        """Return who may read: the holders, the unit where it arose, the units asked about it."""
        asked = [proposal.to_unit.path for proposal in self._proposals()]
        return Readers((*self.holding_paths(), self.unit.path, *asked))

    def _proposals(self) -> "list[Proposal]":
        """Return the proposals with their units: those read before, if a page did."""
        if "proposals" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.proposals.all())
        return list(self.proposals.select_related("to_unit"))


def search_key_of(title: str, sensitivity: str) -> str:
    """Return what the list's search may find the matter by; a restricted title is not to be guessed at."""
    return "" if sensitivity == RESTRICTED else text.fold(title)[:TITLE_LENGTH]


class MatterReport(models.Model):
    """A matter may have several reports; a report that tells of two troubles is of two matters."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attached")
    report = models.ForeignKey(Report, models.PROTECT, related_name="of_matter")
    attached_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "report"], name="matters_report_once")
        ]

    class Privacy:
        plain = {"id", "matter", "report", "attached_at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.report_id} of {self.matter_id}"


class Move(models.Model):
    """One act in a matter's history; appended, never edited, never shown to reporters."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="moves")
    act = models.CharField(max_length=12, choices=words.choices(words.ACTS))
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    at = models.DateTimeField()
    #: The day in Viet Nam and the category under which the act was counted, so that a recount finds the same.
    day = models.DateField()
    category = models.CharField(max_length=20)
    is_on_time = models.BooleanField(null=True)
    is_at_base = models.BooleanField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["act", "day"], name="matters_move_counted")]

    class Privacy:
        plain = {
            "id", "matter", "act", "from_state", "to_state", "at", "day", "category", "is_on_time",
            "is_at_base", "by", "detail",
        }  # fmt: skip
        personal = {"words": ABOUT}
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"{self.matter_id} {self.act} {self.at:%Y-%m-%d}"

    @property
    def done_at(self) -> datetime | None:
        """When it was done in the field, if a phone kept it for a while before it could be sent."""
        said = self.detail.get("done_at")
        done = datetime.fromisoformat(said) if said else self.at
        return done if self.at - done > SENT_AT_ONCE else None
