"""Every page of both faces, as whoever may see it: found by following links, judged by axe in four ways."""

from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from tests.journeys import axe

pytestmark = pytest.mark.journey

ROLES = (
    "hanh",
    "dung",
    "kha",
    "tam",
    "thu",
    "phuc",
    "an",
    "my",
    "ba",
    "hieu",
    "sau",
    "quan",
    "tinh",
    "bien",
    "soat",
)
PUBLIC_STARTS = (
    "/",
    "/tro-giup/",
    "/tai-khoan/login/",
    "/don-vi/tim/?q=my+lac",
    "/bao-tin/khong-mang/",
    "/khong-co-trang-nay/",
    "/khao-sat/cam-on/",
    "/tin-tuc/",
    "/tin-tuc/xa-my-lac/",
    "/tin-tuc/xa-my-lac/huyen-thu-thua-phat-dong-xay-dung-xa-dien-hinh-my-lac/",
    "/tin-tuc/xa-my-lac/huyen-thu-thua-phat-dong-xay-dung-xa-dien-hinh-my-lac/ban-in/",
    "/tin-tuc/tim/?q=den",
    "/tin-tuc/tim/?q=khong+co+tin+nay",
)
#: What some start from besides the first page: a list with a filter, which may be kept; the matter that has everything
#: beside it and its mediation; a register that a scorecard leads to only while it lacks something.
DESK_STARTS = {
    "hanh": ("/ban-lam-viec/vu-viec/?muc=dang-mo&nhom=order",),
    "dung": (
        "/ban-lam-viec/van-ban/{paper_1}/",
        "/ban-lam-viec/vu-viec/{matter}/",
        "/ban-lam-viec/chua-co-nguoi-nhan/",
        "/ban-lam-viec/luc-luong/to/{team}/",
        "/ban-lam-viec/luc-luong/to-vien/{force_member}/",
        "/ban-lam-viec/luc-luong/to/{numbered_team}/quan-so/",
    ),
    "ba": ("/ban-lam-viec/hoa-giai/{mediation}/",),
    "thu": (
        "/ban-lam-viec/van-ban/{paper_0}/",
        "/ban-lam-viec/bao-cao-dinh-ky/{open_report}/trinh-ky/",
        "/ban-lam-viec/tieu-chuan/ho-so/{dossier}/bien-ban/",
    ),
    "phuc": ("/ban-lam-viec/tieu-chuan/cong-nhan/", "/ban-lam-viec/van-ban/{paper_3}/"),
    "quan": tuple(f"/ban-lam-viec/van-ban/{{paper_{step}}}/" for step in (2, 4, 5)),
    "my": (
        "/ban-lam-viec/bao-cao-dinh-ky/{sent_report}/",
        "/ban-lam-viec/bao-cao-dinh-ky/{report_above}/",
    ),
    "tinh": (
        "/ban-lam-viec/tieu-chuan/danh-muc/{sheet}/",
        "/ban-lam-viec/tieu-chuan/danh-muc/{catalogue}/",
        "/ban-lam-viec/van-ban/cau-chu/",
    ),
}

_FORM = "only takes what a form sends"
_SCRIPT = "answers a script"
_PICTURE, _FILE = "a picture", "a file"
_DOOR = "leads on to the log-in"
_ASKED = "waits for a question of the level above: see desk/scorecard/tests"
_BEHIND = "follows a form: see test_pages_behind_forms"
#: Addresses that no link leads to, or that are no page, and why.
NO_PAGE = {
    "places:at": _SCRIPT,
    "places:boundary": _SCRIPT,
    "portal:health": "answers machines",
    "portal:send": _SCRIPT,
    "portal:survey_send": _SCRIPT,
    "portal:comments_part": _SCRIPT,
    "portal:comment_sent": "follows a form: see test_comments",
    "portal:qr": _PICTURE,
    "portal:photo": _PICTURE,
    "help_picture": _PICTURE,
    "news_picture": _PICTURE,
    "news_rss": _FILE,
    "news_atom": _FILE,
    "news_unit_rss": _FILE,
    "news_unit_atom": _FILE,
    "news_sitemap": _FILE,
    "desk:photo": _PICTURE,
    "desk:field_photo": _PICTURE,
    "desk:paper": _FILE,
    "desk:paper_file": _FILE,
    "desk:task_file": _FILE,
    "desk:drop_task_file": _FORM,
    "desk:export": _FILE,
    "desk:export_patrols": _FILE,
    "desk:initiatives_file": _FILE,
    "desk:export_roster": _FILE,
    "desk:roster_sample": _FILE,
    "desk:posters_pdf": _FILE,
    "desk:calendar_file": _FILE,
    "desk:cycle_file": _FILE,
    "desk:registrations_file": _FILE,
    "desk:catalogue_file": _FILE,
    "desk:matrix_file": _FILE,
    "desk:scorecard_file": _FILE,
    "desk:survey_file": _FILE,
    "desk:survey_posters": _FILE,
    "desk:survey_codes": _FORM,
    "desk:survey_take_back": _FORM,
    "desk:unit_table_sample": _FILE,
    "desk:field_manifest": "read by the phone that installs it",
    "desk:field_key": _SCRIPT,
    "desk:field_send": _SCRIPT,
    "desk:inbox_counts": _SCRIPT,
    "desk:inbox_map": _SCRIPT,
    "desk:intake_known": _SCRIPT,
    "desk:notice_browser": _SCRIPT,
    "desk:notice_count": _SCRIPT,
    "desk:suggest": _SCRIPT,
    "desk:account": _FORM,
    "desk:drop_rule": _FORM,
    "desk:close_point": _FORM,
    "desk:freeze_baseline": _FORM,
    "desk:inbox_filter": _BEHIND,
    "desk:inbox_columns": _FORM,
    "desk:inbox_keys": _FORM,
    "desk:plan_file": _FILE,
    "desk:task_from_gap": _FORM,
    "desk:untie_task": _FORM,
    "desk:notices_read": _FORM,
    "desk:open_assessment": _FORM,
    "desk:remove_paper": _FORM,
    "desk:comment_approve": _FORM,
    "desk:comment_refuse": _FORM,
    "desk:comment_hide": _FORM,
    "desk:document_step": _FORM,
    "desk:issuer_series": _FORM,
    "desk:wording_sample": _FORM,
    "desk:restore_wording": _FORM,
    "desk:document_pdf": _FILE,
    "desk:document_docx": _FILE,
    "desk:document_file": _FILE,
    "desk:outgoing_file": _FILE,
    "desk:incoming_file": _FILE,
    "desk:tracking_file": _FILE,
    "desk:arrival_scan": _FILE,
    "desk:hotspot_scan": _FORM,
    "desk:hotspot_acknowledge": _FORM,
    "desk:hotspot_measure": _FORM,
    "desk:periodic_drop": _FORM,
    "desk:periodic_receive": _FORM,
    "desk:periodic_pdf": _FILE,
    "desk:periodic_docx": _FILE,
    "desk:periodic_xlsx": _FILE,
    "desk:switch": _FORM,
    "desk:tell_apart": _FORM,
    "desk:train_suggestions": _FORM,
    "desk:undo_bulk": _FORM,
    "desk:campaign_step": _FORM,
    "desk:take_back_activity": _FORM,
    "desk:campaign_pdf": _FILE,
    "desk:campaign_file": _FILE,
    "portal:campaign_leaflet": _FILE,
    "robots": _FILE,
    "wagtailcore_login": _DOOR,
    "face": _FORM,
    "set_language": _FORM,
    "desk:answer_question": _ASKED,
    "desk:bulk": _BEHIND,
    "desk:bulk_order": _BEHIND,
    "desk:end_part": _BEHIND,
    "desk:notice": "leads on to what it is about",
}
FRAMES = ("portal", "desk", "places")
#: Wagtail's own screens, which are not ours to mend (docs/adr/0032): test_newsroom walks what an editor does there.
BENCH = "/ban-lam-viec/tin-tuc/"
#: Many of a kind, from which no way leads on.
LEAVES = ("help", "desk:act", "desk:task_act")


def _names(patterns: Iterable, room: str = "") -> set[str]:
    """Return the names of every address below `patterns`, with their room."""
    found = set()
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        if inner is not None:
            found |= _names(inner, getattr(pattern, "app_name", None) or room)
        elif pattern.name:
            found.add(f"{room}:{pattern.name}" if room else pattern.name)
    return found


def _all_pages() -> set[str]:
    from django.urls import get_resolver

    names = _names(get_resolver().url_patterns)
    return {name for name in names if name.split(":")[0] in FRAMES or name.startswith("help")}


def _name_of(path: str) -> str:
    """Return the name of an address; acts on a matter are pages of their own by their last word."""
    from django.urls import Resolver404, resolve

    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    slug = match.kwargs.get("slug", "")
    return f"{match.view_name}/{slug}" if slug else match.view_name


class _Links(HTMLParser):
    """The addresses that a page leads to, files left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href") and "download" not in told:
            self.found.append(str(told["href"]))


class _Walk:
    """Ways through the house. Each person follows each kind of page once; each kind is judged once, by whoever comes first."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.wrong: list[str] = []

    def go(self, who, starts: Iterable[str]) -> None:
        """Follow links from `starts`; these are judged whoever came before: they differ by person."""
        waiting, followed = [(path, True) for path in starts], set[str]()
        while waiting:
            path, is_start = waiting.pop(0)
            if path.startswith(BENCH):
                continue
            if not is_start and self._is_over(_name_of(path), followed):
                continue
            followed.add(_name_of(path))
            led_to, links = self._open(who, path, is_start=is_start)
            waiting += [(link, False) for link in links]
            name = _name_of(led_to)  # a page behind the login is not the login
            followed.add(name)
            if is_start or name not in self.seen:
                self._judge(who, name, path)

    def _is_over(self, name: str, followed: set[str]) -> bool:
        """Say whether nothing new stands at addresses of this name."""
        is_leaf = name in self.seen and name.startswith(LEAVES)
        return is_leaf or name in followed or name.split("/")[0] in NO_PAGE

    def _open(self, who, path: str, *, is_start: bool) -> tuple[str, list[str]]:
        """Return where a path led and what leads on from there; a link that leads nowhere is a fault."""
        answer = who.page.request.get(who.base + path)
        if answer.status != 200 and not is_start:
            self.wrong.append(f"{path}: leads to status {answer.status}")
        links = _Links()
        links.feed(answer.text())
        whole = [urljoin(answer.url, href) for href in links.found]
        return self._ours(who, answer.url), [
            self._ours(who, one) for one in whole if one.startswith(f"{who.base}/")
        ]

    def _ours(self, who, address: str) -> str:
        """Return an address of the house as a path, without its fragment."""
        return address.removeprefix(who.base).partition("#")[0]

    def _judge(self, who, name: str, path: str) -> None:
        self.seen.add(name)
        who.page.goto(who.base + path)
        self.wrong += [f"{path}: {fault}" for fault in axe.faults(who.page)]


def test_no_page_of_either_face_breaks_a_rule_of_wcag(person, ground):
    walk = _Walk()
    walk.go(person(), PUBLIC_STARTS)
    for key in ROLES:
        starts = [start.format(**ground) for start in DESK_STARTS.get(key, ())]
        walk.go(person(key), ["/ban-lam-viec/", *starts])
    assert not walk.wrong, "\n".join(walk.wrong)
    missed = sorted(_all_pages() - {name.split("/")[0] for name in walk.seen} - set(NO_PAGE))
    assert missed == [], f"nobody came by {missed}"
