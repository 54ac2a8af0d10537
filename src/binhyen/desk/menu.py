"""The menu of the officers' face: one line per page of a room, shown to whom the policy lets in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.desk.posts import Visit, visit_of
from binhyen.notices import queries, words
from binhyen.people.models import Role


@dataclass(frozen=True)
class Item:
    """A page, and the action whose holders see it; an empty action is for everybody with a post."""

    url_name: str
    label: Promise
    action: str = ""
    is_of_unit: bool = False  # the address names the unit one works for


ITEMS = (
    Item("desk:home", _("Today")),
    Item("desk:intake", _("Phone intake"), "matters.receive"),
    Item("desk:inbox", _("Matters"), "matters.read"),
    Item("desk:field", _("In the field"), "matters.note"),
    Item("desk:calendar", _("Calendar of deadlines"), "matters.read"),
    Item("desk:proposals", _("Proposals to answer"), "matters.answer_proposal"),
    Item("desk:crews", _("Crews and assignment"), "matters.assign"),
    Item("desk:numbers", _("Figures"), "figures.read"),
    Item("desk:own_scorecard", _("Scorecard"), "standards.assess"),
    Item("desk:assessments", _("Assessments"), "standards.read"),
    Item("desk:totals", _("Police totals"), "figures.state_total", is_of_unit=True),
    Item("desk:teams", _("Security teams"), "forces.manage"),
    Item("desk:patrols", _("Patrols"), "forces.read_patrols"),
    Item("desk:initiatives", _("Initiatives"), "movement.manage"),
    Item("desk:prolonged", _("Prolonged disputes"), "matters.count_prolonged"),
    Item("desk:clocks", _("Deadlines of the unit"), "matters.set_clocks"),
    Item("desk:units", _("Residential areas and organisations"), "places.add_unit"),
    Item("desk:users", _("Users and posts"), "people.appoint"),
    Item("desk:posters", _("Posters"), "documents.print_posters"),
    Item("desk:suggestions", _("Suggested kinds"), "matters.see_model"),
    Item("desk:trail", _("Audit trail"), "audit.read"),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Give every page of this face its menu, the post one works for and the others one may switch to."""
    match = request.resolver_match
    if match is None or not _is_of_this_face(match) or not request.user.is_authenticated:
        return {}
    visit = visit_of(request)
    entries = [entry for item in ITEMS if (entry := _entry(item, visit))]
    here = _address_of(request.path, [url for url, _label in entries])
    return {
        "desk_menu": [(url, label, url == here) for url, label in entries],
        "desk_help": _help_for(visit),
        "desk_post": visit.post,
        "desk_posts": visit.posts,
        "unit_name": visit.unit.full_name if visit.unit else "",
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


def _entry(item: Item, visit: Visit) -> tuple[str, Promise] | None:
    if not visit.posts or (item.action and not visit.may(item.action)):
        return None
    args = [visit.unit.pk] if item.is_of_unit and visit.unit else []
    return reverse(item.url_name, args=args), item.label


def _address_of(path: str, addresses: list[str]) -> str:
    """Return the entry that the page lies below: the longest address that begins its own; the home page only itself."""
    home = reverse("desk:home")
    above = [url for url in addresses if path == url or (url != home and path.startswith(url))]
    return max(above, key=len, default="")
