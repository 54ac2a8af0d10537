"""What units below ask: the list across communes, its archive, the answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk import assigning_forms as forms
from binhyen.desk import wording
from binhyen.desk.posts import Visit, not_allowed, officer, typed_before_login, visit_of
from binhyen.matters import actions, asking, inbox, queries, words
from binhyen.matters.asking import Asked
from binhyen.matters.models import Proposal
from binhyen.matters.rules import Kind
from binhyen.people import policy
from binhyen.places.models import Unit


class Filter(django_forms.Form):
    """What the list is asked for; it stands in the address."""

    xa = django_forms.ModelChoiceField(
        label=gettext_lazy("Asked by"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("all"),
    )
    loai = django_forms.ChoiceField(label=gettext_lazy("What is asked"), required=False)
    cham = django_forms.BooleanField(label=gettext_lazy("Only overdue"), required=False)
    cua_toi = django_forms.BooleanField(
        label=gettext_lazy("Only what I answered or took over"), required=False
    )

    def __init__(self, *args: object, units: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["xa"].queryset = units  # type: ignore[attr-defined]
        kinds = words.choices(words.KINDS)
        self.fields["loai"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    proposal: Proposal
    title: str
    deadline: wording.Deadline | None
    took: str


@officer
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """List what units below ask, the most urgent first; the archive, the newest first."""
    visit = visit_of(request)
    if not visit.may("matters.answer_proposal"):
        return not_allowed(request, _("Your post does not answer proposals."))
    units = _units(visit)
    is_archive = request.GET.get("muc") == "da-tra-loi"
    form = Filter(request.GET, units=asking.askers(units))
    found = asking.listed(units, _asked(form, visit), at=visit.at, is_archive=is_archive)
    page = Paginator(found, inbox.PAGE).get_page(request.GET.get("trang"))
    shown = {
        "page": page,
        "rows": [_row(proposal, visit) for proposal in page],
        "form": form,
        "is_archive": is_archive,
        "counts": asking.counts(units, at=visit.at),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "desk/proposals.html", shown)


def _units(visit: Visit) -> list[Unit]:
    granting = policy.posts_granting(visit.user, "matters.answer_proposal", on=visit.on)
    return [post.unit for post in granting]


def _asked(form: Filter, visit: Visit) -> Asked:
    """Return what is asked for; a field that cannot be read filters nothing."""
    form.is_valid()
    typed = form.cleaned_data
    return Asked(
        unit=typed.get("xa"),
        kind=Kind(typed["loai"]) if typed.get("loai") else None,
        is_late=typed.get("cham", False),
        user=visit.user if typed.get("cua_toi") else None,
    )


def _row(proposal: Proposal, visit: Visit) -> Row:
    """Return the line; of a restricted matter answered by somebody else only that it is one."""
    is_open = not proposal.answer
    masked = (
        proposal.matter.is_restricted and not is_open and proposal.answered_by_id != visit.user.pk
    )
    return Row(
        proposal=proposal,
        title=_("Restricted matter") if masked else proposal.matter.title,
        deadline=wording.deadline(proposal.due_at, visit.at) if is_open else None,
        took=_took(proposal.asked_at, proposal.answered_at) if proposal.answered_at else "",
    )


def _took(asked_at: datetime, answered_at: datetime) -> str:
    """Return how long the answer took, in days or hours."""
    took = answered_at - asked_at
    if took.days:
        return ngettext("%(n)d day", "%(n)d days", took.days) % {"n": took.days}
    hours = max(took // timedelta(hours=1), 1)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


@officer
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a proposal; the file of the matter is one tap away."""
    visit = visit_of(request)
    proposal = get_object_or_404(
        Proposal.objects.select_related(
            "matter", "matter__area", "matter__keeper", "matter__unit", "matter__handler", "matter__crew__home",
            "from_unit", "to_unit",
        ).prefetch_related(queries.PAPERS),
        pk=pk,
    )  # fmt: skip
    if not visit.may("matters.answer_proposal", proposal):
        raise Http404
    if proposal.answer and proposal.matter.is_restricted:
        return redirect("desk:matter", reference=proposal.matter.reference)
    form = forms.Answer(
        request.POST or None,
        initial=typed_before_login(request),
        is_support=proposal.kind == Kind.SUPPORT,
        is_take_over=proposal.kind == Kind.TAKE_OVER,
    )
    if request.method == "POST" and form.is_valid() and _answered(proposal, form, visit):
        messages.success(request, _("Your answer was sent to the unit that asked."))
        return redirect("desk:matter", reference=proposal.matter.reference)
    shown = {
        "proposal": proposal,
        "form": form,
        "category": wording.category_name(proposal.matter.category),
        "deadline": wording.deadline(proposal.due_at, visit.at),
    }
    return render(request, "desk/answer.html", shown)


def _answered(proposal: Proposal, form: forms.Answer, visit: Visit) -> bool:
    typed = form.cleaned_data
    try:
        actions.answer(
            proposal=proposal,
            accepted=typed["answer"] != "no",
            is_partly=typed["answer"] == "partly",
            given=form.given(),
            words=typed["words"],
            by=visit.user,
            at=visit.at,
        )
    except (actions.Outrun, actions.MoveNotAllowed):
        form.add_error(
            None,
            _(
                "Somebody has answered this proposal meanwhile, or it was withdrawn. Look at the matter again."
            ),
        )
        return False
    return True
