"""Loads the system checks and sets the demo's clock."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings

from binhyen.core import clock


class ProjectConfig(AppConfig):
    """The wiring."""

    name = "binhyen.project"

    def ready(self) -> None:
        """Register the checks; let the demo's clock stand in its story."""
        from binhyen.project import checks  # noqa: F401

        if settings.DEMO:
            clock.stand_in_story(timedelta(seconds=settings.DEMO_CLOCK_SHIFT))
