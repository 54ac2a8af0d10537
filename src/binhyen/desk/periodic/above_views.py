"""The level above: who reported, and a report received, returned or made part of one's own."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.core import text
from binhyen.desk.officers import done, officers_page, own_unit, show
from binhyen.desk.periodic import forms, saying
from binhyen.desk.periodic.views import as_seen, loaded
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.periodic import actions, queries, rules, skeleton, words
from binhyen.periodic.models import Report, SectionWords
from binhyen.periodic.rules import PERIODIC, Kind
from binhyen.periodic.workflow import State


@officers_page
@require_GET
def below(request: HttpRequest) -> HttpResponse:
    """List the units below in one window: received, sent, late, missing."""
    visit = visit_of(request)
    unit = own_unit(visit, action="periodic.receive")
    if unit is None:
        return not_allowed(request, _("Your post does not receive periodic reports."))
    kind = forms.kind_asked(request.GET.get("loai", "")) or Kind.MONTH
    rule = queries.rule_for(unit, kind)
    window = rules.window_of(kind, _day_asked(request, visit), rule)
    if "ky" not in request.GET and visit.on < window.until:
        window = rules.before(kind, window, rule)  # the last one that is over
    found = queries.below(unit, kind, window, on=visit.on)
    earlier, later = rules.before(kind, window, rule), rules.window_of(kind, window.until, rule)
    return show(
        request,
        "periodic/below",
        {
            "unit": unit,
            "kind": kind.value,
            "kinds": [(each.value, words.KINDS[each]) for each in PERIODIC],
            "name": words.window_name(kind, window),
            "days": words.days_of(window),
            "due_on": rules.due_on(kind, window, rule),
            "lines": [_line(each, visit) for each in found.lines],
            "absent": found.absent,
            "sent": sum(each.state is not None for each in found.lines),
            "received": len(found.in_state(State.RECEIVED, State.MERGED)),
            "late": len(found.late),
            "earlier": _address(kind, earlier.last_day),
            "later": _address(kind, later.last_day) if later.since <= visit.on else "",
            "own": Report.objects.filter(unit=unit).of_window(kind, window).defer("frozen").first(),
            "may_write": visit.may("periodic.write", unit),
            "day": min(window.last_day, visit.on),
        },
    )


def _day_asked(request: HttpRequest, visit: Visit) -> date:
    try:
        day = date.fromisoformat(request.GET.get("ky", ""))
    except ValueError:
        return visit.on
    return day if day.year in range(2016, 2101) else visit.on


def _address(kind: Kind, day: date) -> str:
    query = urlencode({"loai": kind.value, "ky": day.isoformat()})
    return f"{reverse('desk:periodic_below')}?{query}"


def _line(line: queries.Line, visit: Visit) -> dict[str, object]:
    told: dict[str, object] = {
        "unit": line.unit,
        "is_late": line.is_late,
        "due_on": line.due_on,
        "state": saying.NOTHING_YET,
        "tag": "govuk-tag--grey",
    }
    if line.report and line.state:
        told |= saying.line(line.report, visit)
    return told


@officers_page
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a report is here and in order."""
    visit = visit_of(request)
    report = loaded(visit, pk)
    try:
        actions.receive(report=as_seen(request, report), by=visit.user, at=visit.at)
    except saying.REFUSED as reason:
        done(request, saying.refusal(reason))
    else:
        done(request, _("The report is received."))
    return redirect("desk:periodic_report", pk)


@officers_page
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a report with words that say what is to be mended."""
    visit = visit_of(request)
    report = loaded(visit, pk)
    if not visit.may("periodic.receive", report):
        raise Http404
    form = forms.SendBack(
        request.POST if request.method == "POST" else None, initial={"version": report.version}
    )
    if request.method == "POST" and form.is_valid():
        report.version = form.cleaned_data["version"]
        try:
            actions.send_back(report=report, words=form.cleaned_data["words"], by=visit.user, at=visit.at)  # fmt: skip
        except saying.REFUSED as reason:
            report = loaded(visit, pk)
            form = forms.SendBack({**request.POST.dict(), "version": report.version})
            form.full_clean()
            form.add_error(None, saying.refusal(reason))
        else:
            done(request, _("The report went back to its unit with your words."))
            return redirect(_address(report.length, report.window.last_day))
    return show(request, "periodic/send_back", {**saying.line(report, visit), "form": form})


@officers_page
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the units below wrote, section by section; take it over into the own report, and merge what was received."""
    visit = visit_of(request)
    own = loaded(visit, pk)
    if not visit.may("periodic.write", own):
        raise Http404
    found = queries.below(own.unit, own.length, own.window, on=visit.on)
    reports = [line.report for line in found.lines if line.report and line.state]
    if request.method == "POST":
        return _taken(request, visit, own, reports)
    return show(
        request,
        "periodic/merge",
        {
            **saying.line(own, visit),
            "found": found,
            "late": [_line(each, visit) for each in found.late],
            "received": [each for each in reports if each.state == State.RECEIVED],
            "waiting": [each for each in reports if each.state == State.SENT],
            "merged": [each for each in reports if each.state == State.MERGED],
            "sections": _texts(own, reports),
            "is_open": own.is_open,
        },
    )


def _texts(own: Report, reports: list[Report]) -> list[tuple[skeleton.Section, list[SectionWords]]]:
    """Return what the units wrote, by section; a section in which nobody wrote is left out."""
    rows = SectionWords.objects.filter(report__in=[each.pk for each in reports]).exclude(words="")
    by_section: dict[str, list[SectionWords]] = {}
    for row in rows.select_related("report__unit").order_by("report__unit__sort_key", "pk"):
        by_section.setdefault(row.section, []).append(row)
    return [
        (section, by_section[section.code])
        for section in skeleton.written_sections(own.length)
        if section.code in by_section
    ]


def _taken(request: HttpRequest, visit: Visit, own: Report, reports: list[Report]) -> HttpResponse:
    """Do what was pressed: take texts over, or merge the received reports."""
    own = as_seen(request, own)
    try:
        if "tong-hop" in request.POST:
            received = [each for each in reports if each.state == State.RECEIVED]
            n = actions.merge(into=own, parts=received, by=visit.user, at=visit.at)
            done(request, _("Reports merged into yours: %(n)d.") % {"n": n})
        else:
            picked = {text.whole(each) for each in request.POST.getlist("doan")}
            words_by_section = _with(own, reports, picked)
            actions.write(report=own, words=words_by_section, by=visit.user, at=visit.at)
            done(request, _("The texts stand in your report now: shorten them there."))
    except saying.REFUSED as reason:
        done(request, saying.refusal(reason))
        return redirect("desk:periodic_merge", own.pk)
    return redirect("desk:periodic_report", own.pk)


def _with(own: Report, reports: list[Report], picked: set[int | None]) -> dict[str, str]:
    """Return the own sections with the picked texts below, each after the name of its unit."""
    saved = dict(own.sections.values_list("section", "words"))
    for section, rows in _texts(own, reports):
        for row in rows:
            if row.pk in picked:
                text = f"{row.report.unit.full_name}: {row.words}"
                before = saved.get(section.code, "")
                saved[section.code] = f"{before}\n{text}" if before else text
    return saved
