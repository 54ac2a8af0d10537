"""The steps of a dossier as pages: which form, which act, what the button says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from binhyen.desk.decisions.field import ByDecision, offer
from binhyen.desk.officers import done, officers_page, own_unit, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.people import policy
from binhyen.places.models import Unit
from binhyen.standards import actions, queries, workflow
from binhyen.standards.catalogues import DossierPaper, Verified
from binhyen.standards.models import Assessment, Vote
from binhyen.standards.workflow import Act, State

from . import forms, refusals


@dataclass(frozen=True)
class StepPage:
    """One step: its address, the act it follows, who may, and its words."""

    slug: str
    act: Act | None  # None: computing anew moves nothing
    action: str
    run: Callable[..., object]
    form: type[forms.Versioned]
    title: "str | Promise"
    explains: "str | Promise"
    told: "str | Promise"
    is_warning: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is the unit's own step, which its commune takes for who has nobody in the house."""
        return self.action in ("standards.assess", "standards.submit")


STEPS = (
    StepPage(
        "tinh-lai",
        None,
        "standards.assess",
        actions.assess,
        forms.Confirm,
        gettext_lazy("Compute anew"),
        gettext_lazy("Every figure is taken again from the registers as they stand now."),
        gettext_lazy("The criteria are computed anew."),
    ),
    StepPage(
        "nop",
        Act.SUBMIT,
        "standards.submit",
        actions.submit,
        forms.Submit,
        gettext_lazy("Hand in the dossier"),
        gettext_lazy(
            "The figures are computed a last time; afterwards the dossier waits for its appraisal."
        ),
        gettext_lazy("The dossier is handed in."),
    ),
    StepPage(
        "tham-dinh",
        Act.TAKE_UP,
        "standards.appraise",
        actions.take_up,
        forms.Confirm,
        gettext_lazy("Begin the appraisal"),
        gettext_lazy("You answer for the appraisal of this dossier from here on."),
        gettext_lazy("The appraisal has begun."),
    ),
    StepPage(
        "cong-nhan",
        Act.RECOGNISE,
        "standards.decide",
        actions.recognise,
        forms.Recognise,
        gettext_lazy("Recognise the unit"),
        gettext_lazy(
            "With the decision every input of the dossier is frozen and cannot change any more."
        ),
        gettext_lazy("The unit is recognised."),
    ),
    StepPage(
        "tra-lai",
        Act.GIVE_BACK,
        "standards.appraise",
        actions.give_back,
        forms.Why,
        gettext_lazy("Return the dossier"),
        gettext_lazy("Say what is to be completed; the unit can then hand it in again."),
        gettext_lazy("The dossier is returned to the unit."),
    ),
    StepPage(
        "tu-choi",
        Act.REFUSE,
        "standards.decide",
        actions.refuse,
        forms.Why,
        gettext_lazy("Refuse the recognition"),
        gettext_lazy("The unit sees the reason and may be assessed again in the next period."),
        gettext_lazy("The recognition is refused."),
        is_warning=True,
    ),
    StepPage(
        "sua-lai",
        Act.REWORK,
        "standards.assess",
        actions.rework,
        forms.Confirm,
        gettext_lazy("Open the dossier again"),
        gettext_lazy("The dossier becomes a draft; the figures are computed anew."),
        gettext_lazy("The dossier is open again."),
    ),
    StepPage(
        "thu-hoi",
        Act.WITHDRAW,
        "standards.decide",
        actions.withdraw,
        forms.Withdraw,
        gettext_lazy("Withdraw the recognition"),
        gettext_lazy("The decision stays readable; the recognition no longer counts."),
        gettext_lazy("The recognition is withdrawn."),
        is_warning=True,
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


def is_offered(step: StepPage, assessment: Assessment, visitor: Visit) -> bool:
    """Say whether the step follows from the state, and the visitor may take it and is of the level that takes it."""
    state = State(assessment.state)
    follows = (
        state in workflow.EDITABLE if step.act is None else (step.act, state) in workflow.MOVES
    )
    is_theirs = step.is_own or decided_by(assessment, visitor) is None
    return follows and is_theirs and _may(step, assessment, visitor)


def decided_by(assessment: Assessment, visitor: Visit) -> Unit | None:
    """Return the unit whose people appraise and decide, where the visitor is above the dossier and not of that level."""
    try:
        actions.require_competent(visitor.user, "standards.appraise", assessment, on=visitor.on)
    except actions.WrongLevel as reason:
        return reason.competent
    except policy.NotAllowed:
        return None
    return None


def _may(step: StepPage, assessment: Assessment, visitor: Visit) -> bool:
    return (
        actions.may_work_on(visitor.user, step.action, assessment, on=visitor.on)
        if step.is_own
        else visitor.may(step.action, assessment)
    )


def steps_for(assessment: Assessment, visitor: Visit) -> list[StepPage]:
    """Return the steps to offer."""
    return [step for step in STEPS if is_offered(step, assessment, visitor)]


@officers_page
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show a step's form; on POST take the step or say why not, with what was typed still there."""
    visitor = visit_of(request)
    assessment = get_object_or_404(queries.visible_to(visitor.user, on=visitor.on), pk=pk)
    taken = BY_SLUG.get(slug)
    if taken is None or not _may(taken, assessment, visitor):
        raise Http404
    competent = None if taken.is_own else decided_by(assessment, visitor)
    if competent is not None:
        raise PermissionDenied(refusals.refusal(actions.WrongLevel(competent)))
    first = {"version": assessment.version}
    form: django_forms.Form = taken.form(request.POST or None, initial=first)
    if isinstance(form, ByDecision):
        decider = own_unit(visitor, action=taken.action)
        wording = "withdraw" if taken.act is Act.WITHDRAW else "recognise"
        form = offer(form, request, decider, wording=wording, about={"tu": assessment.pk})
    if request.method == "POST":
        if form.is_valid() and _take(taken, assessment, form, visitor):
            done(request, str(taken.told))
            return redirect("desk:assessment", assessment.pk)
        assessment.refresh_from_db()
    return show(
        request,
        "scorecard/step",
        {
            "assessment": assessment,
            "step": taken,
            "form": form,
            "is_offered": is_offered(taken, assessment, visitor),
            **(_minutes(assessment) if taken.act is Act.SUBMIT else {}),
            "title": _("%(step)s: %(unit)s")
            % {"step": taken.title, "unit": assessment.unit.full_name},
        },
        status=409 if form.non_field_errors() else 200,
    )


def _minutes(assessment: Assessment) -> dict[str, object]:
    """Return whether minutes are lacking, whether the standard asks for them, and how surely it is known to."""
    return {
        "lacks_minutes": not Vote.objects.filter(assessment=assessment).exists(),
        "asked": assessment.catalogue.read().asks(DossierPaper.MINUTES),
        "compared": Verified.FULL,
    }


def _take(taken: StepPage, assessment: Assessment, form: django_forms.Form, visitor: Visit) -> bool:
    typed: dict[str, Any] = dict(form.cleaned_data)
    assessment.version = typed.pop("version")
    try:
        taken.run(assessment=assessment, by=visitor.user, at=visitor.at, **typed)
    except refusals.REFUSED as reason:
        at_day = isinstance(reason, refusals.OF_THE_DAY) and "decided_on" in form.fields
        form.add_error("decided_on" if at_day else None, refusals.refusal(reason))
        return False
    return True
