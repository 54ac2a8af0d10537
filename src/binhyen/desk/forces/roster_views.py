"""A team with its members, and what is done to a member: appoint, correct, give a role, move, end."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk.forces import roster_forms, strengthening_views
from binhyen.desk.forces.roster_pages import answer, home_of, member_for, service_for, team_for
from binhyen.desk.officers import officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures.queries import scope_of
from binhyen.forces import actions, roster, strengthening
from binhyen.forces.models import Member, Service, Team, TeamRole
from binhyen.forces.strengthening import Standing
from binhyen.people.models import User

_FORM = require_http_methods(["GET", "POST"])


@officers_page
@require_GET
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    """Show a team: how far it is manned, trained and equipped; who serves, to those who may know."""
    visitor = visit_of(request)
    found = team_for(visitor, team_id)
    (one,) = strengthening.standings([found], on=visitor.on)
    may_read = visitor.may("forces.read_members", found)
    may_manage = visitor.may("forces.manage", found)
    gaps = strengthening.gaps([one], on=visitor.on) if may_read else []
    return show(
        request,
        "forces/team",
        {
            "team": found,
            "unit": home_of(found, visitor),
            "one": one,
            "may_read": may_read,
            "may_manage": may_manage,
            "rows": _rows(one, visitor) if may_read else [],
            "ended": list(roster.ended(found, on=visitor.on)) if may_read else [],
            "shelves": strengthening_views.shelf_rows(one.shelves),
            "gaps": [strengthening_views.told(gap) for gap in gaps],
            "is_counted": any(shelf.counted_on for shelf in one.shelves),
        },
    )


def _rows(one: Standing, visitor: Visit) -> list[dict[str, object]]:
    return [
        {
            "service": service,
            "member": service.member,
            "lacking": [
                roster.TO_SHOW[name] for name in roster.to_show(service.member, on=visitor.on)
            ],
            "trained_on": getattr(service, "trained_on", None),
        }
        for service in one.services
    ]


@officers_page
@require_GET
def member(request: HttpRequest, member_id: int) -> HttpResponse:
    """Show what is known of a member, the service and the training."""
    visitor = visit_of(request)
    found = member_for(visitor, member_id, action="forces.read_members")
    may_manage = visitor.may("forces.manage", found)
    return _member_page(request, visitor, found, may_manage=may_manage, is_own=False)


@officers_page
@require_GET
def own_service(request: HttpRequest) -> HttpResponse:
    """Show the members of the force what is kept of themselves."""
    visitor = visit_of(request)
    found = Member.objects.select_related("unit", "user").filter(user=visitor.user).first()
    if found is None:
        return show(request, "forces/own", {})
    return _member_page(request, visitor, found, may_manage=False, is_own=True)


def _member_page(
    request: HttpRequest, visitor: Visit, found: Member, *, may_manage: bool, is_own: bool
) -> HttpResponse:
    services = list(roster.history(found))
    standing = next((service for service in services if service.until is None), None)
    lacking = roster.to_show(found, on=visitor.on) if standing else []
    shown = {
        "member": found,
        "services": services,
        "standing": standing,
        "trainings": list(roster.trainings_of(found)),
        "lacking": [roster.TO_SHOW[name] for name in lacking],
        "may_manage": may_manage,
        "is_own": is_own,
    }
    return show(request, "forces/member", shown)


@officers_page
@_FORM
def appoint(request: HttpRequest, team_id: int) -> HttpResponse:
    """Appoint a new member of a team."""
    visitor = visit_of(request)
    found = team_for(visitor, team_id, action="forces.manage")
    form = roster_forms.AppointForm(_accounts(found, visitor), request.POST or None)

    def act(form: roster_forms.AppointForm) -> object:
        typed = form.cleaned_data
        return actions.appoint(
            team=found, person=form.person(), role=TeamRole(typed["role"]), since=typed["since"],
            decision=form.decision(), by=visitor.user, at=visitor.at,
        )  # fmt: skip

    shown: dict[str, object] = {
        "heading": _("Appoint a member"),
        "caption": found.name,
        "button": _("Appoint"),
        "lead": _("Only what the law asks of a member is kept. A team leader who stands becomes a member by the same decision."),
    }  # fmt: skip
    return answer(
        request, form, act, said=_("The member is on the roster."), onward=_page_of(found), shown=shown
    )  # fmt: skip


@officers_page
@_FORM
def correct(request: HttpRequest, member_id: int) -> HttpResponse:
    """Write what is known of a member anew."""
    visitor = visit_of(request)
    found = member_for(visitor, member_id, action="forces.manage")
    form = roster_forms.PersonForm(
        _accounts(found, visitor), request.POST or None, initial=roster_forms.known_of(found)
    )

    def act(form: roster_forms.PersonForm) -> object:
        return actions.correct_member(
            member=found, person=form.person(), by=visitor.user, at=visitor.at
        )

    shown: dict[str, object] = {
        "heading": _("Correct what is known"),
        "caption": found.full_name,
        "button": _("Keep the correction"),
    }
    onward = reverse("desk:member", args=[found.pk])
    return answer(request, form, act, said=_("It is noted."), onward=onward, shown=shown)


@officers_page
@_FORM
def give_role(request: HttpRequest, service_id: int) -> HttpResponse:
    """Give a member another role in the team."""
    visitor = visit_of(request)
    found = service_for(visitor, service_id)
    form = roster_forms.SpellForm(request.POST or None, initial={"role": found.role})

    def act(form: roster_forms.SpellForm) -> object:
        typed = form.cleaned_data
        return actions.give_role(
            service=found, role=TeamRole(typed["role"]), since=typed["since"], decision=form.decision(),
            by=visitor.user, at=visitor.at,
        )  # fmt: skip

    shown: dict[str, object] = {
        "heading": _("Give another role"),
        "caption": f"{found.member.full_name}, {found.team.name}",
        "button": _("Give the role"),
        "lead": _("A team leader who stands becomes a member by the same decision."),
    }
    return answer(
        request, form, act, said=_("The role is noted."), onward=_page_of(found.team), shown=shown
    )


@officers_page
@_FORM
def replace_leader(request: HttpRequest, team_id: int) -> HttpResponse:
    """Replace the leader of a team by one of its members."""
    visitor = visit_of(request)
    found = team_for(visitor, team_id, action="forces.manage")
    services = roster.serving([found], on=visitor.on)
    standing = [service for service in services if service.until is None]
    leader = next((one for one in standing if one.role == TeamRole.LEADER), None)
    form = roster_forms.LeaderForm(standing, request.POST or None)

    def act(form: roster_forms.LeaderForm) -> object:
        typed = form.cleaned_data
        return actions.give_role(
            service=typed["service"], role=TeamRole.LEADER, since=typed["since"],
            decision=form.decision(), by=visitor.user, at=visitor.at,
        )  # fmt: skip

    shown: dict[str, object] = {
        "heading": _("Replace the team leader") if leader else _("Appoint a team leader"),
        "caption": found.name,
        "button": _("Note the decision"),
        "lead": _leader_said(leader),
    }
    return answer(
        request, form, act, said=_("The new team leader is noted."), onward=_page_of(found), shown=shown
    )  # fmt: skip


def _leader_said(leader: Service | None) -> str:
    if leader is None:
        return _("The team has no leader. Choose one of its members.")
    said = _("The leader is %(name)s, who goes on as a member by the same decision. Should the service end too, end it after this.")  # fmt: skip
    return said % {"name": leader.member.full_name}


@officers_page
@_FORM
def move(request: HttpRequest, service_id: int) -> HttpResponse:
    """Move a member to another team of the commune."""
    visitor = visit_of(request)
    found = service_for(visitor, service_id)
    teams = roster.kept_by(home_of(found.team, visitor)).exclude(pk=found.team_id)
    form = roster_forms.MoveForm(teams.order_by("established_on", "pk"), request.POST or None)

    def act(form: roster_forms.MoveForm) -> object:
        typed = form.cleaned_data
        return actions.move_member(
            service=found, team=typed["team"], role=TeamRole(typed["role"]), since=typed["since"],
            decision=form.decision(), by=visitor.user, at=visitor.at,
        )  # fmt: skip

    shown: dict[str, object] = {
        "heading": _("Move to another team"),
        "caption": f"{found.member.full_name}, {found.team.name}",
        "button": _("Note the move"),
    }
    onward = reverse("desk:member", args=[found.member_id])
    return answer(request, form, act, said=_("The move is noted."), onward=onward, shown=shown)


@officers_page
@_FORM
def end(request: HttpRequest, service_id: int) -> HttpResponse:
    """End the service of a member."""
    visitor = visit_of(request)
    found = service_for(visitor, service_id)
    form = roster_forms.EndForm(request.POST or None)

    def act(form: roster_forms.EndForm) -> object:
        return actions.end_service(
            service=found, until=form.cleaned_data["until"], ending=form.chosen(),
            decision=form.decision(), by=visitor.user, at=visitor.at,
        )  # fmt: skip

    shown: dict[str, object] = {
        "heading": _("End the service"),
        "caption": f"{found.member.full_name}, {found.team.name}",
        "button": _("End the service"),
        "is_warning": True,
        "lead": _("The spell stays in the register. A year after it what is known of the person is forgotten, but for the name."),
    }  # fmt: skip
    return answer(
        request, form, act, said=_("The end of the service is noted."), onward=_page_of(found.team), shown=shown
    )  # fmt: skip


@officers_page
@_FORM
def strength(request: HttpRequest, team_id: int) -> HttpResponse:
    """Report how many serve in a team whose members are not kept by name."""
    visitor = visit_of(request)
    found = team_for(visitor, team_id, action="forces.manage")
    form = roster_forms.StrengthForm(request.POST or None, initial={"serving": found.serving})

    def act(form: roster_forms.StrengthForm) -> object:
        return actions.report_strength(
            team=found, serving=form.cleaned_data["serving"], by=visitor.user, at=visitor.at
        )

    shown: dict[str, object] = {
        "heading": _("Report the strength"),
        "caption": found.name,
        "button": _("Report"),
        "lead": _("Once a member of the team is entered by name, the members are counted and nothing is reported any more."),
    }  # fmt: skip
    return answer(
        request, form, act, said=_("The strength is noted."), onward=_page_of(found), shown=shown
    )


def _accounts(thing: Team | Member, visitor: Visit) -> QuerySet[User]:
    return roster.accounts(scope_of(home_of(thing, visitor)), on=visitor.on)


def _page_of(found: Team) -> str:
    return reverse("desk:team", args=[found.pk])
