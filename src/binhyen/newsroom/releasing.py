"""What Wagtail calls when an article comes out or goes: an edge of the house, whoever pressed the button and wherever.

From the editor, the approval, the scheduler or a command, all of them end here; so here is asked whether the pictures may be
shown, and here the trail is written.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.newsroom import pictures
from binhyen.people.models import User


class PhotoRefused(PermissionDenied):
    """An article shows a picture that may not be shown."""


class Releasing:
    """The coming out of an article."""

    @transaction.atomic
    def save_revision(
        self, user: User | None = None, *, at: datetime | None = None, **options: Any
    ) -> Any:
        """Keep a version; one that the bench writes over while somebody types is one version."""
        revision = super().save_revision(user=user, **options)  # type: ignore[misc]  # beside a Page
        if not options.get("overwrite_revision"):
            audit.record(
                event="newsroom.written", subject=self.reference, actor=user.ref if user else audit.HOUSE,  # type: ignore[attr-defined]
                at=at or clock.now(), detail={"revision": revision.pk, "unit": self.unit.path},  # type: ignore[attr-defined]
            )  # fmt: skip
        return revision

    @transaction.atomic
    def publish(
        self, revision: Any, user: User | None = None, *, at: datetime | None = None, **options: Any
    ) -> None:
        """Let a revision out, now or at its hour; `at` is the house's clock unless it is told. Raises PhotoRefused."""
        at = at or clock.now()
        shown = revision.as_object()
        for photo, why in shown.photos_against(clock.local_day(at)):
            raise PhotoRefused(
                _("The picture “%(title)s” cannot be shown: %(why)s.")
                % {"title": photo.title, "why": why}
            )
        super().publish(revision, user=user, **options)  # type: ignore[misc]  # beside a Page
        out = type(self).objects.filter(pk=self.pk, live=True)  # type: ignore[attr-defined]
        out.filter(released_at=None).update(released_at=at)
        for photo in shown.photos():
            transaction.on_commit(partial(pictures.prepare, photo))
        if out.exists():
            audit.record(
                event="newsroom.published", subject=self.reference, actor=user.ref if user else audit.HOUSE, at=at,  # type: ignore[attr-defined]
                detail={"revision": revision.pk, "unit": self.unit.path},  # type: ignore[attr-defined]
            )  # fmt: skip

    @transaction.atomic
    def unpublish(self, *args: Any, user: User | None = None, **options: Any) -> None:
        """Take it down."""
        super().unpublish(*args, user=user, **options)  # type: ignore[misc]
        audit.record(
            event="newsroom.taken_down", subject=self.reference, actor=user.ref if user else audit.HOUSE,  # type: ignore[attr-defined]
            at=clock.now(), detail={"unit": self.unit.path},  # type: ignore[attr-defined]
        )  # fmt: skip

    @property
    def shown_at(self) -> datetime:
        """When it came out; of what is not out, now."""
        return self.released_at or clock.now()  # type: ignore[attr-defined]
