"""What is typed about the steps of a year: their days, and the papers by which they were done."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.movement.calendar import Held
from binhyen.movement.cycle import Step, Window


class Dates(forms.Form):
    """The days of every step of a year."""

    def __init__(
        self, steps: Iterable[Step], held: Mapping[str, Held], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.steps, self.held = list(steps), held
        language = get_language() or "vi"
        for step in self.steps:
            window = held[step.id].window
            title = step.title(language)
            self._add(f"{step.id}-opens", _("%(step)s, may begin"), title, window.opens)
            self._add(f"{step.id}-due", _("%(step)s, due"), title, window.due)

    def _add(self, name: str, label: Any, title: str, initial: Any) -> None:
        self.fields[name] = fields.day(
            label % {"step": title}, initial=initial, help_text="", localize=False
        )

    def rows(self) -> list[dict[str, object]]:
        """Return each step with its two fields, and who said the days that hold."""
        return [
            {
                "title": step.title(get_language() or "vi"),
                "opens": self[f"{step.id}-opens"],
                "due": self[f"{step.id}-due"],
                "said_by": self.held[step.id].said_by,
            }
            for step in self.steps
        ]

    def windows(self) -> dict[str, Window]:
        """Return what was typed."""
        typed = self.cleaned_data
        return {
            step.id: Window(typed[f"{step.id}-opens"], typed[f"{step.id}-due"])
            for step in self.steps
        }


class StepDone(forms.Form):
    """The paper by which a step was done."""

    number = fields.number(_("Number and signs"), help_text=_("For example 12/KH-UBND"))
    issued_on = fields.day(_("Date of the paper"))
