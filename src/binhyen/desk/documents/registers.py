"""The registers in the decree's columns (Decree 30/2020/NĐ-CP, Appendix IV), on the page and as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from binhyen.desk import tables
from binhyen.documents.layout import TYPES
from binhyen.documents.models import Arrival, Paper
from binhyen.documents.workflow import State


def kind_name(code: str) -> str:
    """Return the name of a kind of paper; an official letter has none on paper and is called so here."""
    return (TYPES.get(code) or "Công văn").capitalize()


def about(paper: Paper) -> str:
    """Return kind and abstract in one."""
    return f"{kind_name(paper.kind)}: {paper.title}"


def note(paper: Paper) -> str:
    """Return the note of the register, with the paper it replaces or that replaces it."""
    said = [paper.note]
    if paper.state == State.CANCELLED:
        said = [_("not issued: %(reason)s") % {"reason": paper.note}]
    elif paper.state == State.NUMBERED:
        said.append(_("not issued yet"))
    if paper.replaces:
        said.append(_("replaces %(number)s") % {"number": paper.replaces.written})
    said += [
        _("replaced by %(number)s") % {"number": each.written}
        for each in paper.replaced_by.all()
        if each.number
    ]
    return "; ".join(each for each in said if each)


@dataclass(frozen=True)
class Outgoing:
    """Ten columns."""

    watermark: str

    @property
    def sheet(self) -> str:
        return _("Outgoing papers")

    @property
    def widths(self) -> Sequence[int]:
        return (16, 12, 48, 22, 32, 16, 9, 12, 12, 24)

    def head(self) -> list[str]:
        return [
            _("Number, symbol"), pgettext("paper", "Date"), _("Kind and abstract"), pgettext("paper", "Signer"),
            pgettext("paper", "Recipients"), _("Unit that keeps a copy"), pgettext("paper", "Copies"),
            _("Dispatched on"), pgettext("paper", "Receipt"), pgettext("paper", "Note"),
        ]  # fmt: skip

    def row(self, paper: Paper) -> list[tables.Cell]:
        return [
            paper.written, paper.day, about(paper), paper.signer_name, paper.recipients, paper.keeper, paper.copies,
            paper.sent_on, "", note(paper),
        ]  # fmt: skip


@dataclass(frozen=True)
class Incoming:
    """Ten columns."""

    watermark: str

    @property
    def sheet(self) -> str:
        return _("Incoming papers")

    @property
    def widths(self) -> Sequence[int]:
        return (12, 9, 28, 18, 12, 48, 28, 12, 12, 24)

    def head(self) -> list[str]:
        return [
            _("Arrived on"), _("Number of arrival"), _("Who sent it"), _("Number, symbol"), pgettext("paper", "Date"),
            _("Kind and abstract"), _("Unit or officer"), _("Handed over on"), pgettext("paper", "Receipt"),
            pgettext("paper", "Note"),
        ]  # fmt: skip

    def row(self, each: Arrival) -> list[tables.Cell]:
        return [
            each.arrived_on, each.number, each.author, each.sign, each.dated_on, each.title, each.handed_to, each.handed_on,
            "", each.note,
        ]  # fmt: skip


@dataclass(frozen=True)
class Tracking:
    """Seven columns: what came of what came in."""

    watermark: str

    @property
    def sheet(self) -> str:
        return _("Incoming papers followed")

    @property
    def widths(self) -> Sequence[int]:
        return (9, 60, 28, 12, 32, 18, 24)

    def head(self) -> list[str]:
        return [
            _("Number of arrival"), _("Kind, number, date and author"), _("Unit or officer"), _("To be answered by"),
            pgettext("paper", "Progress"), _("Number of the answer"), pgettext("paper", "Note"),
        ]  # fmt: skip

    def row(self, each: Arrival) -> list[tables.Cell]:
        from_whom = f"{each.title}; {each.sign}; {each.dated_on:%d/%m/%Y}; {each.author}"
        return [
            each.number, from_whom, each.handed_to, each.due_on, each.progress, each.answered_by, each.note,
        ]  # fmt: skip
