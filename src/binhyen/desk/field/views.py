"""Today's tasks, one of them, and the log of patrols, on a phone."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.core import installing
from binhyen.desk import days
from binhyen.desk.field import forms, sending, tasks
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.forces import actions as forces
from binhyen.forces import queries as patrols
from binhyen.matters import actions, queries, workflow
from binhyen.matters.models import FieldKind, Matter
from binhyen.matters.workflow import Act, State
from binhyen.people.policy import NotAllowed
from binhyen.reports import actions as reports

OWN_PATROLS_SHOWN = 5
_WEEK = timedelta(days=7)
_USUAL_PATROL = timedelta(hours=1)
_SENT_ALREADY = _("Somebody else has sent this already.")


def _frame(visit: Visit) -> dict[str, object]:
    return {"owner": sending.owner_of(visit.user), "may_patrol": visit.may("forces.log_patrol")}


@officer
@require_GET
@cache_control(private=True, no_cache=True)
def field(request: HttpRequest) -> HttpResponse:
    """Show today's tasks, what was refused lately, and the last patrols."""
    visit = visit_of(request)
    if not visit.may("matters.note"):
        return not_allowed(request, str(_("Your post has no tasks in the field.")))
    own = patrols.own_patrols(visit.user, since=visit.at - _WEEK)[:OWN_PATROLS_SHOWN]
    shown = {
        "tasks": tasks.tasks(visit),
        "not_done": tasks.not_done(visit),
        "patrols": own,
        **_frame(visit),
    }
    return render(request, "desk/field/field.html", shown)


@officer
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_cache=True)
def task(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one task and take a note, a photo or "done" on it."""
    visit = visit_of(request)
    if request.method == "POST" and (answer := _taken(request, visit)):
        return answer
    found = get_object_or_404(tasks.of_person(visit), reference=reference)
    sent = forms.Field(request.POST or None, request.FILES or None, visit=visit)
    shown = {
        "task": tasks.task(found, visit),
        "matter": found,
        "form": sent if sent.is_bound else None,
        "forms": [
            {"kind": kind.value, "form": _fresh(kind, found, sent), **words}
            for kind, words in _WORDS.items()
        ],
        "may_note": workflow.can_follow(Act.NOTE, State(found.state)),
        "photos": queries.field_photos(found).count(),
        **_frame(visit),
    }  # fmt: skip
    return render(request, "desk/field/task.html", shown)


@officer
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_cache=True)
def part(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show one part of a matter and take "done" on it."""
    visit = visit_of(request)
    if request.method == "POST" and (answer := _taken(request, visit)):
        return answer
    mine = tasks.parts_of_person(visit).filter(matter__reference=reference)
    found = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        form = forms.Field(request.POST, visit=visit)
    else:
        kind = FieldKind.PART.value
        initial = {"key": uuid4(), "kind": kind, "matter": reference, "part": found.pk}
        form = forms.Field(initial=initial, visit=visit)
    shown = {
        "task": tasks.part_task(found, visit),
        "part": found,
        "matter": found.matter,
        "form": form,
        **_frame(visit),
    }
    return render(request, "desk/field/part.html", shown)


def _fresh(kind: FieldKind, found: Matter, sent: forms.Field) -> forms.Field:
    """Return the form of one kind; the one that was sent keeps what was typed and what is wrong with it."""
    if sent.is_bound and sent.data.get("kind") == kind.value:
        return sent
    initial = {"kind": kind.value, "matter": found.reference, "version": found.version}
    # Three forms on one page: each names its fields after itself.
    return forms.Field(
        initial={"key": uuid4(), **initial},
        visit=sent.visit,
        auto_id=f"{kind.value.lower()}-%s",
    )


def _taken(request: HttpRequest, visit: Visit) -> HttpResponse | None:
    """Do what a page without scripts sends; None when the form has to be shown again."""
    form = forms.Field(request.POST, request.FILES, visit=visit)
    if not form.is_valid():
        return None
    try:
        sent = sending.take(form)
    except actions.SentBySomebodyElse:
        messages.warning(request, str(_SENT_ALREADY))
        return redirect("desk:field")
    if sent.refusal:
        messages.warning(request, tasks.why(sent))
        return redirect("desk:field")
    kind = FieldKind(sent.kind)
    messages.success(request, str(_DONE[kind]))
    if kind is FieldKind.PART:  # it is no task any more, and the matter may never have been one
        return redirect("desk:field")
    return redirect("desk:field_task", reference=sent.subject)


_WORDS: dict[FieldKind, dict[str, Promise]] = {
    FieldKind.NOTE: {
        "heading": _("Note from the field"),
        "hint": _("What you found. Internal: the reporter does not see it."),
        "button": _("Keep the note"),
    },
    FieldKind.PHOTO: {
        "heading": _("Photo"),
        "hint": _("Of the place, not of faces. Made smaller before it is sent; the position inside is removed."),
        "button": _("Keep the photo"),
    },
    FieldKind.DONE: {
        "heading": _("Done"),
        "hint": _("Tells whoever has the matter in hand that nothing is left to do here; they settle it."),
        "button": _("Say that it is done"),
    },
}  # fmt: skip
_DONE: dict[FieldKind, Promise] = {
    FieldKind.NOTE: _("The note is kept."),
    FieldKind.PHOTO: _("The photo is kept."),
    FieldKind.DONE: _("Whoever has the matter in hand is told that it is done."),
    FieldKind.PART: _("The part is done."),
}


@officer
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_cache=True)
def patrol(request: HttpRequest) -> HttpResponse:
    """Log a patrol."""
    visit = visit_of(request)
    if not visit.may("forces.log_patrol"):
        return not_allowed(
            request, str(_("Patrols are logged by the members of the security teams."))
        )
    if request.method == "POST":
        form = forms.Patrol(request.POST, visit=visit)
        if form.is_valid() and _logged(form):
            messages.success(request, str(_("The patrol is in the log.")))
            return redirect("desk:field")
    else:
        form = forms.Patrol(initial=_just_now(visit), visit=visit)
    return render(request, "desk/field/patrol.html", {"form": form, **_frame(visit)})


def _just_now(visit: Visit) -> dict[str, object]:
    return {"key": uuid4(), "started_at": visit.at - _USUAL_PATROL, "ended_at": visit.at}


def _logged(form: forms.Patrol) -> bool:
    try:
        sending.log(form)
    except forces.NotTheirPatrol:
        form.add_error(None, str(_SENT_ALREADY))
    except forces.NotOnePatrol as reason:
        form.add_error("ended_at", sending.patrol_refusal(reason))
    except days.REFUSED as reason:
        days.tell(form, reason, "started_at")
    except NotAllowed as reason:
        form.add_error("area", sending.patrol_refusal(reason))
    else:
        return True
    return False


@officer
@require_GET
@cache_control(private=True, max_age=3600)
def photo(request: HttpRequest, reference: str, token: str) -> HttpResponseBase:
    """Serve a photo from the field to whoever may read the matter."""
    visit = visit_of(request)
    seen = Matter.objects.visible_to(visit.user, visit.on)
    found = get_object_or_404(seen, reference=reference)
    kept = get_object_or_404(queries.field_photos(found), token=token)
    path = reports.photo_path(kept.file)
    if queries.is_masked(found, visit.user, visit.on) or not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    if found.is_restricted:  # it became so after the photo was taken
        response["Cache-Control"] = "no-store"
    return response


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how a phone puts today's tasks on its first screen; holds nothing of anybody."""
    return installing.manifest_of(
        str(_("Bình Yên – In the field")), str(_("In the field")), "desk:field"
    )
