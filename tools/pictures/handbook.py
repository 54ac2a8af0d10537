"""The walks of the help pages: one function for each role, named as its page is."""

from collections.abc import Sequence

from playwright.sync_api import Locator
from tests.journeys.walking import Person
from tools.pictures.album import Album
from tools.pictures.meeting import Meet

DESK = "/ban-lam-viec"
COMMUNE = "2025-28051"
AREA = "Ấp 4"  # Kha and the team serve it: what is told there is a task of theirs
STORY = "Quán đầu hẻm mở loa kéo hát karaoke tới khuya, xóm không ngủ được."
DISPUTE = "Hai nhà cãi nhau về lối đi chung, đã rào lại một bên."


def walk(meet: Meet, album: Album, names: Sequence[str] = ()) -> None:
    """Walk as every role, or as those named."""
    for who in WALKS:
        if not names or who.__name__ in names:
            who(meet, album)


def report_and_answer(meet: Meet, album: Album) -> None:
    """A resident reports, the duty officer works on it and answers, the resident reads."""
    reference, code = _report(meet, album)
    _handle(meet, album, reference)
    who = meet(phone=True)
    who.follow(reference, code)
    album.keep(who, "nguoi-dan-theo-doi", part=_main(who))
    who.leave()


def _report(meet: Meet, album: Album) -> tuple[str, str]:
    """Report something on three pages and return its number and code."""
    who = meet(phone=True)
    who.go(f"/bao-tin/?don-vi={COMMUNE}")
    who.page.locator("summary", has_text="Tiếng ồn").click()
    album.keep(who, "nguoi-dan-loai-viec")
    who.press("main button[name=category][value=NOI]")
    who.fill(words=STORY, when="now")
    who.page.locator("main select[name=area]").select_option(label=AREA)
    album.keep(who, "nguoi-dan-ke", part=_main(who))
    reference, code = who.report("NOI", STORY, commune=COMMUNE, area=AREA)
    album.keep(who, "nguoi-dan-so-va-ma", part=_main(who))
    who.leave()
    return reference, code


def _handle(meet: Meet, album: Album, reference: str) -> None:
    """See what waits, take the report in hand, sort it, answer, and take a call about the same."""
    who = meet("hanh")
    album.keep(who, "truc-ban-hom-nay")
    who.go(f"{DESK}/vu-viec/")
    album.keep(who, "truc-ban-danh-sach", part=_main(who))
    matter = who.find(reference)
    who.act(matter, "nhan-xu-ly")
    album.keep(who, "truc-ban-vu-viec", part=_main(who))
    who.go(f"{matter}phan-loai/")
    album.keep(who, "truc-ban-phan-loai", part=_main(who))
    who.act(
        matter, "tra-loi", words="Tổ trực đã đến nhắc chủ quán. Nếu còn ồn, bạn nhắn lại ở đây."
    )
    who.go(f"{DESK}/tiep-nhan/")
    who.page.keyboard.type("Quán đầu hẻm lại mở loa kéo hát karaoke tới khuya")
    who.page.locator("#da-biet button[name=attach]").first.wait_for()
    album.keep(who, "truc-ban-dien-thoai", part=_main(who))
    who.leave()


def chief(meet: Meet, album: Album) -> None:
    """Make a crew and a rule, ask for a name, see a hot spot, look at the month."""
    who = meet("dung")
    who.go(f"{DESK}/to-cong-tac/")
    album.keep(who, "truong-cong-an-to", part=_main(who))
    who.go(f"{DESK}/quy-tac-phan-cong/")
    album.keep(who, "truong-cong-an-quy-tac", part=_main(who))
    who.go(_with_a_name(who))
    album.keep(who, "truong-cong-an-danh-tinh", part=_main(who))
    who.go(f"{DESK}/diem-nong/")
    alerts = _addresses(who, who.page.locator("main table a[href*='/diem-nong/']"))
    who.go(alerts[0])
    album.keep(who, "truong-cong-an-diem-nong", part=_main(who), tall=1900)
    who.go(f"{DESK}/so-lieu/?thang=2025-03")
    album.keep(who, "truong-cong-an-so-lieu", part=_main(who))
    who.leave()


def _with_a_name(who: Person) -> str:
    """Return the address that asks why one wants to see who reported, of the first matter that has a name."""
    who.go(f"{DESK}/vu-viec/")
    for address in _addresses(who, who.page.locator("main a[href*='/vu-viec/VV-']")):
        who.go(address)
        links = _addresses(who, who.page.locator("main a[href*='/danh-tinh/']"))
        if links:
            return links[0]
    message = "no matter of the list has a reporter with a name"
    raise AssertionError(message)


def team_member(meet: Meet, album: Album) -> None:
    """Look at today's tasks on the phone, open one, write without a network, log a patrol."""
    who = meet("kha", phone=True)
    who.go(f"{DESK}/thuc-dia/")
    who.page.locator("html[data-by-kept]").wait_for(state="attached")
    album.keep(who, "to-bao-ve-viec", part=_main(who), tall=900)
    task = _addresses(who, who.page.locator("main a[data-by-task]:not([href*='/phan/'])"))[0]
    who.go(task)
    who.page.locator("[data-by-waiting]:not([hidden])").wait_for()
    album.keep(who, "to-bao-ve-vu-viec", part=_main(who), tall=1700)
    who.context.set_offline(True)
    form = who.page.locator("form[data-by-queue=NOTE]")
    form.locator("[name=words]").fill("Đã tới nơi, chủ nhà đã xích chó lại.")
    form.locator("button[type=submit]").click()
    who.page.locator("[data-by-waiting][data-count='1']").wait_for()
    who.page.evaluate("window.scrollTo(0, 0)")
    album.keep(who, "to-bao-ve-cho-gui", part=_main(who), tall=700)
    who.context.set_offline(False)
    who.go(f"{DESK}/thuc-dia/tuan-tra/")
    album.keep(who, "to-bao-ve-tuan-tra", part=_main(who))
    who.context.close()  # what the network refused is heard as an error; here it was meant


def mediator(meet: Meet, album: Album) -> None:
    """Look at what is asked, open it, and enter a session."""
    reference = _ask_mediators(meet)
    who = meet("ba")
    album.keep(who, "hoa-giai-vien-hom-nay", part=_main(who))
    who.page.locator("main tr", has_text=reference).locator("a[href*='/hoa-giai/']").click()
    who.page.wait_for_load_state()
    album.keep(who, "hoa-giai-vien-cuoc", part=_main(who))
    who.page.locator("main a[href*='/hoa-giai/'][href$='/buoi/']").first.click()
    who.page.wait_for_load_state()
    album.keep(who, "hoa-giai-vien-buoi", part=_main(who))
    who.leave()


def partner(meet: Meet, album: Album) -> None:
    """Look at the tasks of the Front, and open one."""
    who = meet("sau")
    who.go(f"{DESK}/phong-trao/nhiem-vu/cua-toi/")
    album.keep(who, "thanh-vien-phong-trao-viec", part=_main(who))
    who.page.locator("main .by-board__title a").first.click()
    who.page.wait_for_load_state()
    album.keep(who, "thanh-vien-phong-trao-nhiem-vu", part=_main(who))
    who.leave()


def _ask_mediators(meet: Meet) -> str:
    """A dispute is reported, and the duty officer asks the mediator; return the matter's reference."""
    resident = meet(phone=True)
    reference, _code = resident.report("DSP", DISPUTE, commune=COMMUNE, area=AREA)
    resident.leave()
    officer = meet("hanh")
    matter = officer.find(reference)
    officer.act(matter, "nhan-xu-ly")
    officer.go(f"{matter}nho-hoa-giai/")
    officer.page.locator("main label", has_text="Nguyễn Thị Ba").click()
    officer.fill(words="Hai hộ liền kề tranh nhau lối đi chung rộng khoảng một mét.")
    officer.press()
    officer.leave()
    return matter.rstrip("/").rpartition("/")[2]


def secretary(meet: Meet, album: Album) -> None:
    """See the year, the plan, the force's gaps; read the scorecard, one criterion of the dossier, and the register of teams."""
    who = meet("thu")
    who.go(f"{DESK}/phong-trao/lich-nam/?nam=2025")
    album.keep(who, "thu-ky-lich-nam", part=_main(who))
    who.go(f"{DESK}/phong-trao/ke-hoach/")
    plan = _addresses(who, who.page.locator("main table a[href*='/ke-hoach/']"))[0]
    who.go(f"{plan}thoi-gian/")
    album.keep(who, "thu-ky-ke-hoach", part=_main(who))
    who.go(f"{DESK}/luc-luong/kien-toan/")
    album.keep(who, "thu-ky-kien-toan", part=_main(who))
    who.go(f"{DESK}/tieu-chuan/bang-diem/")
    album.keep(who, "thu-ky-bang-diem", part=_main(who))
    who.press("main form[action$='/mo/'] button")
    who.go(_addresses(who, who.page.locator("main tr a[href*='/tieu-chi/']"))[0])
    album.keep(who, "thu-ky-tieu-chi", part=_main(who))
    who.go(f"{DESK}/luc-luong/to/")
    album.keep(who, "thu-ky-to", part=_main(who))
    who.leave()


def papers(meet: Meet, album: Album) -> None:
    """See the papers at every step, check one, see the register of what came in; write a report and choose who signs it."""
    who = meet("thu")
    who.go(f"{DESK}/van-ban/")
    album.keep(who, "van-ban-danh-sach", part=_main(who))
    who.go(f"{DESK}/van-ban/so-den/")
    album.keep(who, "van-ban-so-den", part=_main(who))
    who.go(f"{DESK}/bao-cao-dinh-ky/")
    report = _addresses(who, who.page.locator("main td a[href*='/bao-cao-dinh-ky/']"))[0]
    who.go(report)
    album.keep(who, "bao-cao-dang-viet", part=_main(who))
    who.go(f"{report}trinh-ky/")
    album.keep(who, "bao-cao-trinh-ky", part=_main(who))
    who.leave()
    who = meet("dung")
    who.go(DESK)
    waiting = who.page.locator("main tr", has_text="chờ kiểm tra nội dung").locator("a")
    who.go(_addresses(who, waiting)[0])
    album.keep(who, "van-ban-kiem-tra", part=_main(who))
    who.leave()


def decisions(meet: Meet, album: Album) -> None:
    """Choose a decision where a committee asks for one, and open the draft of another."""
    who = meet("thu")
    who.go(f"{DESK}/phong-trao/ban-chi-dao/")
    who.page.locator("main summary", has_text="Nhập Ban Chỉ đạo").click()
    chosen = who.page.locator("main [name=decision_paper]")
    founding = chosen.locator("option", has_text="thành lập Ban Chỉ đạo").first
    chosen.select_option(value=founding.get_attribute("value"))
    album.keep(who, "quyet-dinh-chon", part=who.page.locator("main details"))
    who.page.locator("main a", has_text="Soạn quyết định").click()
    who.page.wait_for_load_state()
    album.keep(who, "quyet-dinh-du-thao", part=_main(who), tall=1500)
    who.leave()


def head(meet: Meet, album: Album) -> None:
    """See one's first page and where disputes grow hot."""
    who = meet("phuc")
    album.keep(who, "truong-ban-trang-dau", part=_main(who))
    who.go(f"{DESK}/mau-thuan/")
    album.keep(who, "truong-ban-mau-thuan", part=_main(who))
    who.leave()


def appraiser(meet: Meet, album: Album) -> None:
    """Open the dossier that waits, and one of its criteria."""
    who = meet("an")
    who.go(f"{DESK}/tieu-chuan/")
    album.keep(who, "tham-dinh-danh-sach", part=_main(who))
    row = who.page.locator("main tr", has_text="19.2").filter(has_text="Mỹ Lạc").first
    row.locator("a").first.click()
    who.page.wait_for_load_state()
    album.keep(who, "tham-dinh-ho-so", part=_main(who))
    who.leave()


def administrator(meet: Meet, album: Album) -> None:
    """See who holds which post, one of them, how well suggestions do, and what a merger left to hand over."""
    who = meet("quan")
    who.go(f"{DESK}/nguoi-dung/")
    album.keep(who, "quan-tri-nguoi-dung", part=_main(who))
    who.page.locator("main td a[href*='/nguoi-dung/']", has_text="Hạnh").first.click()
    who.page.wait_for_load_state()
    album.keep(who, "quan-tri-mot-nguoi", part=_main(who))
    who.go(f"{DESK}/goi-y/")
    album.keep(who, "quan-tri-goi-y", part=_main(who))
    who.go(f"{DESK}/sap-nhap/2025-07-01/")
    album.keep(who, "quan-tri-sap-nhap", part=_main(who))
    who.leave()


def editor(meet: Meet, album: Album) -> None:
    """See what there is until the newsroom comes."""
    who = meet("bien")
    album.keep(who, "bien-tap-trang-dau", part=_main(who))
    who.go(f"{DESK}/so-lieu/?thang=2025-03")
    album.keep(who, "bien-tap-so-lieu", part=_main(who))
    who.leave()


def auditor(meet: Meet, album: Album) -> None:
    """Read the trail, and what it says of one event."""
    who = meet("soat")
    who.go(f"{DESK}/nhat-ky/")
    album.keep(who, "kiem-tra-nhat-ky", part=_main(who), tall=700)
    who.go(f"{DESK}/nhat-ky/?viec=reports.received")
    album.keep(who, "kiem-tra-loc", part=_main(who), tall=700)
    who.leave()


def _main(who: Person) -> Locator:
    return who.page.locator("main")


def _addresses(who: Person, links: Locator) -> list[str]:
    """Return where these links lead, each once, in their order."""
    found = links.evaluate_all("all => all.map(a => a.pathname + a.search)")
    return list(dict.fromkeys(str(address) for address in found))


WALKS = (
    report_and_answer, chief, team_member, mediator, partner, secretary, papers, decisions, head, appraiser, administrator, editor, auditor,
)  # fmt: skip
