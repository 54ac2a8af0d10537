"""The list of matters as a file: which columns, and what of each matter the one who takes it may read."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from binhyen.desk import tables, wording
from binhyen.matters import rules, words
from binhyen.matters.inbox import Asked
from binhyen.matters.models import Matter
from binhyen.matters.workflow import State
from binhyen.reports.catalogues import taxonomy


class Writing:
    """What stands above the rows, and how each row is read; the words of the columns are looked up once and not by row."""

    widths: ClassVar = (15, 50, 34, 26, 12, 24, 22, 22, 16, 16, 16, 16, 20)

    def __init__(self, asked: Asked, watermark: str) -> None:
        self.asked = asked
        self.watermark = watermark
        self._restricted = _("Restricted matter")
        self._categories = {code: wording.category_name(code) for code in taxonomy().categories}
        self._severities, self._states, self._outcomes, self._channels = map(
            _said, (words.SEVERITIES, words.STATES, words.Outcome.choices, wording.CHANNELS)
        )

    @property
    def sheet(self) -> str:
        """Return what the sheet of a workbook is called."""
        return _("Matters")

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("Reference"), _("Title"), _("What it is"), _("Residential area"), _("How pressing"), _("State"),
            _("In the hand of"), _("Crew"), _("Came by"), _("Received"), _("Deadline"), _("Ended"), _("Outcome"),
        ]  # fmt: skip

    def row(self, matter: Matter) -> list[tables.Cell]:
        """Return the cells of a matter as the one who asks may read it."""
        who = self.asked.who
        masked = rules.is_masked(
            sensitivity=matter.sensitivity,
            is_new=State(matter.state) is State.RECEIVED and matter.keeper_id == self.asked.unit.pk,
            is_chief=who.is_chief,
            is_handler=matter.handler_id == who.user_pk,
        )
        about: list[tables.Cell] = [self._restricted, "", "", ""] if masked else self._about(matter)
        return [
            matter.reference,
            *about,
            self._states[matter.state],
            matter.handler.full_name if matter.handler else "",
            matter.crew.name if matter.crew else "",
            "" if masked else self._channels.get(matter.channel, matter.channel),
            tables.local(matter.opened_at),
            tables.local(matter.due_at),
            tables.local(matter.resolved_at),
            "" if masked else self._outcomes.get(matter.outcome, ""),
        ]

    def _about(self, matter: Matter) -> list[tables.Cell]:
        return [
            matter.title,
            self._categories[matter.category],
            matter.area.full_name if matter.area else "",
            self._severities[matter.severity],
        ]


def _said(choices: Any) -> dict[str, str]:
    """Return what each value is called in the language of the page."""
    return {str(value): str(label) for value, label in dict(choices).items()}
