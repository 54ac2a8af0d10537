"""Forms of the officers sent empty or wrong: the page says what to correct and loses nothing; judged by axe."""

import pytest

pytestmark = pytest.mark.journey

DESK = "/ban-lam-viec"
SEND = "main form[method=post] button[type=submit]"
WORDS = "Đi xem rồi (chuyện bịa để thử)."
#: Acts that ask for nothing that could be missing: a button, or words one may leave out.
NOTHING_TO_REFUSE = {"nhan-xu-ly", "xac-minh", "da-doc", "ket-thuc", "tach-tin", "nhac-cap-tren", "chay-tiep"}  # fmt: skip
#: What is written wrong, or written at all while something else is missing.
WRITTEN = {
    "dau-hieu": {"households": "-1"},
    "de-xuat": {"words": WORDS},
    "giai-quyet": {"words": WORDS},
    "giao-phan-viec": {"words": WORDS},
    "gop": {"reference": "VV-AAAA-AAAA"},
    "chuyen": {"words": WORDS},
    "chuyen-don-vi": {"words": WORDS},
    "gia-han": {"words": WORDS},
    "tam-dung": {"words": ""},
    "phan-cong": {"words": WORDS},
    "phan-loai": {"title": ""},
}
#: Who sends which form, where it stands, and what is written in it.
FORMS = (
    ("hanh", "keep a filter", "/vu-viec/bo-loc/luu/?muc=dang-mo&nguon=WEB", {"name": ""}),
    ("dung", "make a crew", "/to-cong-tac/them/", {}),
    ("dung", "rename a crew", "/to-cong-tac/{crew}/doi-ten/", {"name": ""}),
    ("dung", "add to a crew", "/to-cong-tac/{crew}/them-nguoi/", {"since": "2031-01-01"}),
    ("dung", "a rule", "/quy-tac-phan-cong/them/", {}),
    ("dung", "who reported", "/vu-viec/{matter}/danh-tinh/{report}/", {}),
    ("ba", "a session of a mediation", "/hoa-giai/{mediation}/buoi/", {"place": "Nhà văn hóa ấp"}),
    ("ba", "the end of a mediation", "/hoa-giai/{mediation}/ket-qua/", {"paper_number": "3/BB"}),
    ("quan", "a new colleague", "/nguoi-dung/them/", {"full_name": "Trần Thị Thử", "email": "không có"}),
    ("quan", "a residential area", "/don-vi-co-so/{commune}/them/", {"name": ""}),
    ("quan", "a table of areas", "/don-vi-co-so/{commune}/nhap-bang/", {}),
)  # fmt: skip


def test_every_act_on_a_matter_refuses_what_is_missing(person, ground, judge):
    from binhyen.desk import acts

    chief, waiting = person("dung"), set(acts.PAGES) - NOTHING_TO_REFUSE
    for name in ("matter", "violation", "asked", "closed", "given", "quarrel"):
        address = f"{DESK}/vu-viec/{ground[name]}/"
        chief.go(address)
        links = chief.page.locator(f"main a[href^='{address}']")
        offered = links.evaluate_all("all => all.map(a => a.pathname.split('/').at(-2))")
        for slug in dict.fromkeys(offered):
            if slug in waiting:
                waiting.discard(slug)
                chief.go(f"{address}{slug}/")
                judge.look_refused(chief, slug, SEND, **WRITTEN.get(slug, {}))
    assert waiting == set(), "none of these matters offers it"


@pytest.mark.parametrize("key", ["hanh", "dung", "ba", "quan"])
def test_forms_that_are_refused(key, person, ground, judge):
    who = person(key)
    for owner, name, path, written in FORMS:
        if owner == key:
            who.go(DESK + path.format(**ground))
            judge.look_refused(who, name, SEND, **written)


def test_a_saved_filter_without_a_name(person, ground, judge):
    hanh = person("hanh")
    hanh.go(f"{DESK}/vu-viec/")
    hanh.page.locator(".by-chip__edit").first.click()
    hanh.page.wait_for_load_state()
    judge.look_refused(hanh, "rename a filter", SEND, name="")


def test_a_membership_that_would_end_in_ten_years(person, ground, judge):
    chief = person("dung")
    chief.go(f"{DESK}/to-cong-tac/{ground['crew']}/")
    chief.press("main a[href*='/thoi/']")
    judge.look_refused(chief, "end a membership", SEND, until="2034-01-01")


def test_a_deadline_of_no_days(person, judge):
    chief = person("dung")
    chief.go(f"{DESK}/thoi-han/")
    chief.press("main a[href*='/thoi-han/dat/']")
    judge.look_refused(chief, "a deadline of the unit", SEND, amount="0")


def test_a_call_taken_down_with_something_missing(person, judge):
    hanh = person("hanh")
    hanh.go(f"{DESK}/tiep-nhan/")
    judge.look_refused(
        hanh, "phone intake", "main button[name=go][value=send]",
        words="Có tiếng nổ ở cuối ấp (chuyện bịa).", when="earlier", disclosure="NAMED",
    )  # fmt: skip


def test_a_patrol_that_ended_before_it_began(person, judge):
    kha = person("kha", phone=True, keeps=False)
    kha.page.route(
        "**/built/field*.js", lambda route: route.abort()
    )  # as a browser without scripts
    kha.go(f"{DESK}/thuc-dia/tuan-tra/")
    judge.look_refused(
        kha, "patrol", SEND, started_at="2024-11-11T21:00", ended_at="2024-11-11T20:00",
        remarks="Đường vắng, đã nhắc quán khép cửa.",
    )  # fmt: skip
    kha.complaints[:] = [said for said in kha.complaints if "ERR_FAILED" not in said]
