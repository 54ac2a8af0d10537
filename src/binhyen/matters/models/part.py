"""Parts of a matter, each given to a crew or a person; the matter ends when none is left open."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from binhyen.matters.models.crew import Crew, CrewMember
from binhyen.matters.models.matter import ABOUT, Matter
from binhyen.people import policy
from binhyen.people.models import User

PART_LENGTH = 500


class PartQuerySet(models.QuerySet["Part"]):
    """Filters on parts."""

    def undone(self) -> "PartQuerySet":
        """Keep the parts that somebody still has to do."""
        return self.filter(done_at=None, dropped_at=None)

    def given_to(self, user: User | AnonymousUser, on: date) -> "PartQuerySet":
        """Keep what `user` was given: by name, as one of the crew, or as the security team of the crew's home."""
        posts = policy.posts_granting(user, "matters.end_part", on=on)
        if not posts:
            return self.none()
        crews = CrewMember.objects.filter(user=user.pk, since__lte=on)
        crews = crews.filter(Q(until=None) | Q(until__gt=on))
        homes = [post.unit_id for post in posts if post.role == "TEAM_MEMBER"]
        return self.filter(
            Q(person=user.pk) | Q(crew__in=crews.values("crew")) | Q(crew__home__in=homes)
        )


class Part(models.Model):
    """Something of a matter that a crew or a person does for whoever stands for the whole."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parts")
    words = models.CharField(max_length=PART_LENGTH)
    crew = models.ForeignKey(Crew, models.PROTECT, null=True, blank=True, related_name="parts")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_words = models.CharField(max_length=PART_LENGTH, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=PART_LENGTH, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(crew=None, person__isnull=False) | Q(crew__isnull=False, person=None),
                name="matters_part_to_one",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None), name="matters_part_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="matters_part_done_by_somebody",
            ),
        ]

    class Privacy:
        plain = {
            "id", "matter", "crew", "person", "due_at", "added_by", "added_at", "done_by", "done_at", "dropped_at",
        }  # fmt: skip
        personal = {"words": ABOUT, "done_words": ABOUT, "dropped_why": ABOUT}
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"part {self.pk} of {self.matter_id}"

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to do it."""
        return self.done_at is None and self.dropped_at is None

    @property
    def assignee(self) -> Crew | User:
        """Return to whom it was given."""
        given = self.crew or self.person
        assert given is not None  # noqa: S101  (a constraint)
        return given
