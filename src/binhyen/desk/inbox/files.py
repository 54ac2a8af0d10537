"""The list of matters as a file: which columns, and what of each matter the one who takes it may read."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from binhyen.desk import tables, wording
from binhyen.matters import rules
from binhyen.matters.inbox import Asked
from binhyen.matters.models import Matter
from binhyen.matters.workflow import State


@dataclass(frozen=True)
class Writing:
    """What stands above the rows, and how each row is read."""

    asked: Asked
    watermark: str
    widths: ClassVar = (15, 50, 34, 26, 12, 24, 22, 22, 16, 16, 16, 16, 20)

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
        about: list[tables.Cell] = (
            [_("Restricted matter"), "", "", ""]
            if masked
            else [
                matter.title,
                wording.category_name(matter.category),
                matter.area.full_name if matter.area else "",
                matter.get_severity_display(),
            ]
        )
        return [
            matter.reference,
            *about,
            matter.get_state_display(),
            matter.handler.full_name if matter.handler else "",
            matter.crew.name if matter.crew else "",
            "" if masked else str(wording.CHANNELS.get(matter.channel, matter.channel)),
            tables.local(matter.opened_at),
            tables.local(matter.due_at),
            tables.local(matter.resolved_at),
            "" if masked else matter.get_outcome_display(),
        ]  # fmt: skip
