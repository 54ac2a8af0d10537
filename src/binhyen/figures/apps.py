"""Finds the `figures.py` of every room once all rooms are loaded."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    """The room of figures."""

    name = "binhyen.figures"

    def ready(self) -> None:
        """Let every room register its figures and recounts."""
        autodiscover_modules("figures")
