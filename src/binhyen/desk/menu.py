"""The menu of the officers' face: one line per page of a room, shown to whom the policy lets in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.core import faces
from binhyen.desk.posts import Visit, typed_before_login, visit_of
from binhyen.notices import queries, words
from binhyen.people.models import Role
from binhyen.places.models import LOCAL_LEVELS


@dataclass(frozen=True)
class Item:
    """A page, and the action whose holders see it; an empty action is for everybody with a post."""

    url_name: str
    label: Promise
    action: str = ""
    is_of_unit: bool = False  # the address names the unit one works for
    is_daily: bool = False  # what a shift is spent on: in sight always, where there is much else
    below: tuple[str, ...] = ()  # what else is reached from it, by the beginnings of the addresses


ITEMS = (
    Item("desk:home", _("Today"), is_daily=True),
    Item("desk:intake", _("Phone intake"), "matters.receive", is_daily=True),
    Item("desk:inbox", _("Matters"), "matters.read", is_daily=True),
    Item("desk:field", _("In the field"), "matters.note", is_daily=True),
    Item("desk:calendar", _("Calendar of deadlines"), "matters.read", is_daily=True),
    Item("desk:proposals", _("Proposals to answer"), "matters.answer_proposal", is_daily=True),
    Item("desk:hotspots", _("Hot spots"), "hotspots.read"),
    Item("desk:crews", _("Crews and assignment"), "matters.assign"),
    Item("desk:numbers", _("Figures"), "figures.read", is_daily=True),
    Item("desk:own_scorecard", _("Scorecard"), "standards.assess", is_daily=True),
    Item("desk:assessments", _("Assessments"), "standards.read", is_daily=True),
    Item("desk:totals", _("Police totals"), "figures.state_total", is_of_unit=True),
    Item("desk:teams", _("Security teams"), "forces.read_members", below=("luc-luong/",)),
    Item("desk:own_service", _("My service"), "forces.log_patrol"),
    Item("desk:patrols", _("Patrols"), "forces.read_patrols"),
    Item("desk:periodic_reports", _("Periodic reports"), "periodic.read"),
    Item("desk:my_tasks", _("My tasks"), "movement.report_own_task"),
    Item("desk:plans", _("Plans and tasks"), "movement.read_plan", below=("phong-trao/nhiem-vu/", "phong-trao/so-ket/")),
    Item("desk:cycle", _("The year"), "movement.manage", below=("phong-trao/",)),
    Item("desk:committees", _("Committees"), "movement.manage", below=("phong-trao/ghe/", "phong-trao/ai-giu-viec-gi/")),
    Item("desk:initiatives", _("Initiatives"), "movement.manage", below=("phong-trao/diem/",)),
    Item("desk:campaigns", _("Campaigns"), "newsroom.list_campaigns"),
    Item("desk:comments", _("Comments"), "newsroom.moderate", is_daily=True),
    Item("desk:prolonged", _("Prolonged disputes"), "matters.count_prolonged"),
    Item("wagtailadmin_home", _("Newsroom"), "newsroom.enter"),
    Item("desk:clocks", _("Deadlines of the unit"), "matters.set_clocks"),
    Item("desk:units", _("Residential areas and organisations"), "places.add_unit"),
    Item("desk:users", _("Users and posts"), "people.appoint"),
    Item("desk:mergers", _("Mergers"), "mergers.hand_over"),
    Item("desk:documents", _("Papers"), "documents.read"),
    Item("desk:posters", _("Posters"), "documents.print_posters"),
    Item("desk:suggestions", _("Suggested kinds"), "matters.see_model"),
    Item("desk:trail", _("Audit trail"), "audit.read"),
)  # fmt: skip


#: Pages on which nothing is kept of an area, an agency, an enterprise or a school: their commune keeps it.
_OF_COMMUNES = frozenset({"desk:hotspots", "desk:teams", "desk:cycle"})


def concerns(visit: Visit, url_name: str) -> bool:
    """Say whether the page has anything for the unit one works for."""
    is_local = visit.unit is not None and visit.unit.level in LOCAL_LEVELS
    return not (is_local and url_name in _OF_COMMUNES)


#: So many entries stand side by side; of more, those of every day do and the others behind one.
IN_SIGHT = 9


def context(request: HttpRequest) -> dict[str, Any]:
    """Give every page of this face its menu, the post one works for and the others one may switch to."""
    match = request.resolver_match
    if match is None or not _is_of_this_face(match) or not request.user.is_authenticated:
        return {}
    visit = visit_of(request)
    entries = [entry for item in ITEMS if (entry := _entry(item, visit))]
    here = _entry_of(request.path, entries)
    is_much = len(entries) > IN_SIGHT
    shown = [
        (url, label, url == here) for item, url, label in entries if item.is_daily or not is_much
    ]
    more = [
        (url, label, url == here) for item, url, label in entries if is_much and not item.is_daily
    ]
    return {
        "desk_menu": shown,
        "desk_more": more,
        "desk_more_is_current": any(is_current for _url, _label, is_current in more),
        "desk_help": _help_for(visit),
        "desk_post": visit.post,
        "desk_posts": visit.posts,
        "unit_name": visit.unit.full_name if visit.unit else "",
        "desk_written": faces.readable(typed_before_login(request).values()),
        "desk_unread": words.shown(queries.unread_count(visit.user)) if visit.posts else "",
    }


#: The page of the handbook for each role.
HELP = {
    Role.TEAM_MEMBER: "to-bao-ve",
    Role.MEDIATOR: "hoa-giai-vien",
    Role.DUTY_OFFICER: "truc-ban",
    Role.CHIEF: "truong-cong-an",
    Role.SECRETARY: "thu-ky",
    Role.HEAD: "truong-ban",
    Role.APPRAISER: "tham-dinh",
    Role.EDITOR: "bien-tap",
    Role.ADMINISTRATOR: "quan-tri",
    Role.AUDITOR: "kiem-tra",
    Role.PARTNER: "thanh-vien-phong-trao",
}


def _help_for(visit: Visit) -> str:
    """Return the address of the help page for the post one works for, of all of them without a post."""
    slug = HELP.get(Role(visit.post.role)) if visit.post else None
    return reverse("help_page", args=[slug]) if slug else reverse("help")


def _is_of_this_face(match: ResolverMatch) -> bool:
    """Tell the desk and an officer's own account, whose pages stand in the same frame, from all else."""
    return match.app_names[:1] == ["desk"] or (match.url_name or "").startswith(
        ("account_", "mfa_")
    )


def _entry(item: Item, visit: Visit) -> tuple[Item, str, Promise] | None:
    if not visit.posts or (item.action and not visit.may(item.action)):
        return None
    if not concerns(visit, item.url_name):
        return None
    args = [visit.unit.pk] if item.is_of_unit and visit.unit else []
    return item, reverse(item.url_name, args=args), item.label


def _entry_of(path: str, entries: list[tuple[Item, str, Promise]]) -> str:
    """Return the entry that the page lies below: the longest beginning of its address; the home page only itself."""
    home = reverse("desk:home")
    above = [(len(path), url) for _item, url, _label in entries if path == url]
    for item, url, _label in entries:
        beginnings = (url, *(home + each for each in item.below)) if url != home else ()
        above += [(len(each), url) for each in beginnings if path.startswith(each)]
    return max(above, default=(0, ""))[1]
