"""The papers of the story: the report of June 2025 goes out of Mỹ Lạc signed and numbered, that of a week is written in Mỹ Thạnh,
whose papers stand at every step on the morning of the visit. All of it is invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from binhyen.core import clock
from binhyen.desk.documents.forms import Fields
from binhyen.documents import actions as documents
from binhyen.documents import wording
from binhyen.documents.models import Issuer, Paper
from binhyen.documents.workflow import Act
from binhyen.people.models import User
from binhyen.periodic import actions as periodic
from binhyen.periodic import issuing
from binhyen.periodic.models import Report
from binhyen.periodic.rules import Kind
from binhyen.places.models import Unit
from binhyen.project.demo import cast
from binhyen.project.demo.courses import Story

Players = Mapping[str, User]
#: The month from 15 May to 14 June, a Saturday: the report is due on Tuesday.
MONTH, DUE = date(2025, 6, 10), date(2025, 6, 17)
#: The week that ended the day before the visit.
WEEK, WRITTEN = date(2025, 7, 3), datetime(2025, 7, 4, 8, 40, tzinfo=clock.VIETNAM)
OFFICE = "Chủ tịch"
OF_MONTH = {
    "I": "Tình hình an ninh, trật tự trên địa bàn xã ổn định, không phát sinh điểm phức tạp. Trộm cắp vặt ban đêm giảm so với tháng trước.",
    "II.1": "Ban hành kế hoạch cao điểm bảo đảm an ninh, trật tự trước và sau khi sắp xếp đơn vị hành chính.",
    "II.3": "Phát thanh ba buổi mỗi tuần; sinh hoạt tại sáu ấp về phòng chống lừa đảo qua mạng.",
    "II.7": "Rà soát hai hộ bán xăng lẻ, đã ngừng bán. Nhắc nhở bảy trường hợp để vật liệu lấn lòng đường.",
    "III.1": "Tin báo được tiếp nhận và trả lời đúng hạn; các tổ bảo vệ an ninh, trật tự tuần tra đều.",
    "III.2": "Đoạn đường ven kênh còn thiếu đèn, ban đêm khó quan sát.",
    "IV": "Bàn giao hồ sơ, sổ sách khi sắp xếp xã; giữ lực lượng trực đủ quân số.",
    "V": "Đề nghị huyện hỗ trợ kinh phí lắp đèn đường tuyến ven kênh.",
}
OF_WEEK = {
    "I": "Tuần đầu của xã mới: bộ phận trực hoạt động liên tục, tin báo của ba xã cũ được tiếp nhận về một đầu mối.",
    "II": "Củng cố các tổ bảo vệ an ninh, trật tự; phát thanh về phòng đuối nước cho trẻ em.",
}
_SIGNED = {"signer_name": "Phạm Hồng Phúc", "signer_office": OFFICE, "on_behalf": "TM. Ủy ban nhân dân", "drafting_unit": "VP"}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A paper of the new commune: its wording, what was typed, and what was done with it on its day."""

    key: str
    day: date
    typed: Mapping[str, str]
    done: tuple[Act, ...] = ()


_CHECKED = (Act.SUBMIT, Act.CHECK_CONTENT)
_TO_SIGN = (*_CHECKED, Act.CHECK_FORM)
_NUMBERED = (*_TO_SIGN, Act.SIGN, Act.NUMBER)
ISSUED = (*_NUMBERED, Act.ISSUE)
DRAFTS = (
    Draft(
        "letter", date(2025, 7, 2),
        {
            "subject": "tăng cường phòng, chống đuối nước cho trẻ em dịp hè", "addressees": "Trưởng các ấp\nCác trường học trên địa bàn",
            "contents": "Dịp hè học sinh thường tắm sông, tắm kênh. Ủy ban nhân dân xã đề nghị các ấp, nhà trường nhắc nhở phụ huynh và cắm biển ở bến nước sâu.",
            "requests": "Rà soát các hố, ao, bến nước chưa có rào\nPhát thanh ít nhất hai buổi mỗi tuần", "closing": "Đề nghị các đơn vị thực hiện, báo cáo trước ngày 15 tháng 7 năm 2025.",
        },
        ISSUED,
    ),
    Draft(
        "letter", date(2025, 7, 3),
        {
            "subject": "phối hợp bàn giao hồ sơ về an ninh, trật tự", "addressees": "Trưởng các ấp", "contents": "Ủy ban nhân dân xã đề nghị các ấp kiểm tra, bàn giao sổ sách của tổ bảo vệ an ninh, trật tự theo danh mục kèm theo.",
            "closing": "Đề nghị hoàn thành trước ngày 10 tháng 7 năm 2025.",
        },
        (*_TO_SIGN, Act.SIGN),
    ),
    Draft(
        "plan", date(2025, 7, 3),
        {
            "subject": "Bảo đảm an ninh, trật tự sáu tháng cuối năm 2025", "reason": "Thực hiện nhiệm vụ sáu tháng cuối năm và sau khi sắp xếp đơn vị hành chính.", "purposes": "Giữ vững an ninh, trật tự từ cơ sở", "requirements": "Rõ người, rõ việc, rõ thời hạn",
            "contents": "Củng cố tổ bảo vệ an ninh, trật tự\nTuần tra vào ban đêm ở nơi hay mất trộm", "phases": "Tháng 7 đến tháng 9: củng cố lực lượng\nTháng 10 đến tháng 12: tổng kết", "assignments": "Công an xã chủ trì, các ấp phối hợp",
            "funding": "Ngân sách xã.", "reporting": "Báo cáo hằng tháng trước ngày 17.",
        },
        _TO_SIGN,
    ),
    Draft(
        "letter", date(2025, 7, 3),
        {
            "subject": "rà soát người đứng tên các tổ bảo vệ an ninh, trật tự", "addressees": "Trưởng các ấp", "contents": "Ủy ban nhân dân xã đề nghị các ấp rà soát danh sách tổ sau khi sắp xếp ấp.",
            "closing": "Đề nghị gửi kết quả trước ngày 12 tháng 7 năm 2025.",
        },
        (*_NUMBERED, Act.CANCEL),
    ),
    Draft(
        "letter", date(2025, 7, 3),
        {
            "subject": "rà soát danh sách các tổ bảo vệ an ninh, trật tự", "addressees": "Trưởng các ấp", "contents": "Ủy ban nhân dân xã đề nghị các ấp rà soát danh sách tổ sau khi sắp xếp ấp.",
            "closing": "Đề nghị gửi kết quả trước ngày 14 tháng 7 năm 2025.",
        },
        _NUMBERED,
    ),
    Draft(
        "invitation", date(2025, 7, 3),
        {
            "host": "Ủy ban nhân dân xã Mỹ Thạnh", "invited": "Trưởng các ấp\nTổ trưởng các tổ bảo vệ an ninh, trật tự", "occasion": "Họp giao ban công tác an ninh, trật tự tháng 7 năm 2025", "chair": "Ông Phạm Hồng Phúc, Chủ tịch Ủy ban nhân dân xã",
            "time": "08 giờ 00, ngày 11 tháng 7 năm 2025", "place": "Hội trường Ủy ban nhân dân xã",
        },
        _CHECKED,
    ),
    Draft(
        "notice", date(2025, 7, 3),
        {
            "meeting": "cuộc họp triển khai nhiệm vụ của xã mới", "chair": "Chủ tịch Ủy ban nhân dân xã Phạm Hồng Phúc", "opening": "Ngày 02 tháng 7 năm 2025, Ủy ban nhân dân xã họp triển khai nhiệm vụ sau khi sắp xếp.", "points": "Giữ đủ quân số trực\nSổ sách của ba xã cũ dồn về một nơi",
            "owners": "Lập danh sách các tổ | Công an xã | 15/7/2025",
        },
        (Act.SUBMIT,),
    ),
    Draft(
        "notice", date(2025, 7, 3),
        {
            "meeting": "cuộc họp về an toàn giao thông nông thôn", "chair": "Chủ tịch Ủy ban nhân dân xã Phạm Hồng Phúc", "opening": "Ngày 03 tháng 7 năm 2025, Ủy ban nhân dân xã họp về an toàn giao thông.", "points": "Sửa lan can cầu kênh\nThay đèn đường hỏng",
            "owners": "Khảo sát tuyến ven kênh | Công an xã | 20/7/2025",
        },
        (Act.SUBMIT, Act.SEND_BACK),
    ),
)  # fmt: skip
#: What came in to the new commune: day, who sent it, number, its date, what about, by when to answer.
ARRIVED = (
    (date(2025, 7, 2), "Công an tỉnh", "214/CAT-PV05", date(2025, 6, 30), "Công văn về củng cố lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở sau sắp xếp", date(2025, 7, 18)),
    (date(2025, 7, 3), "Ủy ban nhân dân tỉnh", "96/UBND-NC", date(2025, 7, 1), "Công văn về chế độ báo cáo định kỳ của xã mới", None),
)  # fmt: skip


def plan(told: Story, players: Players) -> None:
    """Plan the report of the month, the papers of the new commune and the report of its first week."""
    told.plan(_at(DUE, 9), partial(_report_month, players))
    told.plan(_at(date(2025, 6, 18), 8), partial(_receive_month, players))
    told.plan(_at(date(2025, 7, 2), 7), partial(_set_up, cast.MY_THANH, players["thu"]))
    for number, draft in enumerate(DRAFTS):
        told.plan(_at(draft.day, 9, 5 * number), partial(_write, draft, players))
    for day, *line in ARRIVED:
        told.plan(_at(day, 8), partial(_arrive, line, players["quan"]))
    told.plan(WRITTEN, partial(_write_week, players["thu"]))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=clock.VIETNAM)


def _set_up(where: cast.Key, by: User, at: datetime) -> Issuer:
    unit = cast.unit(where)
    return documents.set_up_issuer(
        unit=unit, name=issuing.committee_of(unit), parent="", code="UBND", letter_code="VP", place=unit.name,
        by_kind=True, by=by, at=at,
    )  # fmt: skip


def _report_month(players: Players, at: datetime) -> None:
    """Write the report, have it signed and issued, and send it."""
    unit, thu = cast.unit(cast.MY_LAC), players["thu"]
    _set_up(cast.MY_LAC, thu, at)
    report = periodic.begin(unit=unit, kind=Kind.MONTH, day=MONTH, by=thu, at=at)
    periodic.write(report=report, words=OF_MONTH, by=thu, at=at)
    signing = issuing.usual(unit, clock.local_day(at))
    paper = periodic.make_paper(report=report, signing=signing, by=thu, at=at)
    bring(paper, ISSUED, players, at)
    periodic.send(report=_month(unit), by=thu, at=at)


def _receive_month(players: Players, at: datetime) -> None:
    periodic.receive(report=_month(cast.unit(cast.MY_LAC)), by=players["my"], at=at)


def _month(unit: Unit) -> Report:
    return Report.objects.get(unit=unit, kind=Kind.MONTH.value, since__lte=MONTH, until__gt=MONTH)


def _write_week(by: User, at: datetime) -> None:
    report = periodic.begin(unit=cast.unit(cast.MY_THANH), kind=Kind.WEEK, day=WEEK, by=by, at=at)
    periodic.write(report=report, words=OF_WEEK, by=by, at=at)


def _write(draft: Draft, players: Players, at: datetime) -> None:
    """Type the paper as the page of its kind takes it, and bring it to where it stands."""
    issuer = Issuer.objects.get(unit=cast.unit(cast.MY_THANH), code="UBND")
    form = Fields({**_SIGNED, **draft.typed}, asked=wording.kinds()[draft.key])
    if not form.is_valid():
        message = f"{draft.key}: {form.errors}"
        raise ValueError(message)
    said = form.asked.compose(form.values())
    paper = documents.draft(issuer=issuer, said=said, wording=draft.key, fields=form.said(), by=players["thu"], at=at)  # fmt: skip
    bring(paper, draft.done, players, at)


def bring(paper: Paper, acts: tuple[Act, ...], players: Players, at: datetime) -> None:
    """Do these acts with the paper, each by whoever does it in the story."""
    steps = {
        Act.SUBMIT: partial(documents.submit, by=players["thu"]),
        Act.CHECK_CONTENT: partial(documents.check_content, by=players["dung"]),
        Act.CHECK_FORM: partial(documents.check_form, by=players["quan"]),
        Act.SEND_BACK: partial(documents.send_back, words="Ghi rõ nguồn kinh phí sửa lan can.", by=players["dung"]),
        Act.SIGN: partial(documents.sign, name=players["phuc"].full_name, office=OFFICE, on=clock.local_day(at), by=players["phuc"]),
        Act.NUMBER: partial(documents.number, by=players["quan"]),
        Act.CANCEL: partial(documents.cancel, words="Ghi sai thời hạn gửi kết quả.", by=players["quan"]),
        Act.ISSUE: partial(documents.issue, sending=documents.Sending(5, clock.local_day(at)), by=players["quan"]),
    }  # fmt: skip
    for act in acts:
        steps[act](paper=paper, at=at)


def at_head(words: str) -> str:
    """Return the words with a capital in front and the rest as they are."""
    return words[:1].upper() + words[1:]


def _arrive(line: list[object], by: User, at: datetime) -> None:
    author, sign, dated_on, title, due_on = line
    letter = documents.Letter(clock.local_day(at), str(author), str(sign), dated_on, str(title))  # type: ignore[arg-type]
    following = documents.Following("Công an xã", clock.local_day(at), due_on=due_on)  # type: ignore[arg-type]
    documents.arrive(unit=cast.unit(cast.MY_THANH), letter=letter, following=following, by=by, at=at)  # fmt: skip
