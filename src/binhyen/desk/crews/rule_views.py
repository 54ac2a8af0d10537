"""Pages on which the chief writes the assignment rules and tries them, and sees what nobody stands for any more."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk import targets, wording
from binhyen.desk.acts import areas_of
from binhyen.desk.acts.assigning import NOT_ASSIGNABLE
from binhyen.desk.crews import forms
from binhyen.desk.crews.views import unit_of
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.matters import actions, rulebook, standing
from binhyen.matters.models import AssignmentRule
from binhyen.matters.rulebook import Entry, Fault
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy

UNATTENDED_SHOWN = 100

FAULTS: dict[Fault, Promise] = {
    Fault.CREW_ENDED: gettext_lazy("The crew has ended. Drop the rule and write one for another crew."),
    Fault.NO_POST: gettext_lazy("This officer is no longer in post here. Drop the rule and name somebody else."),
    Fault.AREA_GONE: gettext_lazy("This area no longer exists. Drop the rule and write one for the new area."),
    Fault.NEVER: gettext_lazy("Closer rules take everything this one would. Drop it, or drop one of those."),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A rule as the page shows it."""

    rule: AssignmentRule
    kind: str
    to: str
    fault: Promise | None


@officer
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules, what is broken about each, and which would take a matter one thinks of."""
    visit = visit_of(request)
    unit = unit_of(visit)
    asked = request.GET if "kind" in request.GET else None
    form = forms.Try(asked, areas=areas_of(unit, visit))
    shown = {
        "unit": unit,
        "rows": [_row(entry) for entry in rulebook.entries(unit, visit.on)],
        "form": form,
        "tried": _tried(form, unit, visit),
        "may_manage": visit.may("matters.manage_crews", unit),
    }
    return render(request, "desk/crews/rules.html", shown)


def _row(entry: Entry) -> Row:
    rule = entry.rule
    return Row(
        rule=rule,
        kind=kind_name(rule),
        to=_target_name(rule),
        fault=FAULTS[entry.fault] if entry.fault else None,
    )


def kind_name(rule: AssignmentRule) -> str:
    """Return what a rule is about, in the language of the page."""
    language = get_language() or "vi"
    if rule.category:
        return wording.category_name(rule.category)
    if rule.group:
        named = {group.code: group.name(language) for group in taxonomy().offered()}
        return _("All of: %(group)s") % {"group": named.get(rule.group, rule.group)}
    return _("any kind")


def _target_name(rule: AssignmentRule) -> str:
    if rule.crew is not None:
        return _("Crew: %(name)s") % {"name": rule.crew.name}
    return str(rule.person)


def _tried(form: forms.Try, unit: Unit, visit: Visit) -> str:
    """Return who would get the matter asked for; "" when nothing is asked."""
    if not (form.is_bound and form.is_valid() and form.cleaned_data["kind"]):
        return ""
    category, area = form.cleaned_data["kind"], form.cleaned_data["area"]
    entry = rulebook.which(unit, category, area, visit.on)
    if entry is None:
        return _("No rule takes it: it waits in the inbox for whoever takes it in hand.")
    rule = entry.rule
    where = rule.area.full_name if rule.area else _("anywhere")
    told = {"kind": kind_name(rule), "area": where, "to": _target_name(rule)}
    if entry.fault:
        return (
            _("The rule “%(kind)s, %(area)s” would take it, but is broken: nobody gets it.") % told
        )
    return _("It goes to %(to)s, by the rule “%(kind)s, %(area)s”.") % told


@officer
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Write a rule."""
    visit = visit_of(request)
    unit = unit_of(visit)
    if not visit.may("matters.manage_crews", unit):
        return not_allowed(request, _("Only the chief keeps the crews and the rules."))
    to = targets.of(unit, visit.on)
    form = forms.Rule(request.POST or None, areas=areas_of(unit, visit), to=to)
    if request.method == "POST" and form.is_valid() and _set(form, unit, visit):
        messages.success(request, _("The rule is kept. It holds for what comes in from now on."))
        return redirect("desk:rules")
    return render(request, "desk/crews/add_rule.html", {"form": form, "unit": unit})


def _set(form: forms.Rule, unit: Unit, visit: Visit) -> bool:
    try:
        actions.set_rule(unit=unit, to=form.target(), by=visit.user, at=visit.at, **form.scope())
    except actions.RuleTaken:
        form.add_error("kind", _("A rule for this kind and area stands already. Drop it first, or narrow this one."))  # fmt: skip
    except actions.NeverFires:
        form.add_error(
            "to",
            _("This rule would never give anything: closer rules take it all, or it is restricted and needs an officer."),
        )  # fmt: skip
    except actions.NotAssignable:
        form.add_error("to", str(NOT_ASSIGNABLE))
    else:
        return True
    return False


@officer
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a rule no longer."""
    visit = visit_of(request)
    unit = unit_of(visit)
    rule = get_object_or_404(
        AssignmentRule.objects.select_related("unit", "area", "crew", "person"), pk=pk, unit=unit
    )
    if not visit.may("matters.manage_crews", rule):
        return not_allowed(request, _("Only the chief keeps the crews and the rules."))
    actions.drop_rule(rule=rule, by=visit.user, at=visit.at)
    messages.success(request, _("The rule is dropped. What it gave out stays where it is."))
    return redirect("desk:rules")


@officer
@require_GET
def unattended(request: HttpRequest) -> HttpResponse:
    """List the open matters in the hand of somebody who is no longer in post here."""
    visit = visit_of(request)
    unit = unit_of(visit)
    is_chief = visit.may("matters.read_restricted", unit)
    rows = [
        wording.row(matter, user_pk=visit.user.pk, is_chief=is_chief, at=visit.at, unit_pk=unit.pk)
        for matter in standing.unattended(unit, visit.on)[:UNATTENDED_SHOWN]
    ]
    return render(request, "desk/crews/unattended.html", {"rows": rows, "unit": unit})
