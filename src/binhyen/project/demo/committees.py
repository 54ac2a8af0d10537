"""The committee of 21 in full: who looks after which hamlet, a seat replaced, and how far Mỹ Lạc was when it began. Invented."""

from datetime import date, datetime

from binhyen.core import clock
from binhyen.movement import actions as movement
from binhyen.movement.models import Committee, Designation, Duty
from binhyen.people.models import User
from binhyen.places.models import Level, Unit
from binhyen.project.demo import cast
from binhyen.standards import actions as standards
from binhyen.standards import queries as standard_queries
from binhyen.standards.actions import Others, Statement
from binhyen.standards.models import Baseline

MODEL = "model9745.commune"
#: On these days the acts below take place; the committee is founded on 26 February 2024, Mỹ Lạc chosen on 27 March.
FOUNDED, SURVEYED, FROZEN, REPLACED = (
    date(2024, 2, 26),
    date(2024, 3, 28),
    date(2024, 4, 1),
    date(2024, 9, 3),
)
_DUTIES = {
    "Trưởng ban": Duty.HEAD,
    "Phó Trưởng ban thường trực": Duty.STANDING_DEPUTY,
    "Phó Trưởng ban": Duty.DEPUTY,
}
#: What each seat is in charge of, in the order of cast.COMMITTEE_OFFICES.
CHARGES = (
    "Chỉ đạo chung, chịu trách nhiệm về kết quả xây dựng xã điển hình",
    "Thường trực, tham mưu kế hoạch, theo dõi lực lượng bảo vệ an ninh, trật tự ở cơ sở",
    "Phối hợp vận động Nhân dân, chủ trì giám sát",
    "Giúp Phó Trưởng ban thường trực, tổng hợp báo cáo",
    "Phối hợp lực lượng dân quân tuần tra",
    "Theo dõi phong trào dân vận khéo",
    "Theo dõi các trường học trên địa bàn",
    "Tuyên truyền, ngày hội, đường dây camera và truyền thanh",
    "Phòng, chống tệ nạn xã hội, hỗ trợ người yếu thế",
    "Phổ biến pháp luật, theo dõi hòa giải ở cơ sở",
    "Theo dõi thi đua, khen thưởng",
    "Cân đối kinh phí",
    "Gắn với xây dựng nông thôn mới",
    "Vận động hội viên phụ nữ",
    "Vận động đoàn viên, thanh niên",
    "Vận động hội viên nông dân",
    "Vận động hội viên cựu chiến binh",
    "Vận động công nhân, lao động",
    "Theo dõi y tế, hỗ trợ cai nghiện",
    "Tổ chức thực hiện tại xã",
    "Phối hợp giữ gìn cổng trường an toàn",
)
#: Seats that look after a hamlet, by their place in the list: one hamlet each, in the hamlets' order.
LOOKS_AFTER = (4, 9, 13, 14, 15, 16)
#: What the survey stated as not met, beside what the registers answered.
NOT_MET = ("model9745.cm.10", "model9745.cm.06", "model9745.cm.04", "model9745.cm.08", "model9745.cm.07", "model9745.cm.21")  # fmt: skip
PAPER, DATED = "12/BC-BCĐ", date(2024, 3, 30)
PAPERS = {
    "model9745.cm.02a": "12-NQ/ĐU",
    "model9745.cm.02b": "08/KH-UBND",
    "model9745.cm.02c": "03/CTr-BCĐ",
    "model9745.cm.03": "09/QĐ-UBND",
    "model9745.cm.15": "31/XN-CAH",
    "model9745.cm.16": "32/XN-CAH",
}
MET_OF_ALL = 28


def seat_everybody(committee: Committee, commune: Unit, *, by: User, at: datetime) -> None:
    """Seat the 21 as the founding decision lists them, each with a charge, six of them with a hamlet to look after."""
    hamlets = dict(zip(LOOKS_AFTER, _hamlets(commune), strict=False))
    for number, (title, office) in enumerate(cast.COMMITTEE_OFFICES):
        areas = [hamlets[number]] if number in hamlets else []
        movement.seat(
            committee=committee,
            full_name=_name(number),
            office=office,
            duty=_DUTIES.get(title, Duty.MEMBER),
            charge=CHARGES[number],
            areas=[commune] if number == len(CHARGES) - 2 else areas,
            since=clock.local_day(at),
            by=by,
            at=at,
        )


def _hamlets(commune: Unit) -> list[Unit]:
    areas = Unit.objects.filter(parent=commune, level=Level.RESIDENTIAL_AREA).on(FOUNDED)
    return list(areas.order_by("sort_key", "pk"))


def _name(number: int) -> str:
    return f"{cast.FAMILY_NAMES[number % len(cast.FAMILY_NAMES)]} {cast.GIVEN_NAMES[number]}"


def replace_a_member(committee: Committee, *, by: User, at: datetime) -> None:
    """3 September 2024: the head of the justice office moves on; one decision ends the seat and starts the new one."""
    day = clock.local_day(at)
    before = committee.seats.get(office="Trưởng phòng Tư pháp", until=None)
    movement.replace_seat(
        seat=before,
        holder=movement.Holder("Phan Thị Hạnh Dung", before.office),
        since=day,
        decision=movement.Decision("41/QĐ-UBND", day),
        by=by,
        at=at,
    )


def survey(designation: Designation, *, by: User, at: datetime) -> Baseline:
    """End of March 2024: what the registers of 2023 answer is computed."""
    catalogue = standard_queries.catalogue_for_year(MODEL, designation.year)
    if catalogue is None:
        message = f"the catalogue {MODEL} is not loaded; run `binhyen load_catalogues`"
        raise LookupError(message)
    return standards.open_baseline(
        designation=designation,
        catalogue=catalogue,
        measured_on=clock.local_day(at),
        by=by,
        at=at,
    )


def freeze(baseline: Baseline, *, by: User, at: datetime) -> None:
    """On 1 April: the rest is stated by its papers, 28 of 34 are met, and the survey is frozen."""
    readings = list(baseline.readings.order_by("pk"))
    stated = [row.criterion for row in readings if not row.is_computed]
    unmet = sum(row.effective == "NOT_MET" for row in readings if row.is_computed)
    gaps = [name for name in NOT_MET if name in stated][: 34 - MET_OF_ALL - unmet]
    statements = {
        name: Statement(is_met=False)
        if name in gaps
        else Statement(is_met=True, paper_number=PAPERS.get(name, PAPER), dated=DATED)
        for name in stated
    }
    standards.state_baseline(
        baseline=baseline, statements=statements, others=Others(13, PAPER, DATED), by=by, at=at
    )
    standards.freeze_baseline(baseline=baseline, by=by, at=at)
