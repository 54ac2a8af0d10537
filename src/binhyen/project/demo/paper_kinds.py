"""One paper of every kind in the story: the new commune founds, chooses, rates and awards in its first days, and closes what its
predecessor began. What the registers know opens in each form as it does for an officer; the rest is typed. All of it is invented."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from binhyen.core import clock
from binhyen.desk.decisions import drafts, programme_reports
from binhyen.desk.documents.forms import Fields
from binhyen.desk.posts import Visit
from binhyen.documents import actions as documents
from binhyen.documents import wording
from binhyen.documents.models import Issuer
from binhyen.matters.models import Matter
from binhyen.movement.models import Plan
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit
from binhyen.project.demo import cast, papers
from binhyen.project.demo.courses import Story

#: An hour after the committee of the new commune was seated.
BEGUN = datetime(2025, 7, 2, 15, 0, tzinfo=clock.VIETNAM)
_BETWEEN = timedelta(minutes=4)
_CHAIR = "Chủ tịch Ủy ban nhân dân xã Mỹ Thạnh"
_POLICE = "Trưởng Công an xã"
_NOT_TOLD = ("Chưa có số liệu", "Đã xong nhiệm vụ")
Typed = Mapping[str, str]


@dataclass(frozen=True)
class Scene:
    """The commune whose papers they are, with what its registers hold."""

    unit: Unit

    @property
    def areas(self) -> list[Unit]:
        """Its residential areas in their order."""
        found = Unit.objects.filter(parent=self.unit, level=Level.RESIDENTIAL_AREA, valid_to=None)
        return list(found.order_by("sort_key", "pk"))

    def names(self, count: int) -> list[str]:
        """The names of the first of its residential areas."""
        return [area.full_name for area in self.areas[:count]]


@dataclass(frozen=True)
class Sheet:
    """A paper of one kind: what is typed into its form, what its address names, in whose name it goes out."""

    key: str
    typed: Callable[[Scene], Typed]
    about: Callable[[Scene], Typed] = lambda _scene: {}
    code: str = "UBND"


def _rows(*rows: tuple[str, ...]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def _rules(_scene: Scene) -> Typed:
    return {
        "authority": _CHAIR, "proposer": _POLICE, "subject": "Phối hợp giữa Công an xã, nhà trường và gia đình trong quản lý, giáo dục học sinh",
        "scope": "nguyên tắc, nội dung và trách nhiệm phối hợp trong quản lý, giáo dục học sinh trên địa bàn xã",
        "subjects": "Công an xã, các trường học và cha mẹ học sinh trên địa bàn xã",
        "principles": "Kịp thời, khách quan, đúng thẩm quyền\nVì lợi ích tốt nhất của trẻ em; không nêu tên học sinh ở nơi công cộng",
        "duties": "Công an xã trao đổi tình hình chung, hướng dẫn phòng ngừa\nNhà trường nhắc nhở, giáo dục, thông báo cho gia đình\nGia đình quản lý, đưa đón, không giao xe máy cho học sinh chưa đủ tuổi",
        "meetings": "Ba bên họp mỗi học kỳ một lần\nNhà trường báo cáo kết quả trước ngày 25 tháng 5 hằng năm",
        "effect": "Trưởng Công an xã, hiệu trưởng các trường và đại diện cha mẹ học sinh chịu trách nhiệm thực hiện Quy chế này.\nVướng mắc được phản ánh về Ủy ban nhân dân xã để xem xét, sửa đổi.",
    }  # fmt: skip


def _initiative(_scene: Scene) -> Typed:
    return {
        "authority": _CHAIR, "initiative": "Cổng trường an toàn", "place": "Trường trung học cơ sở (mẫu) Mỹ Lạc", "proposer": _POLICE,
        "purpose": "Giữ trật tự, an toàn giao thông trước cổng trường vào giờ đến lớp và tan học; nhắc nhở học sinh chấp hành pháp luật.",
        "way_of_working": "Công an xã, nhà trường và Hội Phụ nữ luân phiên trực hai lượt mỗi ngày\nGiao ban mỗi tháng một lần, ghi kết quả vào sổ theo dõi",
        "strength": "03 tổ, 18 thành viên", "guide": "Công an xã",
    }  # fmt: skip


def _award(scene: Scene) -> Typed:
    first, second = scene.names(2)
    return {
        "authority": _CHAIR, "achievement": "có thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc sáu tháng đầu năm 2025",
        "collectives": "02", "persons": "02", "proposer": "Hội đồng Thi đua - Khen thưởng xã", "reward": "tiền thưởng theo quy định",
        "awarded": _rows(
            (f"Nhân dân và cán bộ {first}", "Tập thể", "Giấy khen"), (f"Nhân dân và cán bộ {second}", "Tập thể", "Giấy khen"),
            ("Võ Văn Kha", "Tổ viên Tổ bảo vệ an ninh, trật tự", "Giấy khen"), ("Nguyễn Thị Ba", "Hòa giải viên", "Giấy khen"),
        ),
    }  # fmt: skip


def _committee(_scene: Scene) -> Typed:
    return {
        "proposer": _POLICE, "support_team": "03 cán bộ do Trưởng ban phân công", "replaces": "",
        "duties": "Xây dựng chương trình công tác hằng năm\nChỉ đạo, kiểm tra các ấp, cơ quan, trường học thực hiện phong trào\nSơ kết, tổng kết, đề nghị khen thưởng",
        "working_rules": "Họp mỗi quý một lần và khi cần\nTrưởng ban kết luận, phân công bằng văn bản",
    }  # fmt: skip


def _model_units(scene: Scene) -> Typed:
    first, second = scene.areas[:2]
    return {
        "units": _rows((first.full_name, "Khu dân cư", "Camera an ninh trên các trục đường ấp"), (second.full_name, "Khu dân cư", "Ánh sáng an ninh đường ấp")),
        "unit_names": f"{first.full_name} và {second.full_name}", "submission": "Tờ trình số 01/TTr-CAX ngày 02 tháng 7 năm 2025 của Công an xã Mỹ Thạnh",
        "support": "Được hỗ trợ kinh phí xây dựng mô hình theo dự toán được duyệt\nĐược tập huấn, hướng dẫn nghiệp vụ",
    }  # fmt: skip


def _members(_scene: Scene) -> Typed:
    return {
        "proposer": _POLICE, "leaving": "",
        "joining": _rows(("Dương Thị Hiếu", "Hiệu trưởng trường trung học phổ thông", "Ủy viên"), ("Nguyễn Thị Hạnh", "Công an xã", "Ủy viên")),
    }  # fmt: skip


def _recognised(scene: Scene) -> Typed:
    names = scene.names(5)
    return {
        "year": "2024", "count": f"{len(names):02d}", "submission": "Tờ trình số 02/TTr-CAX ngày 02 tháng 7 năm 2025 của Công an xã Mỹ Thạnh",
        "units": _rows(*((name, "Khu dân cư", "Đạt") for name in names)), "benefits": "Được ưu tiên xét khen thưởng năm 2025",
    }  # fmt: skip


def _withdrawn(scene: Scene) -> Typed:
    return {
        "unit": scene.names(6)[-1], "year": "2024", "decision": "Quyết định số 91/QĐ-UBND ngày 29 tháng 11 năm 2024 của Chủ tịch Ủy ban nhân dân xã Mỹ Lạc",
        "reason": "số liệu tự đánh giá không đúng với kết quả kiểm tra lại", "proposer": _POLICE,
    }  # fmt: skip


def _rated(scene: Scene) -> Typed:
    names = scene.names(6)
    levels = (
        "Hoàn thành tốt",
        "Hoàn thành tốt",
        "Hoàn thành",
        "Hoàn thành",
        "Hoàn thành",
        "Không xếp loại",
    )
    return {
        "year": "2024", "count": f"{len(names):02d}", "minutes": "Biên bản họp xét số 31/BB-UBND ngày 19 tháng 11 năm 2024 của Ủy ban nhân dân xã Mỹ Lạc", "proposer": _POLICE,
        "teams": _rows(*((f"Tổ bảo vệ an ninh, trật tự {name}", name, "", level) for name, level in zip(names, levels, strict=True))),
    }  # fmt: skip


def _certificate(scene: Scene) -> Typed:
    return {
        "authority": _CHAIR, "unit": f"Khu dân cư {scene.names(1)[0]}", "place": "xã Mỹ Thạnh, tỉnh Tây Ninh", "year": "2024",
        "decision": "Quyết định số 07/QĐ-UBND ngày 02 tháng 7 năm 2025 của Chủ tịch Ủy ban nhân dân xã Mỹ Thạnh",
    }  # fmt: skip


def _programme(scene: Scene) -> Typed:
    plan = _plan_of_the_commune(scene)
    tasks = plan.tasks.whole() if plan else ()
    return {
        "committee": "Ban Chỉ đạo xây dựng phong trào xã Mỹ Thạnh", "year": "2025", "focus": "Củng cố lực lượng sau sắp xếp\nXây dựng ấp điển hình",
        "months": _rows(*((f"{task.due_on.month}", task.title, papers.at_head(str(task.get_lead_display())), "Các ban, ngành, ấp", "Báo cáo") for task in tasks)),
        "duties": "Các thành viên Ban Chỉ đạo chủ động thực hiện phần việc được phân công.\nCông an xã tổng hợp, báo cáo Trưởng ban trước ngày 17 hằng tháng.",
        "on_behalf": "TM. Ban Chỉ đạo", "signer_office": "Trưởng ban",
    }  # fmt: skip


def _minutes(scene: Scene) -> Typed:
    names = scene.names(2)
    return {
        "meeting": "Họp Ban Chỉ đạo xét chọn khu dân cư xây dựng điển hình năm 2025", "began": "14 giờ 00, ngày 02 tháng 7 năm 2025", "place": "Hội trường Ủy ban nhân dân xã",
        "present": "04", "invited": "04", "chair": "ông Phạm Hồng Phúc, Trưởng ban", "secretary": "bà Lê Minh Thư, Văn phòng Ủy ban nhân dân xã", "secretary_name": "Lê Minh Thư",
        "course": "Công an xã trình bày hiện trạng các ấp theo tiêu chí và đề nghị danh sách.\nCác thành viên thảo luận về điều kiện, kinh phí và lộ trình thực hiện.",
        "votes": _rows(*((f"Chọn {name}", "04", "0", "0") for name in names)), "conclusion": f"Thống nhất đề nghị chọn {' và '.join(names)}\nCông an xã hoàn thiện tờ trình trong ngày",
        "ended": "15 giờ 00 cùng ngày", "on_behalf": "", "signer_office": "Chủ trì",
    }  # fmt: skip


def _submission(scene: Scene) -> Typed:
    return {
        "subject": "Về việc công nhận xã đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2025", "addressees": "Ủy ban nhân dân tỉnh Tây Ninh",
        "need": "Sau khi sắp xếp, xã tiếp tục thực hiện các tiêu chí về an toàn an ninh, trật tự của ba xã cũ.",
        "contents": "Ủy ban nhân dân xã tự đánh giá theo Thông tư số 124/2021/TT-BCA và trình kết quả như sau:",
        "units": _rows(("Xã Mỹ Thạnh", "Đạt 5/5 tiêu chí", "Công nhận")), "request": "Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định.",
        "enclosures": "Báo cáo tự đánh giá\nBiên bản họp lấy ý kiến",
    }  # fmt: skip


def _transfer(scene: Scene) -> Typed:
    matter = Matter.objects.filter(keeper=scene.unit, category="ENV").order_by("opened_at", "pk").first()  # fmt: skip
    return {
        "sender": "Công an xã Mỹ Thạnh", "receiver": "Công an xã Mỹ An", "reference": matter.reference if matter else "VV-7K3M-9QRT", "category": "Vệ sinh môi trường",
        "received_on": "02 tháng 7 năm 2025", "enclosures": "Bản ghi nội dung tin (không có danh tính)\n01 ảnh hiện trường", "request": "xem xét, giải quyết theo thẩm quyền và trả lời kết quả",
    }  # fmt: skip


def _launch(_scene: Scene) -> Typed:
    return {
        "held": "ngày 02 tháng 7 năm 2025 tại Hội trường Ủy ban nhân dân xã Mỹ Thạnh", "situation": "An ninh, trật tự ổn định khi chính quyền xã mới hoạt động.",
        "preparation": "Công an xã tham mưu kế hoạch; các ấp thông báo đến từng hộ.", "results": "Có 240 người dự; các ấp ký giao ước thi đua.",
        "budget": "Kinh phí tổ chức 12 triệu đồng, từ ngân sách xã.", "strengths": "Chuẩn bị chu đáo, đúng thời gian.", "shortcomings": "Một số ấp xa trung tâm dự chưa đủ.",
        "next": "Bàn giao hồ sơ, kiện toàn các tổ\nKý quy chế phối hợp với các trường học",
    }  # fmt: skip


def _final(_scene: Scene) -> Typed:
    return {
        "situation": "Trong thời gian thực hiện, an ninh, trật tự trên địa bàn xã Mỹ Lạc ổn định; vụ việc được giải quyết từ cơ sở.",
        "budget": "Ngân sách huyện và xã 120 triệu đồng; nhân dân đóng góp công lắp đèn, camera.", "awards": "Nhân dân và cán bộ Ấp 1 xã Mỹ Lạc",
        "strengths": "Nhân dân tham gia đông; việc được giao rõ đầu mối.", "shortcomings": "Một số việc phát sinh phải giao lại.", "causes": "Chưa lường hết nhu cầu kinh phí của các ấp.",
        "lessons": "Giao việc rõ người, rõ ngày\nKhảo sát trước khi lập kế hoạch", "criteria": _met_at_the_end(),
        "next": "Giữ vững các tiêu chí đã đạt\nNhân rộng mô hình camera an ninh sang các ấp mới nhập về",
    }  # fmt: skip


def _met_at_the_end() -> str:
    """Return the criteria as the form has them, with what the officer knows of those that no register answers."""
    plan = Plan.objects.get(unit=cast.unit(cast.MY_LAC))
    rows = programme_reports.before_and_after(plan, clock.local_day(BEGUN))
    return _rows(
        *((name, before, "Đạt" if after in _NOT_TOLD else after) for name, before, after in rows)
    )


def _report(_scene: Scene) -> Typed:
    return {
        "subject": "Kết quả ba ngày đầu hoạt động của chính quyền xã mới về an ninh, trật tự", "addressees": "Ủy ban nhân dân tỉnh Tây Ninh\nCông an tỉnh Tây Ninh",
        "window": "từ ngày 01 đến ngày 03 tháng 7 năm 2025", "situation": "An ninh, trật tự ổn định; không phát sinh điểm phức tạp.",
        "situation_table": _rows(("Tin báo tiếp nhận", "9", "11", "8"), ("Vụ việc giải quyết tại cơ sở", "6", "7", "6")),
        "results": "Bộ phận trực hoạt động liên tục; hồ sơ ba xã cũ đã dồn về một đầu mối.", "strengths": "Không để sót tin báo khi chuyển giao.",
        "shortcomings": "Sổ sách của một số tổ còn thiếu chữ ký.", "next": "Kiện toàn các tổ bảo vệ an ninh, trật tự\nBàn giao xong hồ sơ trước ngày 10 tháng 7",
        "proposals": "Đề nghị tỉnh hỗ trợ máy tính cho bộ phận trực",
    }  # fmt: skip


def _plan_of_the_commune(scene: Scene) -> Plan | None:
    return Plan.objects.filter(unit=scene.unit).order_by("pk").first()


def _plan_named(scene: Scene) -> Typed:
    plan = _plan_of_the_commune(scene)
    return {"tu": str(plan.pk)} if plan else {}


def _plan_of_the_model_commune(_scene: Scene) -> Typed:
    plan = Plan.objects.filter(unit=cast.unit(cast.MY_LAC)).order_by("pk").first()
    return {"tu": str(plan.pk)} if plan else {}


def _committee_named(scene: Scene) -> Typed:
    found = scene.unit.committees.order_by("pk").first()
    return {"tu": str(found.pk)} if found else {}


#: In the order in which they are numbered: the committee's founding is the fourth decision, as its register says.
SHEETS = (
    Sheet("rules", _rules),
    Sheet("found_initiative", _initiative),
    Sheet("award", _award),
    Sheet("found_committee", _committee),
    Sheet("choose_model_unit", _model_units),
    Sheet("change_members", _members, _committee_named),
    Sheet("recognise", _recognised),
    Sheet("withdraw", _withdrawn),
    Sheet("rate_teams", _rated),
    Sheet("certificate", _certificate),
    Sheet("minutes", _minutes, code="BCĐ"),
    Sheet("work_programme", _programme, code="BCĐ"),
    Sheet("submission", _submission),
    Sheet("transfer_slip", _transfer),
    Sheet("launch_report", _launch, _plan_named),
    Sheet("final_review", _final, _plan_of_the_model_commune),
    Sheet("report", _report),
)
#: Signed by the chair alone: what the chair decides within the own power.
_BY_THE_CHAIR = frozenset(sheet.key for sheet in SHEETS[:10])
#: Of these kinds a paper stands at each step of its life, see `papers`.
ELSEWHERE = frozenset(draft.key for draft in papers.DRAFTS)


def plan(told: Story, players: papers.Players) -> None:
    """Plan one paper of each kind on the second day of the new commune, after its committee is seated."""
    told.plan(BEGUN - _BETWEEN, partial(_set_up_committee, players["thu"]))
    for number, sheet in enumerate(SHEETS):
        told.plan(BEGUN + number * _BETWEEN, partial(_write, sheet, players))


def _set_up_committee(by: User, at: datetime) -> None:
    unit = cast.unit(cast.MY_THANH)
    documents.set_up_issuer(
        unit=unit, name="Ban Chỉ đạo xây dựng phong trào xã Mỹ Thạnh", parent="Ủy ban nhân dân xã Mỹ Thạnh", code="BCĐ", letter_code="TT",
        place=unit.name, by_kind=True, by=by, at=at,
    )  # fmt: skip


def _write(sheet: Sheet, players: papers.Players, at: datetime) -> None:
    """Open the form as the page opens it, type the rest, and bring the paper all its way."""
    scene = Scene(cast.unit(cast.MY_THANH))
    signed = {
        "signer_name": "Phạm Hồng Phúc",
        "signer_office": papers.OFFICE,
        "drafting_unit": "VP",
    }
    if sheet.key not in _BY_THE_CHAIR:
        signed["on_behalf"] = "TM. Ủy ban nhân dân"
    known = _known(sheet, scene, players["thu"], at)
    form = Fields({**known, **signed, **sheet.typed(scene)}, asked=wording.kinds()[sheet.key])
    if not form.is_valid():
        message = f"{sheet.key}: {form.errors}"
        raise ValueError(message)
    paper = documents.draft(
        issuer=Issuer.objects.get(unit=scene.unit, code=sheet.code), said=form.asked.compose(form.values()), wording=sheet.key,
        fields=form.said(), by=players["thu"], at=at,
    )  # fmt: skip
    papers.bring(paper, papers.ISSUED, players, at)


def _known(sheet: Sheet, scene: Scene, user: User, at: datetime) -> Mapping[str, str]:
    """Return what the registers put into the form for this officer."""
    request = HttpRequest()
    request.GET = QueryDict(urlencode(sheet.about(scene)))
    posts = tuple(policy.posts_of(user, clock.local_day(at)))
    visit = Visit(user, posts[0], posts, at)
    return drafts.first_values(sheet.key, request, visit, scene.unit)
