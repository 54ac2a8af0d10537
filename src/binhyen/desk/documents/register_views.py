"""The registers of outgoing and incoming papers: on the page, as workbooks, and what is entered by hand."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.core import pdfs, text
from binhyen.desk import tables
from binhyen.desk.documents import forms, page, registers
from binhyen.desk.officers import done, officers_page, show, year_asked
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.documents import actions, checks, files, models, queries
from binhyen.documents.queries import Asked
from binhyen.places.models import Unit

_PAGE = 50
_LONGEST_SEARCH = 80


def _asked(request: HttpRequest) -> tuple[Visit, Unit, Asked]:
    """Return whose register of which year, kind and words; what cannot be read asks for all."""
    visit = visit_of(request)
    unit = page.unit_of(visit, request)
    kind = request.GET.get("loai", "")
    known = {code for code, _label in forms.kind_choices()}
    words = request.GET.get("tim", "").strip()[:_LONGEST_SEARCH]
    return visit, unit, Asked(year_asked(request, visit), kind if kind in known else "", words)


def _shown(request: HttpRequest, visit: Visit, unit: Unit, asked: Asked) -> dict[str, object]:
    return {
        "unit": unit,
        "asked": asked,
        "years": range(visit.on.year, visit.on.year - 6, -1),
        "address": urlencode({"nam": asked.year, "loai": asked.kind, "tim": asked.words}),
        "may_keep": visit.may(page.KEEP, unit),
    }


@officers_page
@require_GET
def outgoing(request: HttpRequest) -> HttpResponse:
    """Show the register of outgoing papers."""
    visit, unit, asked = _asked(request)
    found = Paginator(queries.outgoing(unit, asked), _PAGE).get_page(request.GET.get("trang"))
    rows = [(each, registers.about(each), registers.note(each)) for each in found]
    shown = _shown(request, visit, unit, asked) | {
        "page": found,
        "rows": rows,
        "kinds": forms.kind_choices(),
        "missing": queries.missing_numbers(unit, asked.year),
        "has_issuers": queries.issuers_of(unit).exists(),
    }
    return show(request, "documents/outgoing", shown)


@officers_page
@require_GET
def outgoing_file(request: HttpRequest) -> HttpResponseBase:
    """Hand out the register of outgoing papers as a workbook."""
    visit, unit, asked = _asked(request)
    _take(actions.Register.OUTGOING, visit, unit, asked)
    table = registers.Outgoing(tables.watermark(visit))
    name = f"so-van-ban-di-{asked.year}"
    return tables.answer(queries.outgoing(unit, asked), table, name=name, kind="xlsx")


@officers_page
@require_GET
def incoming(request: HttpRequest) -> HttpResponse:
    """Show the register of incoming papers."""
    visit, unit, asked = _asked(request)
    found = Paginator(queries.incoming(unit, asked), _PAGE).get_page(request.GET.get("trang"))
    shown = _shown(request, visit, unit, asked) | {"page": found, "today": visit.on}
    return show(request, "documents/incoming", shown)


@officers_page
@require_GET
def incoming_file(request: HttpRequest) -> HttpResponseBase:
    """Hand out the register of incoming papers as a workbook."""
    visit, unit, asked = _asked(request)
    _take(actions.Register.INCOMING, visit, unit, asked)
    table = registers.Incoming(tables.watermark(visit))
    name = f"so-van-ban-den-{asked.year}"
    return tables.answer(queries.incoming(unit, asked), table, name=name, kind="xlsx")


@officers_page
@require_GET
def tracking_file(request: HttpRequest) -> HttpResponseBase:
    """Hand out what came of what came in as a workbook."""
    visit, unit, asked = _asked(request)
    _take(actions.Register.TRACKING, visit, unit, asked)
    table = registers.Tracking(tables.watermark(visit))
    name = f"so-theo-doi-{asked.year}"
    return tables.answer(queries.incoming(unit, asked), table, name=name, kind="xlsx")


def _take(register: actions.Register, visit: Visit, unit: Unit, asked: Asked) -> None:
    actions.take_register(unit=unit, register=register, year=asked.year, by=visit.user, at=visit.at)


def _keeps(request: HttpRequest) -> tuple[Visit, Unit, bool]:
    visit = visit_of(request)
    unit = page.unit_of(visit, request)
    return visit, unit, visit.may(page.KEEP, unit)


def _not_yours(request: HttpRequest) -> HttpResponse:
    return not_allowed(request, _("Only whoever keeps the register writes into it."))


@officers_page
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a paper that was issued before the house kept it."""
    visit, unit, may = _keeps(request)
    if not may:
        return _not_yours(request)
    issuers = list(queries.issuers_of(unit))
    if not issuers:
        raise Http404
    form = forms.Enter(request.POST or None, issuers=issuers)
    if request.method == "POST" and form.is_valid():
        paper = _enter(form, issuers, visit)
        if paper:
            done(request, _("Number %(number)s stands in the register.") % {"number": paper.written})  # fmt: skip
            return redirect("desk:outgoing")
    shown = {
        "form": form,
        "title": _("Enter a paper issued before"),
        "text": _("With the number it has in the paper register. The house goes on after the highest number."),
        "button": _("Enter it"),
        "back": "desk:outgoing",
        "back_label": _("Outgoing papers"),
    }  # fmt: skip
    return show(request, "documents/act", shown)


def _enter(form: forms.Enter, issuers: list[models.Issuer], visit: Visit) -> models.Paper | None:
    """Enter it, or say in the form why not."""
    typed = form.cleaned_data
    issuer = next(each for each in issuers if str(each.pk) == typed["issuer"])
    old = actions.Old(
        kind=typed["kind"], number=typed["number"], day=typed["day"], title=typed["title"],
        signer_name=typed["signer_name"], signer_office=typed["signer_office"] or "",
        recipients=typed["recipients"] or "", keeper=typed["keeper"] or "",
    )  # fmt: skip
    sending = actions.Sending(typed["copies"], typed["sent_on"], typed["note"] or "")
    try:
        return actions.enter(issuer=issuer, old=old, sending=sending, by=visit.user, at=visit.at)
    except actions.NumberUsed as reason:
        form.add_error("number", _("Number %(number)s is used already in this series. Look into the register.") % {"number": reason})  # fmt: skip
    except actions.NumberNotGiven as reason:
        form.add_error("number", _("The house numbers this series itself, and its last number is %(last)s. A paper issued now goes through the house.") % {"last": reason.last})  # fmt: skip
    except actions.DayToCome:
        form.add_error("day", _("This day has not come yet."))
    except checks.Refused as reason:
        form.add_error("title", reason.sentence)
    return None


def _following(form: forms.Follow) -> actions.Following:
    names = ("handed_to", "note", "progress", "answered_by")
    typed = form.cleaned_data
    return actions.Following(
        handed_on=typed["handed_on"], due_on=typed["due_on"], **{name: typed[name] or "" for name in names}
    )  # fmt: skip


def _keep_scan(form: forms.Follow, arrival: models.Arrival, visit: Visit) -> None:
    """Keep the scan, where one was chosen."""
    if scan := form.cleaned_data["scan"]:
        actions.keep_scan(arrival=arrival, scan=scan, by=visit.user, at=visit.at)


@officers_page
@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest) -> HttpResponse:
    """Register a paper that came in."""
    visit, unit, may = _keeps(request)
    if not may:
        return _not_yours(request)
    form = forms.Arrive(
        request.POST or None, request.FILES or None, initial={"arrived_on": visit.on}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        letter = actions.Letter(
            typed["arrived_on"], typed["author"], typed["sign"], typed["dated_on"], typed["title"]
        )
        try:
            with (
                transaction.atomic()
            ):  # a paper whose scan is refused is registered once, with the right one
                arrival = actions.arrive(
                    unit=unit, letter=letter, following=_following(form), by=visit.user, at=visit.at
                )
                _keep_scan(form, arrival, visit)
        except pdfs.PdfRefused as reason:
            form.add_error("scan", reason.sentence)
        except actions.DayToCome as reason:
            name = "arrived_on" if letter.arrived_on == reason.args[0] else "dated_on"
            form.add_error(name, _("This day has not come yet."))
        except checks.Refused as reason:
            form.add_error("title", reason.sentence)
        else:
            done(request, _("It arrived under number %(number)s.") % {"number": arrival.number})
            return redirect("desk:incoming")
    shown = {
        "form": form,
        "title": _("Register a paper that came in"),
        "text": _("Papers with the mark of a state secret have a book of their own and are not entered here."),
        "button": _("Register it"),
        "back": "desk:incoming",
        "back_label": _("Incoming papers"),
    }  # fmt: skip
    return show(request, "documents/act", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Note whom a paper that came in was handed to and what came of it."""
    visit = visit_of(request)
    arrival = get_object_or_404(models.Arrival.objects.select_related("unit"), pk=pk)
    if not visit.may(page.READ, arrival):
        raise Http404
    if not visit.may(page.KEEP, arrival):
        return _not_yours(request)
    seen = {name: getattr(arrival, name) for name in asdict(actions.Following())}
    form = forms.FollowSeen(
        request.POST or None, request.FILES or None, initial=seen | {"version": arrival.version}
    )
    if request.method == "POST" and form.is_valid():
        arrival.version = form.cleaned_data["version"]
        try:
            with transaction.atomic():
                actions.follow(
                    arrival=arrival, following=_following(form), by=visit.user, at=visit.at
                )
                _keep_scan(form, arrival, visit)
        except pdfs.PdfRefused as reason:
            form.add_error("scan", reason.sentence)
        except actions.Outrun as reason:
            form.add_error(None, page.sentence(reason))
        except checks.Refused as reason:
            form.add_error("note", reason.sentence)
        else:
            done(request, _("Noted in the register."))
            return redirect("desk:incoming")
    shown = {
        "form": form,
        "title": f"{arrival.sign}: {arrival.title}",
        "text": _("Arrived on %(day)s under number %(number)s, from %(author)s.")
        % {"day": f"{arrival.arrived_on:%d/%m/%Y}", "number": arrival.number, "author": arrival.author},
        "button": _("Keep"),
        "back": "desk:incoming",
        "back_label": _("Incoming papers"),
    }  # fmt: skip
    return show(request, "documents/act", shown)


@officers_page
@require_GET
@cache_control(private=True, no_store=True)
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the scan of a paper that came in: saved, and not opened within our own pages."""
    visit = visit_of(request)
    arrival = get_object_or_404(models.Arrival.objects.select_related("unit"), pk=pk)
    if not (visit.may(page.READ, arrival) and arrival.scan):
        raise Http404
    try:
        held = files.load(arrival.scan, arrival.scan_sha256)
    except files.Altered as reason:
        messages.error(request, page.sentence(reason))
        return redirect("desk:incoming")
    response = HttpResponse(held, content_type="application/pdf")
    name = text.slug(f"{arrival.number} {arrival.sign}")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
