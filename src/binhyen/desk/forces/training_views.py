"""Training of the force, and the count of a team's equipment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.core import text
from binhyen.desk import days
from binhyen.desk.forces import roster_forms, roster_refusing
from binhyen.desk.forces.roster_pages import answer, home_of, team_for, training_for
from binhyen.desk.officers import done, officers_page, show, unit_for
from binhyen.desk.posts import visit_of
from binhyen.forces import actions, roster
from binhyen.forces.models import Attendance, Topic
from binhyen.people import policy


@officers_page
@require_http_methods(["GET", "POST"])
def trainings(request: HttpRequest) -> HttpResponse:
    """List the sessions of a commune, and enter one."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    policy.require(visitor.user, "forces.read_members", unit, on=visitor.on)
    teams = roster.kept_by(unit).order_by("established_on", "pk")
    form = roster_forms.TrainingForm(teams, request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            held = actions.hold_training(
                unit=unit, teams=list(typed["teams"]), held_on=typed["held_on"],
                topic=Topic(typed["topic"]), title=typed["title"], hours=typed["hours"],
                by=visitor.user, at=visitor.at,
            )  # fmt: skip
        except roster_refusing.REFUSALS as reason:
            roster_refusing.tell(form, reason)
        else:
            done(request, _("The training is entered. Tick who came."))
            return redirect("desk:training", held.pk)
    shown = {
        "unit": unit,
        "rows": list(roster.trainings(unit)),
        "form": form,
        "may_manage": visitor.may("forces.manage", unit),
    }
    return show(request, "forces/trainings", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def training(request: HttpRequest, training_id: int) -> HttpResponse:
    """Show a session, and note who came."""
    visitor = visit_of(request)
    action = "forces.manage" if request.method == "POST" else "forces.read_members"
    found = training_for(visitor, training_id, action=action)
    called = sorted(found.called.select_related("member"), key=_as_a_roll_reads)
    unit = home_of(found, visitor)
    form = roster_forms.AttendanceForm(called, request.POST or None)
    if request.method == "POST" and form.is_valid():
        came = {int(pk) for pk in form.cleaned_data["came"]}
        try:
            count = actions.note_attendance(
                training=found, came=came, by=visitor.user, at=visitor.at
            )
        except days.REFUSED as reason:
            days.tell(form, reason)
        else:
            done(request, _("%(n)s of %(of)s came.") % {"n": count, "of": len(called)})
            return redirect(f"{reverse('desk:trainings')}?don-vi={unit.pk}")
    shown = {
        "training": found,
        "unit": unit,
        "called": called,
        "form": form,
        "may_manage": visitor.may("forces.manage", found),
    }
    return show(request, "forces/training", shown)


def _as_a_roll_reads(row: Attendance) -> tuple[str, int]:
    return text.person_sort_key(row.member.full_name), row.pk


@officers_page
@require_http_methods(["GET", "POST"])
def equipment(request: HttpRequest, team_id: int) -> HttpResponse:
    """Count what a team holds against the list."""
    visitor = visit_of(request)
    found = team_for(visitor, team_id, action="forces.manage")
    shelves = roster.shelves([found], {found.pk: found.strength}, on=visitor.on)[found.pk]
    form = roster_forms.EquipmentForm(
        shelves, request.POST or None, initial={"counted_on": visitor.on}
    )

    def act(form: roster_forms.EquipmentForm) -> object:
        return actions.count_equipment(
            team=found, held=form.held(), counted_on=form.cleaned_data["counted_on"],
            by=visitor.user, at=visitor.at,
        )  # fmt: skip

    shown: dict[str, object] = {
        "heading": _("Count the equipment"),
        "caption": found.name,
        "button": _("Keep the count"),
        "lead": _("The list is a proposal of this house until it was compared with the resolution of the province."),
    }  # fmt: skip
    onward = reverse("desk:team", args=[found.pk])
    return answer(request, form, act, said=_("The equipment is noted."), onward=onward, shown=shown)
