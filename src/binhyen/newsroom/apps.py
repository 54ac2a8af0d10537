"""The newsroom as Django finds it, with Wagtail going by the house's clock."""

from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock


class HouseTime:
    """Django's `timezone` for a module of another's that compares with now: the moment is the house's, the rest as it is."""

    def now(self) -> datetime:
        """Return the house's moment: the wall's, but in the demo (ADR 5)."""
        return clock.now()

    def __getattr__(self, name: str) -> Any:
        return getattr(timezone, name)


class NewsroomConfig(AppConfig):
    """The room."""

    name = "binhyen.newsroom"

    def ready(self) -> None:
        """Let whatever asks whether a set hour has come ask the house, and the bench speak one language (ADR 41)."""
        from wagtail.actions import publish_revision
        from wagtail.admin.forms import models as forms
        from wagtail.images.views import chooser
        from wagtail.management.commands import publish_scheduled

        for module in (publish_revision, forms, publish_scheduled):
            module.timezone = HouseTime()
        # Said at import, in whatever language that was; the other words of the chooser wait until they are shown.
        chooser.viewset.search_tab_label = _("Search")
