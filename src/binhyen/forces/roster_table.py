"""Read a roster: CSV as a spreadsheet saves it, one row for each member, Vietnamese or English headings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from binhyen.core import cells, text
from binhyen.core.cells import BadTable, CellError
from binhyen.forces.models import Education, Service, TeamRole

#: Column -> headings that mean it, folded. There is no other column, and none will be read.
HEADINGS = {
    "team": {"to", "ten to", "team"},
    "full_name": {"ho ten", "ho va ten", "full name", "name"},
    "birth_year": {"nam sinh", "year of birth", "birth year"},
    "education": {"trinh do", "trinh do hoc van", "education"},
    "role": {"chuc vu", "chuc danh", "vai tro", "role"},
    "since": {"tu ngay", "ngay vao to", "from", "since"},
    "decision": {"quyet dinh", "so quyet dinh", "decision"},
    "decided_on": {"ngay quyet dinh", "date of the decision"},
    "applied_on": {"ngay nop don", "applied on"},
    "attested_on": {"cong an xac nhan ngay", "ngay xac nhan", "attested on"},
    "health_until": {"giay kham suc khoe den", "suc khoe den", "health until"},
    "is_resident": {"cu tru", "cu tru tu 1 nam", "resident"},
    "age_exception": {"quyet dinh tren 70 tuoi", "quyet dinh qua tuoi", "age exception"},
}
REQUIRED = {
    "team": "tổ",
    "full_name": "họ tên",
    "birth_year": "năm sinh",
    "since": "từ ngày",
    "decision": "quyết định",
    "decided_on": "ngày quyết định",
}
#: The headings as they stand in the example and in what is taken away, in their order.
WRITTEN = (
    "tổ", "họ tên", "năm sinh", "trình độ", "chức vụ", "từ ngày", "quyết định", "ngày quyết định",
    "ngày nộp đơn", "công an xác nhận ngày", "giấy khám sức khỏe đến", "cư trú", "quyết định trên 70 tuổi",
)  # fmt: skip
DAYS = ("since", "decided_on", "applied_on", "attested_on", "health_until")
_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_EDUCATION = {
    "tieu hoc": Education.PRIMARY, "primary": Education.PRIMARY,
    "thcs": Education.LOWER_SECONDARY, "trung hoc co so": Education.LOWER_SECONDARY,
    "lower secondary": Education.LOWER_SECONDARY,
    "thpt": Education.UPPER_SECONDARY, "trung hoc pho thong": Education.UPPER_SECONDARY,
    "upper secondary": Education.UPPER_SECONDARY,
    "trung cap": Education.COLLEGE, "cao dang": Education.COLLEGE,
    "trung cap cao dang": Education.COLLEGE, "college": Education.COLLEGE,
    "dai hoc": Education.UNIVERSITY, "dai hoc tro len": Education.UNIVERSITY,
    "sau dai hoc": Education.UNIVERSITY, "university": Education.UNIVERSITY,
}  # fmt: skip
_ROLES = {
    "to truong": TeamRole.LEADER, "leader": TeamRole.LEADER,
    "to pho": TeamRole.DEPUTY, "deputy": TeamRole.DEPUTY,
    "to vien": TeamRole.MEMBER, "member": TeamRole.MEMBER, "": TeamRole.MEMBER,
}  # fmt: skip
_YES = {
    "co": True,
    "yes": True,
    "x": True,
    "1": True,
    "khong": False,
    "no": False,
    "0": False,
    "": False,
}


@dataclass
class RosterRow:
    """One member as the table states it; what stood wrong in a cell is in `faults` and not here."""

    row: int
    headings: dict[str, str]
    cells: dict[str, str]
    faults: list[CellError] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)
    birth_year: int = 0
    education: Education | str = ""
    role: TeamRole = TeamRole.MEMBER
    is_resident: bool = False

    def wrong(self, column: str, message: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(CellError(self.row, self.headings.get(column, ""), message))


def read(content: bytes) -> list[RosterRow]:
    """Return the rows, each with what is wrong in its cells. Raises BadTable where the table cannot be read at all."""
    head, body = cells.rows(content)
    unknown = _(
        "A roster has no such column. Take it out: only what the law asks of a member is kept,"
        " never ethnicity, religion, illness, family or the number of an identity card."
    )
    places = cells.places(head, HEADINGS, required=REQUIRED, unknown=unknown)
    headings = {column: head[1][place].strip() for column, place in places.items()}
    return [_row(number, given, places, headings) for number, given in body]


def _row(
    number: int, given: Sequence[str], places: dict[str, int], headings: dict[str, str]
) -> RosterRow:
    typed = {c: text.seen(given[p]) if p < len(given) else "" for c, p in places.items()}
    row = RosterRow(number, headings, typed)
    for column in REQUIRED:
        if not typed[column]:
            row.wrong(column, _("This cell is empty."))
    for column, most in (("full_name", 120), ("decision", 40), ("age_exception", 40)):
        if len(typed.get(column, "")) > most:
            row.wrong(column, _("This is longer than %(most)s characters.") % {"most": most})
    for column in DAYS:
        _read_day(row, column)
    _read_words(row)
    _read_year(row)
    return row


def _read_day(row: RosterRow, column: str) -> None:
    typed = row.cells.get(column, "")
    if not typed:
        return
    day = day_of(typed)
    if day is None:
        hint = _("“%(typed)s” is not a day. Write day/month/year, for example 15/3/2024.")
        row.wrong(column, hint % {"typed": typed[:40]})
    else:
        row.days[column] = day


def day_of(typed: str) -> date | None:
    """Return the day that was written in one of the usual ways, None where it is none of the calendar."""
    for form in _FORMS:
        try:
            day = datetime.strptime(typed, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
        return day if 1950 <= day.year <= 2100 else None
    return None


def _read_words(row: RosterRow) -> None:
    """Read what is one of a few words."""
    education = row.cells.get("education", "")
    if education and text.fold(education) not in _EDUCATION:
        hint = _(
            "“%(typed)s” is not a level of education. Write: tiểu học, THCS, THPT, cao đẳng or đại học."
        )
        row.wrong("education", hint % {"typed": education[:40]})
    row.education = _EDUCATION.get(text.fold(education), "")
    role = row.cells.get("role", "")
    if text.fold(role) not in _ROLES:
        hint = _("“%(typed)s” is not a role in a team. Write: tổ trưởng, tổ phó or tổ viên.")
        row.wrong("role", hint % {"typed": role[:40]})
    row.role = _ROLES.get(text.fold(role), TeamRole.MEMBER)
    resident = row.cells.get("is_resident", "")
    if text.fold(resident) not in _YES:
        row.wrong("is_resident", _("Write có or không."))
    row.is_resident = _YES.get(text.fold(resident), False)


def _read_year(row: RosterRow) -> None:
    typed = row.cells["birth_year"]
    if not typed:
        return
    if typed.isascii() and typed.isdigit() and 1900 <= int(typed) <= 2100:
        row.birth_year = int(typed)
    else:
        hint = _(
            "“%(typed)s” is not a year of birth. Write four digits and no more: the day of birth is not kept."
        )
        row.wrong("birth_year", hint % {"typed": typed[:40]})


_WRITTEN_EDUCATION = {
    Education.PRIMARY: "tiểu học", Education.LOWER_SECONDARY: "THCS", Education.UPPER_SECONDARY: "THPT",
    Education.COLLEGE: "cao đẳng", Education.UNIVERSITY: "đại học",
}  # fmt: skip
_WRITTEN_ROLES = {
    TeamRole.LEADER: "tổ trưởng",
    TeamRole.DEPUTY: "tổ phó",
    TeamRole.MEMBER: "tổ viên",
}


def cells_of(service: Service) -> list[str | int]:
    """Return what stands in the columns of WRITTEN for a member who serves, so that `read` reads it again."""
    member = service.member
    return [
        service.team.name, member.full_name, member.birth_year or "",
        _WRITTEN_EDUCATION[Education(member.education)] if member.education else "",
        _WRITTEN_ROLES[TeamRole(service.role)], _written(service.since), service.decision_number,
        _written(service.decided_on), _written(member.applied_on), _written(member.attested_on),
        _written(member.health_until), "có" if member.is_resident else "không", member.age_exception,
    ]  # fmt: skip


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


__all__ = ["WRITTEN", "BadTable", "CellError", "RosterRow", "cells_of", "day_of", "read"]
