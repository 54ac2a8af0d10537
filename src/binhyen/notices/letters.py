"""What leaves the house: a kind in plain words, a reference, an address behind the login. Never what it is about."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from binhyen.notices.models import Notice
from binhyen.notices.words import Group

#: Below the desk; the page there asks who one is before it shows anything.
PATH = "/ban-lam-viec/thong-bao/"


@dataclass(frozen=True)
class Letter:
    """One message as it goes out."""

    title: str
    body: str
    foot: str
    path: str
    tag: str
    is_urgent: bool

    @property
    def text(self) -> str:
        """The whole text of an e-mail."""
        link = f"{settings.SITE}{self.path}" if settings.SITE else ""
        return "\n\n".join(part for part in (self.title + ".", self.body, link, self.foot) if part)

    @property
    def payload(self) -> dict[str, str]:
        """What the browser's worker is handed (frontend/scripts/worker_push.js)."""
        return {"title": self.title, "body": self.body, "url": self.path, "tag": self.tag}


def compose(notice: Notice, language: str = "") -> Letter:
    """Return the letter of a notice in the person's language, Vietnamese where none is known."""
    with translation.override(language or settings.LANGUAGE_CODE):
        parts = (notice.subject, notice.counts, _("Log in to read more."))
        return Letter(
            title=str(notice.get_what_display()),
            body=". ".join(part.rstrip(".") for part in parts if part) + ".",
            foot=_("You chose to be told. To change that: Notices, Choose how you are told."),
            path=f"{PATH}{notice.pk}/",
            tag=notice.subject or notice.what,
            is_urgent=notice.group is Group.URGENT,
        )
