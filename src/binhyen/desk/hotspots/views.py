"""The list of hot spots, one of them, and what officers do about it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk.hotspots import pictures, sentences
from binhyen.desk.hotspots.forms import Close, Look, Versioned, WhichLook
from binhyen.desk.movement import plan_sentences
from binhyen.desk.officers import done, officers_page, show, unit_for
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.hotspots import actions, models, queries, workflow
from binhyen.hotspots.models import Alert, Ending, Measure, MeasureKind, Scan
from binhyen.hotspots.workflow import Act, State
from binhyen.movement import actions as movement
from binhyen.movement import planning
from binhyen.places.models import Unit

_REFUSED = (actions.Outrun, actions.TooEarly, actions.LookFirst, workflow.MoveNotAllowed)
SHOWN_BEFORE = 100
_KEPT = gettext_lazy("The counts before and after stand on the page.")


@officers_page
@require_GET
def hotspots(request: HttpRequest) -> HttpResponse:
    """List what is open and what was before, and say when the last scan was."""
    visit = visit_of(request)
    if not visit.may("hotspots.read"):
        return not_allowed(request, _("Your post does not work with hot spots."))
    unit = unit_for(visit, request.GET.get("don-vi"), action="hotspots.read")
    found = queries.alerts_of(unit).prefetch_related("areas__area")
    is_open = queries.may_count(visit.user, unit, visit.on)
    return show(
        request,
        "hotspots/hotspots",
        {
            "unit": unit,
            "open": [_row(each, is_open=is_open) for each in found.filter(closed_at=None)],
            "before": [
                _row(each, is_open=is_open)
                for each in found.filter(state=State.CLOSED)[:SHOWN_BEFORE]
            ],
            "looks": [
                {**_row(each.alert, is_open=is_open), "look": each}
                for each in queries.looks_due(unit, visit.on)
            ],
            "hides": not is_open,
            "last": _told(queries.last_scan(unit), is_open=is_open),
            "failed": queries.failed_scan(unit),
            "pending": queries.pending_scan(unit),
            "seldom": sentences.seldom(queries.watch_of(unit).interval_days),
            "may_handle": visit.may("hotspots.handle", unit),
            "may_set": visit.may("hotspots.set_watch", unit),
        },
    )


def _told(scan: Scan | None, *, is_open: bool) -> dict[str, object] | None:
    """Return what is told of a scan; who may not count each is told no sum of which the next night's is the difference."""
    if scan is None:
        return None
    told: dict[str, object] = {"scan": scan, "cases": queries.at_least(scan.cases)}
    return told | {"cases": scan.cases, "left_out": scan.cases_left_out} if is_open else told


def _row(alert: Alert, *, is_open: bool) -> dict[str, object]:
    state, tag = sentences.STATES[alert.state]
    areas = [sentences.around(alert, each.area.full_name) for each in alert.areas.all()]
    return {
        "alert": alert,
        "group": sentences.group_name(alert.group),
        "areas": areas,
        "what": sentences.what(alert, len(areas), is_open=is_open),
        "state": state,
        "tag": tag,
    }


def loaded(visit: Visit, pk: int) -> Alert:
    """Return an alert that the visitor may read; any other does not exist for them."""
    alert = get_object_or_404(Alert.objects.select_related("unit"), pk=pk)
    if not visit.may("hotspots.read", alert):
        raise Http404
    return alert


@officers_page
@require_GET
def hotspot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one: where on the map and in a table, when, how seldom chance does this, what was done and what came of it."""
    visit = visit_of(request)
    alert = loaded(visit, pk)
    is_open = queries.may_count(visit.user, alert, visit.on)
    ground = queries.ground_of(alert, visit.on)
    counts = queries.counts_of(alert, ground, visit.on, is_open=is_open)
    may = visit.may("hotspots.handle", alert)
    state = State(alert.state)
    return show(
        request,
        "hotspots/hotspot",
        {
            **_row(alert, is_open=is_open),
            "unit": alert.unit,
            "chance": sentences.by_chance(alert),
            "drawn": pictures.map_of(alert, [place for place, _n, _year in counts.areas]),
            "counted": [
                (n, sentences.place_name(place), *row)
                for n, (place, *row) in enumerate(counts.areas, 1)
            ],
            "before_words": sentences.before_words(alert, counts.days),
            "hexagon_km": sentences.hexagon_size(alert),
            "grown": ground.grown,
            "is_divided": not ground.is_whole(visit.on),
            "weeks": pictures.weeks_of(alert, counts.weeks),
            "others": [(sentences.group_name(code), n, usual) for code, n, usual in counts.others],
            "hides": not is_open,
            "sightings": alert.sightings.order_by("-day") if is_open else [],
            "measures": _measures(alert),
            "looks": [_look(each, ground, visit) for each in alert.looks.order_by("after_days")],
            "kinds": _kinds(alert) if may and workflow.may(state, Act.TAKE_MEASURE) else [],
            "may_acknowledge": may and workflow.may(state, Act.ACKNOWLEDGE),
            "may_close": may and workflow.may(state, Act.CLOSE),
            "may_look": may,
            "plan_unit": _plan_unit(visit, alert).pk,
        },
    )


def _plan_unit(visit: Visit, alert: Alert) -> Unit:
    """Return the unit whose plan takes the tasks: the alert's, or the one it went into."""
    unit = visit.unit
    return unit if unit and unit.path in alert.holding_paths() else alert.unit


def _measures(alert: Alert) -> list[dict[str, object]]:
    return [
        {
            "measure": each,
            "title": sentences.task_title(alert, each.kind),
            "lead": sentences.LEADS[MeasureKind(each.kind)].value,
        }
        for each in alert.measures.select_related("by").order_by("at", "pk")
    ]


def _kinds(alert: Alert) -> list[tuple[str, str]]:
    chosen = set(alert.measures.values_list("kind", flat=True))
    return [(kind.value, str(kind.label)) for kind in MeasureKind if kind.value not in chosen]


def _look(look: models.Look, ground: queries.Ground, visit: Visit) -> dict[str, object]:
    told: dict[str, object] = {"look": look, "is_due": look.is_due(visit.on)}
    if look.done_at:
        is_comparable = queries.is_comparable(look, ground)
        effect = sentences.effect(look, is_comparable=is_comparable)
        told |= {"effect": effect, "interval": sentences.interval(look), "is_comparable": is_comparable}  # fmt: skip
    return told


@officers_page
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was seen."""
    visit = visit_of(request)
    alert = _as_seen(request, loaded(visit, pk))
    try:
        actions.acknowledge(alert=alert, by=visit.user, at=visit.at)
    except _REFUSED as reason:
        done(request, refusal(reason))
    else:
        done(request, _("It is noted that you have seen it. Choose what is to be done."))
    return redirect("desk:hotspot", pk)


@officers_page
@require_POST
def take_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a measure, and where a plan runs that one may write in, make it a task of it in the same press."""
    visit = visit_of(request)
    alert = loaded(visit, pk)
    kind = request.POST.get("kind", "")
    if kind not in MeasureKind.values:
        raise Http404
    try:
        measure = actions.take_measure(alert=_as_seen(request, alert), kind=MeasureKind(kind), by=visit.user, at=visit.at)  # fmt: skip
    except _REFUSED as reason:
        done(request, refusal(reason))
    else:
        done(request, _plan_it(visit, alert, measure))
    return redirect("desk:hotspot", pk)


def _plan_it(visit: Visit, alert: Alert, measure: Measure) -> str:
    """Make the measure a task; return what to tell."""
    plan = planning.running_plan(_plan_unit(visit, alert), visit.on)
    if plan is None or not visit.may("movement.plan", plan):
        return _("The measure is chosen. Whoever keeps the plan of the unit can make it a task here.")  # fmt: skip
    first = alert.looks.order_by("due_on").first()
    try:
        task = movement.add_task(
            plan=plan,
            title=sentences.task_title(alert, measure.kind),
            lead=sentences.LEADS[MeasureKind(measure.kind)],
            due_on=min(plan.ends_on, first.due_on if first else plan.ends_on),
            origin=measure.origin,
            by=visit.user,
            at=visit.at,
        )
    except plan_sentences.REFUSED as reason:
        return plan_sentences.said(reason)[1]
    return _("The measure is a task of the plan now, due on %(due)s.") % {"due": f"{task.due_on:%d/%m/%Y}"}  # fmt: skip


@officers_page
@require_http_methods(["GET", "POST"])
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the place again: the counts are taken by the house, what was seen there by the officer."""
    visit = visit_of(request)
    alert = loaded(visit, pk)
    if not visit.may("hotspots.handle", alert):
        raise Http404
    look = _look_meant(request, alert)
    if look.done_at and look.by == visit.user:  # pressed twice
        done(request, str(_KEPT))
        return redirect("desk:hotspot", pk)

    def act(alert: Alert, typed: dict[str, str]) -> str:
        actions.look_again(
            alert=alert, after_days=look.after_days, words=typed["words"], by=visit.user, at=visit.at
        )  # fmt: skip
        return str(_KEPT)

    return _form_page(request, alert, Look, act, {"look": look, "title": _("Look at the place again"), "button": _("Keep what was seen")})  # fmt: skip


def _look_meant(request: HttpRequest, alert: Alert) -> models.Look:
    """Return the look the form was shown for; on its first visit the first that nobody did."""
    looks = alert.looks.select_related("by").order_by("after_days")
    if request.method == "POST":
        form = WhichLook(request.POST)
        found = (
            looks.filter(after_days=form.cleaned_data["after_days"]) if form.is_valid() else None
        )
    else:
        found = looks.filter(done_at=None)
    look = found.first() if found is not None else None
    if look is None:
        raise Http404
    return look


@officers_page
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it with a lesson."""
    visit = visit_of(request)
    alert = loaded(visit, pk)
    if not visit.may("hotspots.handle", alert):
        raise Http404

    def act(alert: Alert, typed: dict[str, str]) -> str:
        actions.close(
            alert=alert, ending=Ending(typed["ending"]), lesson=typed["lesson"], by=visit.user, at=visit.at
        )  # fmt: skip
        return _("The hot spot is closed. Its lesson stays in the list.")

    return _form_page(request, alert, Close, act, {"title": _("Close the hot spot"), "button": _("Close it")})  # fmt: skip


def _form_page(
    request: HttpRequest,
    alert: Alert,
    form_class: type[Versioned],
    act: Callable[[Alert, dict[str, str]], str],
    context: dict[str, object],
) -> HttpResponse:
    form = form_class(request.POST if request.method == "POST" else None, initial={"version": alert.version})  # fmt: skip
    visit = visit_of(request)
    is_open = queries.may_count(visit.user, alert, visit.on)
    if request.method == "POST" and form.is_valid():
        alert.version = form.cleaned_data["version"]
        try:
            sentence = act(alert, form.cleaned_data)
        except _REFUSED as reason:
            alert.refresh_from_db()  # the next press is about what is shown now
            _refresh_look(context)
            form = form_class({**request.POST.dict(), "version": alert.version})
            form.full_clean()
            form.add_error(None, refusal(reason))
        else:
            done(request, sentence)
            return redirect("desk:hotspot", alert.pk)
    return show(request, "hotspots/form", {**_row(alert, is_open=is_open), "form": form, **context})


def _refresh_look(context: dict[str, object]) -> None:
    look = context.get("look")
    if isinstance(look, models.Look):
        look.refresh_from_db()


def _as_seen(request: HttpRequest, alert: Alert) -> Alert:
    """Return the alert with the version its page was shown with."""
    form = Versioned(request.POST)
    if not form.is_valid():
        raise Http404
    alert.version = form.cleaned_data["version"]
    return alert


def refusal(reason: Exception) -> str:
    """Return what a refusal says."""
    match reason:
        case actions.TooEarly(due_on=due_on):
            return _("The days after the measure are over on %(due)s. Look again then.") % {"due": f"{due_on:%d/%m/%Y}"}  # fmt: skip
        case actions.LookFirst():
            return _("Look at the place again first, after 14 and after 60 days: only then is there a lesson.")  # fmt: skip
        case actions.Outrun():
            return _("Somebody else changed it just now. Look at it again; what you typed is kept here.")  # fmt: skip
        case _:
            return _("This step does not follow from where the hot spot stands now. Look at it again.")  # fmt: skip
