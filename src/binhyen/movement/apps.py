"""Finds the `yearly.py` of every room once all rooms are loaded."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MovementConfig(AppConfig):
    """The room of the movement."""

    name = "binhyen.movement"

    def ready(self) -> None:
        """Let every room register how it knows that a step of the year is done."""
        autodiscover_modules("yearly")
