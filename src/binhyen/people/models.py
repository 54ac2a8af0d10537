"""Users of the house and the posts they hold."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core.privacy import ARCHIVE_DAYS, Kept
from binhyen.places.models import Unit


class Role(models.TextChoices):
    """What a post is; policy.GRANTS says what it may do."""

    TEAM_MEMBER = "TEAM_MEMBER", _("member of the security team")
    MEDIATOR = "MEDIATOR", _("mediator")
    DUTY_OFFICER = "DUTY_OFFICER", _("duty officer")
    CHIEF = "CHIEF", _("chief of police")
    SECRETARY = "SECRETARY", _("committee secretary")
    HEAD = "HEAD", _("head of the committee")
    APPRAISER = "APPRAISER", _("appraiser")
    EDITOR = "EDITOR", _("editor")
    ADMINISTRATOR = "ADMINISTRATOR", _("administrator")
    AUDITOR = "AUDITOR", _("auditor")
    PARTNER = "PARTNER", _("partner of the programme")


class Body(models.TextChoices):
    """Who takes part in the movement: the kinds of bodies that lead a task of a plan or help with one."""

    PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE", _("People's Committee")
    POLICE = "POLICE", _("commune police")
    MILITARY = "MILITARY", _("military command")
    FRONT = "FRONT", _("Fatherland Front")
    WOMEN = "WOMEN", _("Women's Union")
    YOUTH = "YOUTH", _("Youth Union")
    FARMERS = "FARMERS", _("Farmers' Association")
    VETERANS = "VETERANS", _("Veterans' Association")
    ELDERLY = "ELDERLY", _("Association of the Elderly")
    SCHOOL = "SCHOOL", pgettext_lazy("body", "school")
    AREA = "AREA", pgettext_lazy("body", "residential area")
    SECURITY_TEAM = "SECURITY_TEAM", pgettext_lazy("body", "security team")
    HEALTH = "HEALTH", _("health station")
    ENTERPRISE = "ENTERPRISE", pgettext_lazy("body", "enterprise")


#: Bodies whose people have a post of another kind: the committee's, the police's, the team's.
_WITH_POSTS = {Body.PEOPLES_COMMITTEE, Body.POLICE, Body.SECURITY_TEAM}
#: What a partner may stand for.
PARTNERS = tuple(body for body in Body if body not in _WITH_POSTS)


class Accounts(BaseUserManager["User"]):
    """Creates users."""

    def create_user(
        self, *, full_name: str, email: str = "", phone: str = "", password: str | None = None
    ) -> "User":
        """Create a user who logs in by e-mail or phone; without a password the account is closed to login."""
        user = self.model(
            full_name=full_name,
            email=self.normalize_email(email).lower() or None,
            phone=phone or None,
        )
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # Wagtail's relations
    """A person who works with the house. One full name, never split; e-mail or phone to log in.

    Groups are for the newsroom's bench alone and mirror the posts; nobody may be a superuser, the database refuses it.
    """

    full_name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email=None) | ~Q(phone=None) | Q(is_active=False),
                name="people_user_can_log_in",
            ),
            models.CheckConstraint(
                condition=Q(is_superuser=False), name="people_user_no_superuser"
            ),
        ]

    class Privacy:
        plain = {
            "id", "password", "last_login", "is_active", "is_superuser", "groups", "user_permissions",
        }  # fmt: skip
        personal = {
            "full_name": Kept(ARCHIVE_DAYS, "to say who acted"),
            "email": Kept(90, "to log in"),
            "phone": Kept(90, "to log in"),
        }
        forgotten_by = "people.forget_who_left"

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Return the name, as libraries ask for it that greet whoever is logged in."""
        return self.full_name

    @property
    def ref(self) -> str:
        """The name the audit trail knows the user by."""
        return f"U-{self.pk}"


class PostQuerySet(models.QuerySet["Post"]):
    """Filters on posts."""

    def in_force(self, on: date) -> "PostQuerySet":
        """Keep the posts held on `on`."""
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on))


class Post(models.Model):
    """A role in a unit for a time, [since, until)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    #: The body a partner stands for; empty for every other role.
    body = models.CharField(max_length=20, choices=Body.choices, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    #: When the house came to know of it, however early it began; None of what was entered before this was kept.
    entered_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "since"], name="people_post_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="people_post_ends_after"
            ),
            models.CheckConstraint(
                condition=(Q(role="PARTNER") & ~Q(body="")) | (~Q(role="PARTNER") & Q(body="")),
                name="people_post_partner_of",
            ),
        ]

    class Privacy:
        plain = {"id", "user", "role", "unit", "body", "since", "until", "entered_at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"

    @property
    def title(self) -> str:
        """The role in words, of a partner with the body stood for."""
        return self.get_body_display() if self.body else self.get_role_display()
