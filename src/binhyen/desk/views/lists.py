"""The inbox and the audit trail."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal
from binhyen.desk import acts, forms, wording
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.desk.views.home import SECTIONS, shown_count
from binhyen.matters import inbox
from binhyen.matters.inbox import Filters, Section
from binhyen.people.models import User
from binhyen.places.models import Unit

ENTRIES = 50


@officer
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """List the matters of one's unit; every filter stands in the address."""
    visit = visit_of(request)
    if visit.unit is None or not visit.may("matters.triage", visit.unit):
        return _list_of_area(request, visit)
    form = forms.Filter(request.GET, areas=acts.areas_of(visit.unit, visit))
    filters = _filters(form)
    is_chief = visit.may("matters.read_restricted", visit.unit)
    page = inbox.page(
        visit.unit,
        filters,
        at=visit.at,
        is_chief=is_chief,
        after=request.GET.get("sau", ""),
    )
    rows = [
        wording.row(
            matter,
            user_pk=visit.user.pk,
            is_chief=is_chief,
            at=visit.at,
            unit_pk=visit.unit.pk,
        )
        for matter in page.rows
    ]
    kept = {name: str(value) for name, value in request.GET.items() if value and name != "sau"}
    following = f"?{urlencode(kept | {'sau': page.following})}" if page.following else ""
    shown = {
        "form": form,
        "rows": rows,
        "following": following,
        "is_later_page": "sau" in request.GET,
        "tabs": _tabs(visit.unit, filters.section, visit),
        "heading": SECTIONS[filters.section],
        "section": filters.section,
        "is_filtered": bool(set(kept) - {"muc"}),
    }
    template = "desk/_inbox_rows.html" if getattr(request, "htmx", None) else "desk/inbox.html"
    return render(request, template, shown)


def _list_of_area(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A team member has a short list, on the first page; the other roles have none."""
    if visit.may("matters.read"):
        return redirect("desk:home")
    return not_allowed(request, _("Your post does not work with matters."))


def _filters(form: forms.Filter) -> Filters:
    """Return what is asked for; a field that cannot be read is named at its place and filters nothing."""
    form.is_valid()
    typed = form.cleaned_data
    area: Unit | None = typed.get("ap")
    since: date | None = typed.get("tu")
    until: date | None = typed.get("den")
    return Filters(
        section=Section(typed.get("muc") or Section.OPEN),
        state=typed.get("trang_thai", ""),
        group=typed.get("nhom", ""),
        area=area.pk if area else None,
        words=typed.get("tim", ""),
        since=since,
        until=until,
    )


def _tabs(unit: Unit, current: Section, visit: Visit) -> list[dict[str, object]]:
    counts = inbox.counts(unit, at=visit.at)
    return [
        {
            "url": f"?muc={section.value}",
            "label": label,
            "count": shown_count(counts[section]) if section in counts else "",
            "is_current": section is current,
        }
        for section, label in SECTIONS.items()
    ]


def _named(entries: list[Entry]) -> list[dict[str, object]]:
    """Return the entries with the names of those who acted; who no longer has an account keeps the number."""
    refs = {entry.actor for entry in entries if entry.actor.startswith("U-")}
    users = User.objects.filter(pk__in=[int(ref[2:]) for ref in refs if ref[2:].isdecimal()])
    names = {user.ref: user.full_name for user in users}
    names |= {"resident": _("a resident"), "shell": _("the operator")}
    return [
        {
            "at": entry.at,
            "event": entry.event,
            "subject": entry.subject,
            "seal_number": entry.seal_number,
            "who": names.get(entry.actor, entry.actor),
        }
        for entry in entries
    ]


@officer
@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """Show the trail to the auditor, newest first, with the state of its seals."""
    visit = visit_of(request)
    if not visit.may("audit.read"):
        raise Http404
    found = Entry.objects.order_by("-pk")
    subject, event = request.GET.get("ve", "").strip(), request.GET.get("viec", "").strip()
    if subject:
        found = found.filter(subject=subject)
    if event:
        found = found.filter(event=event)
    before = request.GET.get("truoc", "")
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    entries = list(found[: ENTRIES + 1])
    kept = {name: value for name, value in (("ve", subject), ("viec", event)) if value}
    last = entries[ENTRIES - 1].pk if len(entries) > ENTRIES else None
    shown = {
        "entries": _named(entries[:ENTRIES]),
        "following": f"?{urlencode(kept | {'truoc': last})}" if last else "",
        "subject": subject,
        "event": event,
        "last_seal": Seal.objects.order_by("-number").first(),
        "late_by": audit.late_by(at=visit.at),
        "address": reverse("desk:trail"),
    }
    return render(request, "desk/trail.html", shown)
