"""What articles are about: a fixed list, so that no tag ever names a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Topic(models.TextChoices):
    """A topic of the news."""

    MOVEMENT = "MOVEMENT", _("The movement of all people protecting security")
    MODEL = "MODEL", _("Model units and initiatives")
    CRIME = "CRIME", _("Preventing crime and social evils")
    TRAFFIC = "TRAFFIC", _("Traffic safety")
    FIRE = "FIRE", _("Fire prevention and rescue")
    SCHOOL = "SCHOOL", _("Safe schools")
    MEDIATION = "MEDIATION", _("Mediation at the grassroots")
    LAW = "LAW", _("Law for everybody")
    NOTICE = "NOTICE", pgettext_lazy("news", "Notices")


def packed(topics: list[str]) -> str:
    """Return `topics` as the column keeps them: " FIRE TRAFFIC ", so that one is found by its word on any database."""
    return f" {' '.join(topics)} " if topics else ""


def unpacked(column: str) -> list[Topic]:
    """Return the topics a column keeps; one that is no longer on the list is left out."""
    return [Topic(word) for word in column.split() if word in Topic.values]
