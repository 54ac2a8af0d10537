"""Pages on which the chief keeps the crews; the other officers read them."""

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk.acts import areas_of
from binhyen.desk.crews import forms
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.matters import actions, standing
from binhyen.matters.models import AssignmentRule, Crew, CrewMember, Shelf
from binhyen.places.models import Unit


def unit_of(visit: Visit) -> Unit:
    """Return the unit whose crews and rules the visitor may see."""
    if visit.unit is None or not visit.may("matters.assign", visit.unit):
        raise Http404
    return visit.unit


@officer
@require_GET
def crews(request: HttpRequest) -> HttpResponse:
    """List the crews of one's unit, those of today first."""
    visit = visit_of(request)
    unit = unit_of(visit)
    of_today = Q(members__since__lte=visit.on) & (
        Q(members__until=None) | Q(members__until__gt=visit.on)
    )
    found = Crew.objects.filter(unit=unit).select_related("home")
    found = found.annotate(
        people_now=Count("members__user", filter=of_today, distinct=True),
        open_now=Count("matters", filter=Q(matters__shelf=Shelf.OPEN.value), distinct=True),
    )
    shown = {
        "unit": unit,
        "crews": found.order_by(F("until").asc(nulls_first=True), "name", "pk"),
        "may_manage": visit.may("matters.manage_crews", unit),
    }
    return render(request, "desk/crews/crews.html", shown)


@officer
@require_GET
def crew(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a crew and everybody who ever was of it."""
    visit = visit_of(request)
    found = _crew(visit, pk)
    members = found.members.select_related("user").order_by(
        F("until").asc(nulls_first=True), "since", "pk"
    )
    shown = {
        "crew": found,
        "members": members,
        "rules": AssignmentRule.objects.filter(crew=found).count(),
        "may_manage": found.until is None and visit.may("matters.manage_crews", found),
    }
    return render(request, "desk/crews/crew.html", shown)


def _crew(visit: Visit, pk: int) -> Crew:
    crews_ = Crew.objects.select_related("unit", "home")
    return get_object_or_404(crews_, pk=pk, unit=unit_of(visit))


@officer
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Make a crew."""
    visit = visit_of(request)
    unit = unit_of(visit)
    areas = areas_of(unit, visit).values("pk")  # type: ignore[attr-defined]
    homes = Unit.objects.filter(Q(pk=unit.pk) | Q(pk__in=areas)).order_by("level", "sort_key", "pk")
    form = forms.Found(request.POST or None, homes=homes)

    def act() -> str:
        typed = form.cleaned_data
        made = actions.found_crew(
            unit=unit, home=typed["home"], name=typed["name"], by=visit.user, at=visit.at
        )
        return reverse("desk:crew", args=[made.pk])

    step = Step(_("Make a crew"), _("Matters can be given to it from today on."), form, act)
    return _step(request, visit, unit, step, back=reverse("desk:crews"))


@officer
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a crew another name."""
    visit = visit_of(request)
    crew_ = _crew(visit, pk)
    form = forms.Named(request.POST or None, initial={"name": crew_.name})

    def act() -> str:
        name = form.cleaned_data["name"]
        actions.rename_crew(crew=crew_, name=name, by=visit.user, at=visit.at)
        return reverse("desk:crew", args=[crew_.pk])

    step = Step(_("Rename the crew"), _("The name changes everywhere, also on what it did."), form, act)  # fmt: skip
    return _step(request, visit, crew_.unit, step, back=reverse("desk:crew", args=[pk]))


@officer
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a crew."""
    visit = visit_of(request)
    crew_ = _crew(visit, pk)
    form = django_forms.Form(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.end_crew(crew=crew_, by=visit.user, at=visit.at)
        return reverse("desk:crews")

    consequence = _(
        "%(crew)s ends today with all its memberships. What it did stays. Rules that name it give nothing any more."
    ) % {"crew": crew_.name}
    step = Step(_("End the crew"), consequence, form, act, is_warning=True)
    return _step(request, visit, crew_.unit, step, back=reverse("desk:crew", args=[pk]))


@officer
@require_http_methods(["GET", "POST"])
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who joins a crew."""
    visit = visit_of(request)
    crew_ = _crew(visit, pk)
    people = standing.may_join(crew_.home, crew_.unit, visit.on)
    form = forms.Member(request.POST or None, people=people, today=visit.on)

    def act() -> str:
        typed = form.cleaned_data
        actions.add_member(
            crew=crew_, user=typed["user"], since=typed["since"], by=visit.user, at=visit.at
        )
        return reverse("desk:crew", args=[crew_.pk])

    consequence = _("Offered are the police of the unit and the security team of the crew's home.")
    step = Step(_("Add somebody to the crew"), consequence, form, act)
    return _step(request, visit, crew_.unit, step, back=reverse("desk:crew", args=[pk]))


@officer
@require_http_methods(["GET", "POST"])
def end_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Say that somebody is of a crew no longer."""
    visit = visit_of(request)
    crew_ = _crew(visit, pk)
    members = CrewMember.objects.select_related("crew__unit", "user")
    leaving = get_object_or_404(members, pk=member, crew=crew_)
    form = forms.Leave(request.POST or None, today=visit.on)

    def act() -> str:
        until = form.cleaned_data["until"]
        actions.end_member(member=leaving, until=until, by=visit.user, at=visit.at)
        return reverse("desk:crew", args=[crew_.pk])

    consequence = _("%(who)s is told nothing more of what the crew is given.") % {
        "who": leaving.user.full_name
    }
    step = Step(_("End the membership"), consequence, form, act)
    return _step(request, visit, crew_.unit, step, back=reverse("desk:crew", args=[pk]))


class Step:
    """A page with one form and one act; `act` returns where to go on."""

    def __init__(
        self,
        label: str,
        consequence: str,
        form: django_forms.Form,
        act: Callable[[], str],
        *,
        is_warning: bool = False,
    ) -> None:
        self.label = label
        self.consequence = consequence
        self.form = form
        self.act = act
        self.is_warning = is_warning


def _step(request: HttpRequest, visit: Visit, unit: Unit, step: Step, *, back: str) -> HttpResponse:
    if not visit.may("matters.manage_crews", unit):
        return not_allowed(request, _("Only the chief keeps the crews and the rules."))
    if request.method == "POST" and step.form.is_valid():
        try:
            onward = step.act()
        except REFUSALS as reason:
            field, sentence = _refusal(reason)
            step.form.add_error(field if field in step.form.fields else None, sentence)
        else:
            messages.success(request, _("Kept."))
            return redirect(onward)
    return render(request, "desk/crews/step.html", {"step": step, "form": step.form, "back": back})


REFUSALS = (
    actions.NameTaken, actions.CrewIsBusy, actions.NotOfTheCrew, actions.HasEnded, actions.NotAHome,
)  # fmt: skip


def _refusal(reason: Exception) -> tuple[str, str]:
    """Return the field and the sentence of a refusal."""
    if isinstance(reason, actions.CrewIsBusy):
        busy = ngettext(
            "The crew still has %(n)d open matter or part. Assign it to others first.",
            "The crew still has %(n)d open matters or parts. Assign them to others first.",
            reason.left,
        )
        return "", busy % {"n": reason.left}
    if isinstance(reason, actions.NameTaken):
        return "name", _("Another crew bears this name. Choose another.")
    if isinstance(reason, actions.NotOfTheCrew):
        return "user", _("This person is of the crew already, or holds no post here on that day.")
    if isinstance(reason, actions.NotAHome):
        return "home", _("A crew is at home in the commune or one of its residential areas.")
    return "", _("The crew or the membership ended before, or begins later than the day you wrote.")
