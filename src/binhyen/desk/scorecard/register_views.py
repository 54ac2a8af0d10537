"""The registers that only an authority fills: totals stated on paper, and recognitions of units below."""

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk import days
from binhyen.desk.decisions.field import offer
from binhyen.desk.officers import done, officers_page, own_unit, show, unit_for, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures import actions as figures
from binhyen.figures import queries as stated
from binhyen.figures.rules import Period
from binhyen.places.models import LOCAL_LEVELS, Unit
from binhyen.standards import actions, queries
from binhyen.standards.actions.dossier import criteria_with_included
from binhyen.standards.catalogues import Catalogue
from binhyen.standards.figure_map import figure_map
from binhyen.standards.models import Recognition, StoredCatalogue
from binhyen.standards.scorecard import last_day_of

from . import forms, refusals, sentences


def _catalogue(request: HttpRequest, unit: Unit) -> StoredCatalogue:
    offered = queries.catalogues_for(unit)
    asked = request.GET.get("chuan") or request.POST.get("chuan") or "tt124."
    for row in offered:
        if row.catalogue_id == asked or queries.is_of(row, asked):
            return row
    raise Http404


@officers_page
@require_http_methods(["GET", "POST"])
def totals(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show what the authority has stated for a unit and period, and take in a total."""
    visitor = visit_of(request)
    unit = unit_for(visitor, unit_id, action="standards.read")
    catalogue = _catalogue(request, unit).read()
    year = year_asked(request, visitor)
    periods = {"nay": catalogue.period(year), "truoc": catalogue.period(year).previous()}
    choices = _choices(catalogue, periods)
    may_state = visitor.may("figures.state_total", unit)
    form = forms.Total(choices, request.POST if request.method == "POST" else None)
    address = f"{reverse('desk:totals', args=[unit.pk])}?chuan={catalogue.id}&nam={year}"
    if request.method == "POST" and form.is_valid():
        code, _colon, which = form.cleaned_data["category"].partition(":")
        try:
            figures.state_total(
                unit=unit,
                category=code,
                period=periods[which],
                total=form.cleaned_data["total"],
                paper_number=form.cleaned_data["paper_number"],
                by=visitor.user,
                at=visitor.at,
            )
        except days.REFUSED as reason:
            days.tell(form, reason, "category")
        else:
            done(request, _("The total is noted."))
            return redirect(address)
    mapped = figure_map()
    return show(
        request,
        "scorecard/totals",
        {
            "unit": unit,
            "rows": [
                {"row": row, "title": mapped.title(row.category, sentences.language())}
                for row in stated.stated_rows([unit.pk], periods.values())
                if mapped.is_stated(row.category)
            ],
            "form": form,
            "may_state": may_state,
            "year": year,
            "catalogue_id": catalogue.id,
            "address": address,
            "scorecard_url": f"{reverse('desk:scorecard', args=[unit.pk])}"
            f"?chuan={catalogue.id}&nam={year}",
        },
    )


def _choices(catalogue: Catalogue, periods: dict[str, Period]) -> list[tuple[str, str]]:
    """Return the series that the catalogue's criteria rest on, for this period and the one before."""
    mapped = figure_map()
    asked = [
        code
        for criterion in criteria_with_included(catalogue)
        for code in sentences.stated_codes(criterion)
    ]
    return [
        (
            f"{code}:{which}",
            _("%(title)s, period %(since)s to %(until)s")
            % {
                "title": mapped.title(code, sentences.language()),
                "since": sentences.day(period.since),
                "until": sentences.day(last_day_of(period)),
            },
        )
        for code in dict.fromkeys(asked)
        for which, period in periods.items()
    ]


@officers_page
@require_http_methods(["GET", "POST"])
def recognitions(request: HttpRequest) -> HttpResponse:
    """List the recognitions of a year among a commune's areas, agencies and schools; enter a decision."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    year = year_asked(request, visitor)
    below = (
        Unit.objects.below(unit)
        .on(visitor.on)
        .filter(level__in=sorted(LOCAL_LEVELS))
        .order_by("level", "sort_key", "pk")
    )
    may_decide = any(visitor.may("standards.decide", one) for one in below[:1])
    form = offer(
        forms.AreaRecognised(below, request.POST if request.method == "POST" else None),
        request, unit, wording="recognise", about={"nam": year},
    )  # fmt: skip
    address = f"{reverse('desk:recognitions')}?don-vi={unit.pk}&nam={year}"
    if request.method == "POST" and form.is_valid():
        try:
            _record(form, visitor, year)
        except actions.BeforePeriod as reason:
            form.add_error("decided_on", refusals.refusal(reason))
        except days.REFUSED as reason:
            days.tell(form, reason, "decided_on")
        else:
            done(request, _("The recognition is noted."))
            return redirect(address)
    rows = (
        Recognition.objects.standing()
        .filter(unit__in=below, year=year)
        .select_related("unit", "catalogue")
        .annotate(override_count=Count("assessment__findings__overrides"))
        .order_by("unit__sort_key", "pk")
    )
    return show(
        request,
        "scorecard/recognitions",
        {
            "unit": unit,
            "is_own": own_unit(visitor) == unit,
            "rows": rows,
            "count_below": below.count(),
            "form": form,
            "may_decide": may_decide,
            "year": year,
            "address": address,
        },
    )


def _record(form: forms.AreaRecognised, visitor: Visit, year: int) -> None:
    recognised = form.cleaned_data["unit"]
    catalogue = next(
        row for row in queries.catalogues_for(recognised) if queries.is_of(row, "tt124.")
    )
    actions.record_recognition(
        unit=recognised,
        catalogue=catalogue,
        period=catalogue.read().period(year),
        decision_number=form.cleaned_data["decision_number"],
        decided_on=form.cleaned_data["decided_on"],
        by=visitor.user,
        at=visitor.at,
    )
