"""The teams' tasks by the six groups: what was done, entering one, saying how one ended."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk import days
from binhyen.desk.forces import asking, duty_forms, pictures
from binhyen.desk.officers import done, number_asked, officers_page, show, year_asked
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import month_of
from binhyen.forces import actions, queries, words
from binhyen.forces.models import DutyEntry, DutyGroup, Outcome, Team
from binhyen.forces.rating_rule import rating_rule
from binhyen.places.models import Unit

ON_A_PAGE = 20


@officers_page
@require_http_methods(["GET", "POST"])
def duties(request: HttpRequest) -> HttpResponse:
    """Show what the teams were given and did in a rating year or a month of it, and enter a task.

    The level above reads the sums of its communes; each task is read, entered and ended where the team is at home.
    """
    visitor = visit_of(request)
    unit = asking.unit_with_force(request, visitor, "forces.read_duties")
    own = queries.teams_granted(visitor.user, "forces.log_duty", visitor.on)
    form = duty_forms.Duty(own, visitor.on, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and enter(form, visitor):
        done(request, _("The task is in the log."))
        return redirect(f"{reverse('desk:duties')}?don-vi={unit.pk}")
    year = _year(request, visitor)
    shown = _shown(request, visitor, unit, year)
    status = 409 if form.non_field_errors() else 200
    context = {"unit": unit, "year": year, "form": form, "own": own, **shown}
    context["may_take_back"] = visitor.may("forces.manage", unit)
    return show(request, "forces/duties", context, status=status)


def _year(request: HttpRequest, visitor: Visit) -> int:
    if request.GET.get("nam"):
        return year_asked(request, visitor)
    return rating_rule().year_of(visitor.on)


def _shown(request: HttpRequest, visitor: Visit, unit: Unit, year: int) -> dict[str, object]:
    month = asking.month_asked(request, visitor)
    since, until = queries.year_span(year)
    if month is not None:
        since, until = month, month_of(month).until
    team, group = number_asked(request, "to"), number_asked(request, "nhom")
    found = queries.duties(scope_of(unit), since=since, until=until, team=team, group=group)
    months = asking.months_of(year, visitor)
    readable = queries.teams_granted(visitor.user, "forces.read_duties", visitor.on)
    return {
        "teams": Team.objects.filter(unit_id__in=scope_of(unit).unit_ids).order_by("unit", "pk"),
        "months": [(f"{m:%Y-%m}", asking.month_name(m), m == month) for m in months],
        "groups": [(each.value, each.label, each.value == group) for each in DutyGroup],
        "team_chosen": team,
        "month": month,
        "by_group": pictures.bars(
            "nhom",
            _("Tasks done of those given, by group"),
            _by_group(queries.totals_by(found, "group")),
        ),
        "by_team": queries.totals_by(found, "team__name", "team__unit__full_name"),
        "by_month": pictures.bars(
            "thang",
            _("Tasks by month"),
            _by_month(queries.totals_by(found, "on__year", "on__month")),
        ),
        "page": Paginator(found.filter(team__in=readable), ON_A_PAGE).get_page(
            request.GET.get("trang")
        ),
        "query": _without_page(request),
    }


def _without_page(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("trang", None)
    return kept.urlencode()


def share(part: int | None, whole: int | None) -> str:
    """Return "12/14 (86 %)", or a dash where nothing was given."""
    if not whole:
        return "–"
    percent = number_format(round(100 * (part or 0) / whole, 1))
    return f"{part or 0}/{whole} ({percent} %)"


def _by_group(rows: Iterable[dict[str, Any]]) -> list[tuple[str, float, str]]:
    """Return a bar for each of the six groups, those without a task included."""
    found = {row["group"]: row for row in rows}
    return [
        (
            f"{group.value}. {words.SHORT[group]}",
            float(found[group.value]["done"] or 0) if group.value in found else 0.0,
            share(found[group.value]["done"], found[group.value]["given"])
            if group.value in found
            else "–",
        )
        for group in DutyGroup
    ]


def _by_month(rows: Iterable[dict[str, Any]]) -> list[tuple[str, float, str]]:
    return [
        (
            asking.month_name(date(row["on__year"], row["on__month"], 1)),
            float(row["done"] or 0),
            share(row["done"], row["given"]),
        )
        for row in rows
    ]


def enter(form: duty_forms.Duty, visitor: Any) -> DutyEntry | None:
    """Do what a valid form asks; None, with the reason in the form, when it cannot be."""
    said = form.cleaned_data
    try:
        return actions.log_duty(
            key=said["key"], team=said["team"], kind=said["kind"], on=said["on"],
            times=said["times"], done=form.done(), by=visitor.user, at=visitor.at,
        )  # fmt: skip
    except actions.YearClosed as reason:
        form.add_error("on", year_closed(reason))
    except actions.NotTheirDuty:
        form.add_error(None, _("Somebody else has sent this already."))
    except days.REFUSED as reason:
        days.tell(form, reason, "on")
    return None


def year_closed(reason: actions.YearClosed) -> str:
    """Return the sentence about a year that was decided."""
    return _(
        "The rating year %(year)s is closed by decision %(number)s: nothing of it can be changed. Only a new decision"
        " that names this one changes its rating."
    ) % {"year": reason.sheet.year, "number": reason.sheet.decision_number}


@officers_page
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a task that was given ended."""
    visitor = visit_of(request)
    entry = _entry(pk)
    if not visitor.may("forces.log_duty", entry.team.near()):
        raise Http404
    form = duty_forms.End(entry, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_duty(entry=entry, done=form.done(), by=visitor.user, at=visitor.at)
        except (actions.DoneAlready, actions.YearClosed, *days.REFUSED) as reason:
            form.add_error(None, _not_ended(reason))
            entry.refresh_from_db()
        else:
            done(request, _("It is noted how the task ended."))
            return redirect(_back(visitor, entry))
    status = 409 if form.non_field_errors() else 200
    context = {
        "entry": entry, "unit": entry.team.unit, "form": form, "back": _back(visitor, entry),
        "written": _written(form),
    }  # fmt: skip
    return show(request, "forces/end_duty", context, status=status)


@officers_page
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an entry that is wrong, with the reason, while its year is not decided."""
    visitor = visit_of(request)
    entry = _entry(pk)
    is_own = entry.by_id == visitor.user.pk
    if not visitor.may("forces.log_duty" if is_own else "forces.manage", entry.team.near()):
        raise Http404
    form = duty_forms.TakeBack(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        try:
            actions.take_back_duty(entry=entry, because=because, by=visitor.user, at=visitor.at)
        except (actions.DoneAlready, actions.YearClosed, *days.REFUSED) as reason:
            form.add_error(None, _not_ended(reason))
        else:
            done(request, _("The entry is taken back; it counts no more."))
            return redirect(_back(visitor, entry))
    status = 409 if form.non_field_errors() else 200
    context = {"entry": entry, "unit": entry.team.unit, "form": form, "back": _back(visitor, entry)}
    return show(request, "forces/take_back", context, status=status)


def _entry(pk: int) -> DutyEntry:
    """Return an entry that counts."""
    return get_object_or_404(DutyEntry.objects.counted().select_related("team__unit"), pk=pk)


def _written(form: duty_forms.End) -> list[tuple[Any, Any]]:
    """Return what was typed with its labels, for the page to show where the form is gone: a colleague was first."""
    outcomes: dict[Any, Any] = dict(Outcome.choices)
    typed = [(field.label, field.value()) for field in form if form.is_bound]
    return [(label, outcomes.get(value, value)) for label, value in typed if value]


def _not_ended(reason: Exception) -> str:
    if isinstance(reason, days.REFUSED):
        return days.said(reason)
    if isinstance(reason, actions.YearClosed):
        return year_closed(reason)
    return _("How this task ended was said already.")


def _back(visitor: Visit, entry: DutyEntry) -> str:
    """Members came from their phone's page, officers from the list."""
    if visitor.may("forces.read_duties", entry.team):
        return reverse("desk:duties")
    return reverse("desk:field_duty")
