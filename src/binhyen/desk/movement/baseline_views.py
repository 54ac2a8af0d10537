"""The survey of a model unit when its programme begins: what is met, what is missing, what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.desk.officers import done, officers_page, require_readable, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.desk.scorecard import sentences
from binhyen.movement import planning
from binhyen.movement.models import Designation
from binhyen.standards import actions, baselines
from binhyen.standards.models import Baseline

from . import programme_forms
from .found import found_rows, picture


@officers_page
@require_http_methods(["GET", "POST"])
def baseline(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the survey of a designated unit, state what the house cannot compute, or show what was frozen."""
    visitor = visit_of(request)
    designation = _designation(visitor, pk)
    surveyed = _surveyed(designation)
    if surveyed is None:
        return _opening(request, visitor, designation)
    if surveyed.frozen_at is None:
        return _stating(request, visitor, surveyed)
    return _frozen(request, visitor, surveyed)


def _designation(visitor: Visit, pk: int) -> Designation:
    rows = Designation.objects.select_related("unit__parent", "committee__unit")
    designation = get_object_or_404(rows, pk=pk)
    require_readable(visitor, designation.unit, action="standards.read")
    return designation


def _surveyed(designation: Designation) -> Baseline | None:
    rows = Baseline.objects.filter(designation=designation).select_related(
        "unit", "catalogue", "designation"
    )
    return rows.prefetch_related("readings__stated_by").first()


def _opening(request: HttpRequest, visitor: Visit, designation: Designation) -> HttpResponse:
    catalogues = baselines.catalogues_for(designation.unit)
    form = programme_forms.OpenForm(
        programme_forms.offered(catalogues, sentences.language()),
        request.POST if request.method == "POST" else None,
        initial={"measured_on": visitor.on},
    )
    if request.method == "POST" and form.is_valid():
        chosen = {row.catalogue_id: row for row in catalogues}[form.cleaned_data["catalogue"]]
        try:
            actions.open_baseline(
                designation=designation,
                catalogue=chosen,
                measured_on=form.cleaned_data["measured_on"],
                by=visitor.user,
                at=visitor.at,
            )
        except actions.DayToCome:
            form.add_error("measured_on", _("Nothing can be measured on a day that is to come."))
        except actions.AlreadySurveyed:
            form.add_error(
                None, _("Somebody opened this survey a moment ago. Load the page again.")
            )
        else:
            done(request, _("What the house can compute is measured. Now state the rest."))
            return redirect("desk:baseline", designation.pk)
    context = {"designation": designation, "form": form, "has_catalogue": bool(catalogues)}
    return show(request, "movement/baseline_open", context | _may(visitor, designation))


def _may(visitor: Visit, designation: Designation) -> dict[str, object]:
    return {"may_survey": visitor.may("standards.survey", designation.unit)}


def _stating(request: HttpRequest, visitor: Visit, surveyed: Baseline) -> HttpResponse:
    readings = {row.criterion: row for row in surveyed.readings.all()}
    asked = [
        criterion
        for criterion in surveyed.catalogue.read().criteria
        if not readings[criterion.id].is_computed
    ]
    form = programme_forms.StatementsForm(
        surveyed,
        asked,
        readings,
        request.POST if request.method == "POST" else None,
        today=visitor.on,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.state_baseline(
                baseline=surveyed,
                statements=form.statements(),
                others=form.others(),
                by=visitor.user,
                at=visitor.at,
            )
        except (actions.BaselineFrozen, actions.NotStated):
            form.add_error(
                None, _("Somebody else changed this survey a moment ago. Load the page again.")
            )
        else:
            done(request, _("What was stated is kept."))
            return redirect("desk:baseline", surveyed.designation_id)
    return _draft(request, visitor, surveyed, form)


def _draft(
    request: HttpRequest,
    visitor: Visit,
    surveyed: Baseline,
    form: programme_forms.StatementsForm,
) -> HttpResponse:
    rows = found_rows(surveyed)
    context = {
        "designation": surveyed.designation,
        "baseline": surveyed,
        "form": form,
        "asked": [(one, one.criterion.title(sentences.language())) for one in form.asked()],
        "computed": [row for row in rows if row.reading.is_computed],
        "tally": baselines.tally_of(surveyed),
        "title": surveyed.catalogue.read().title(sentences.language()),
    }
    return show(request, "movement/baseline_draft", context | _may(visitor, surveyed.designation))


@officers_page
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze what was found; what is still open is named and nothing is frozen."""
    visitor = visit_of(request)
    designation = _designation(visitor, pk)
    surveyed = get_object_or_404(Baseline, designation=designation)
    try:
        actions.freeze_baseline(baseline=surveyed, by=visitor.user, at=visitor.at)
    except actions.StillOpen as refusal:
        return _still_open(request, visitor, designation, refusal)
    except actions.BaselineFrozen:
        done(request, _("The survey was frozen before; it stays as it is."))
    else:
        done(request, _("The survey is frozen: it stays as it was found on its day."))
    return redirect("desk:baseline", designation.pk)


def _still_open(
    request: HttpRequest, visitor: Visit, designation: Designation, refusal: actions.StillOpen
) -> HttpResponse:
    """Show the survey again with the criteria that are neither computed nor stated."""
    surveyed = _surveyed(designation)
    if surveyed is None:
        return redirect("desk:baseline", designation.pk)
    readings = {row.criterion: row for row in surveyed.readings.all()}
    form = programme_forms.StatementsForm(
        surveyed,
        [
            criterion
            for criterion in surveyed.catalogue.read().criteria
            if not readings[criterion.id].is_computed
        ],
        readings,
        {},
        today=visitor.on,
    )
    numbers = ", ".join(criterion.no for criterion in refusal.criteria)
    form.add_error(
        None,
        _("These criteria are neither computed nor stated yet: %(numbers)s.")
        % {"numbers": numbers},
    )
    return _draft(request, visitor, surveyed, form)


def _frozen(request: HttpRequest, visitor: Visit, surveyed: Baseline) -> HttpResponse:
    compared, today = baselines.against_today(surveyed, on=visitor.on)
    rows = found_rows(surveyed, compared)
    tally = baselines.tally_of(surveyed)
    return show(
        request,
        "movement/baseline",
        {
            "designation": surveyed.designation,
            "baseline": surveyed,
            "unit": surveyed.unit,
            "year": surveyed.designation.year,
            "rows": rows,
            "gaps": [row for row in rows if row.is_gap],
            "lacks_plan": _lacks_plan(visitor, surveyed),
            "tally": tally,
            "beyond_missing": tally.beyond - (tally.beyond_met or 0),
            "today": today,
            "has_dossier": any(row.now.proofs for row in compared),
            "picture": picture(surveyed, tally),
            "title": surveyed.catalogue.read().title(sentences.language()),
            "verification": surveyed.catalogue.read().verification(),
            "catalogue": surveyed.catalogue.read(),
        },
    )


def _lacks_plan(visitor: Visit, surveyed: Baseline) -> bool:
    """Say whether the gaps wait for a plan that the visitor's committee is the one to draw up."""
    return planning.running_plan(surveyed.unit, visitor.on) is None and visitor.may(
        "movement.plan", surveyed.designation.committee.unit
    )
