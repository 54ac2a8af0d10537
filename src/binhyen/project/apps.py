"""Loads the system checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The wiring."""

    name = "binhyen.project"

    def ready(self) -> None:
        """Register the checks."""
        from binhyen.project import checks  # noqa: F401
