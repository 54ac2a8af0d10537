"""A mediation as its mediators and the unit see it; and, for the committee, how many disputes grow hot and where."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk import wording
from binhyen.desk.mediation import forms
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.matters import actions, queries
from binhyen.matters.models import Mediation
from binhyen.matters.words import MediationOutcome
from binhyen.matters.workflow import Act, State, can_follow
from binhyen.people import policy


@officer
@require_GET
def mediation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a mediation to whom it was given, and to the unit that asked; to nobody else it exists."""
    visit = visit_of(request)
    found = _load(pk, visit)
    matter = found.matter
    shown = {
        "mediation": found,
        "matter": matter,
        "category": wording.category_name(matter.category),
        "left": wording.deadline(found.start_due, visit.at),
        "sessions": found.sessions.order_by("held_at", "pk"),
        "mediators": _names(found, visit),
        "steps": [(slug, step) for slug, step in STEPS.items() if step.is_open(found)]
        if can_follow(Act.MEDIATE, State(matter.state))
        else [],
        "is_of_unit": visit.may("matters.ask_mediation", matter),
    }
    return render(request, "desk/mediation/mediation.html", shown)


def _load(pk: int, visit: Visit) -> Mediation:
    found = get_object_or_404(
        Mediation.objects.select_related(
            "matter__keeper", "matter__unit", "matter__area", "matter__handler"
        ),
        pk=pk,
    )
    if visit.may("matters.ask_mediation", found.matter):
        if queries.is_masked(found.matter, visit.user, visit.on):
            raise Http404
    elif not _is_given_to(found, visit):
        raise Http404
    return found


def _is_given_to(found: Mediation, visit: Visit) -> bool:
    if found.matter.is_restricted:  # it has become what is not for mediators to read
        return False
    return visit.may("matters.mediate", found) and found.mediators.filter(pk=visit.user.pk).exists()


def _names(found: Mediation, visit: Visit) -> list[str]:
    """Return who mediates, to the team itself, the chief and the handler who asked; to others nobody (Art. 4)."""
    knows = (
        _is_given_to(found, visit)
        or visit.may("matters.read_restricted", found.matter)
        or visit.user.pk in {found.asked_by_id, found.matter.handler_id}
    )
    if not knows:
        return []
    return [user.full_name for user in found.mediators.order_by("full_name", "pk")]


@dataclass(frozen=True)
class Step:
    """One thing to do in a mediation: its words, its form, when it is open, how it is done."""

    label: Promise
    form: type[django_forms.Form]
    is_open: Callable[[Mediation], bool]
    run: Callable[[Mediation, django_forms.Form, Visit], None]
    done: Promise


def _start(found: Mediation, form: django_forms.Form, visit: Visit) -> None:
    actions.start_mediation(mediation=found, by=visit.user, at=visit.at)


def _session(found: Mediation, form: django_forms.Form, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.hold_session(
        mediation=found, held_at=typed["held_at"], place=typed["place"], households=typed["households"],
        is_open=typed["is_open"] == "yes", by=visit.user, at=visit.at,
    )  # fmt: skip


def _end(found: Mediation, form: django_forms.Form, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.end_mediation(
        mediation=found, outcome=MediationOutcome(typed["outcome"]), is_written=bool(typed["paper_number"]),
        paper_number=typed["paper_number"], by=visit.user, at=visit.at,
    )  # fmt: skip


def _is_waiting(found: Mediation) -> bool:
    return found.started_at is None and found.ended_at is None


def _is_going_on(found: Mediation) -> bool:
    return found.ended_at is None


STEPS = {
    "bat-dau": Step(
        gettext_lazy("Begin the mediation"), forms.Start, _is_waiting, _start,
        gettext_lazy("The mediation has begun."),
    ),
    "buoi": Step(
        gettext_lazy("Record a session"), forms.Session, _is_going_on, _session,
        gettext_lazy("The session is recorded."),
    ),
    "ket-qua": Step(
        gettext_lazy("Say how it ended"), forms.End, _is_going_on, _end,
        gettext_lazy("The mediation has ended; the unit was told."),
    ),
}  # fmt: skip


@officer
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Do one step of a mediation."""
    visit = visit_of(request)
    found = _load(pk, visit)
    page = STEPS.get(slug)
    if page is None:
        raise Http404
    if request.method == "GET" and not page.is_open(found):
        messages.warning(request, _("This step is no longer open in this mediation."))
        return redirect("desk:mediation", pk=pk)
    form = page.form(request.POST or None)
    if request.method == "POST" and form.is_valid() and _run(page, found, form, visit):
        messages.success(request, str(page.done))
        return redirect("desk:mediation", pk=pk)
    shown = {"mediation": found, "matter": found.matter, "page": page, "form": form}
    return render(request, "desk/mediation/step.html", shown)


def _run(page: Step, found: Mediation, form: django_forms.Form, visit: Visit) -> bool:
    """Do the step; a refusal becomes a sentence, with what was typed kept."""
    try:
        page.run(found, form, visit)
    except actions.BadTime:
        form.add_error(
            "held_at", _("A session lies after the mediators were asked and not in the future, and is recorded once.")
        )  # fmt: skip
    except actions.NotStarted:
        form.add_error("outcome", _("It has not begun: record a session first, or say that it was stopped."))  # fmt: skip
    except (actions.NotMediable, actions.MoveNotAllowed):
        form.add_error(None, _("This mediation, or its matter, has moved on meanwhile. Look again."))  # fmt: skip
    else:
        return True
    return False


@officer
@require_GET
def prolonged(request: HttpRequest) -> HttpResponse:
    """Show the committee how many disputes are complex or prolonged, by residential area: totals, no matters."""
    visit = visit_of(request)
    posts = policy.posts_granting(visit.user, "matters.count_prolonged", on=visit.on)
    if not posts:
        return not_allowed(request, _("Your post does not see this figure."))
    rows = queries.prolonged_by_area([post.unit for post in posts])
    shown = {"rows": rows, "total": sum(row.n for row in rows)}
    return render(request, "desk/mediation/prolonged.html", shown)
