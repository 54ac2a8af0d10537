"""The audit trail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal
from binhyen.core import text
from binhyen.desk import targets
from binhyen.desk import trail as words
from binhyen.desk.posts import officer, visit_of
from binhyen.places.models import Unit

ENTRIES = 50
#: The one kind of entry whose reason is what the auditor reads the trail for.
IDENTITY = "reports.identity_looked_at"


def _named(entries: list[Entry]) -> list[dict[str, object]]:
    """Return the entries with the names of those who acted, and of the people and units acted on; who no longer has an
    account keeps the number."""
    said = {ref for entry in entries for ref in (entry.actor, entry.subject)}
    names = targets.names_of(said)
    abouts = names | dict(Unit.objects.filter(path__in=said).values_list("path", "full_name"))
    names |= {
        "resident": _("a resident"),
        "shell": _("the operator"),
        "house": _("the house itself"),
        "worker": _("the house itself"),
    }
    return [
        {
            "at": entry.at,
            "event": entry.event,
            "said": words.said(entry.event),
            "reason": entry.detail.get("reason", "") if entry.event == IDENTITY else "",
            "subject": entry.subject,
            "about": abouts.get(entry.subject, ""),
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
    subject, event = request.GET.get("ve", "").strip(), request.GET.get("viec", "")
    event = event if event in words.EVENTS else ""
    if subject:
        found = found.filter(subject=subject)
    if event:
        found = found.filter(event=event)
    before = text.whole(request.GET.get("truoc", ""))
    if before is not None:
        found = found.filter(pk__lt=before)
    entries = list(found[: ENTRIES + 1])
    kept = {name: value for name, value in (("ve", subject), ("viec", event)) if value}
    last = entries[ENTRIES - 1].pk if len(entries) > ENTRIES else None
    shown = {
        "entries": _named(entries[:ENTRIES]),
        "following": f"?{urlencode(kept | {'truoc': last})}" if last else "",
        "subject": subject,
        "event": event,
        "choices": words.choices(),
        "last_seal": Seal.objects.order_by("-number").first(),
        "late_by": audit.late_by(at=visit.at),
        "address": reverse("desk:trail"),
    }
    return render(request, "desk/trail.html", shown)
