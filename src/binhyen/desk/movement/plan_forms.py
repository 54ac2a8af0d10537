"""The shape of what is typed about plans, tasks and reviews; what stands against it, the act says."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core import typed
from binhyen.core.uploads import PICTURES
from binhyen.desk import fields
from binhyen.movement.models import (
    Committee,
    Designation,
    Goal,
    Plan,
    ReviewKind,
    Seat,
    Task,
)
from binhyen.movement.rules import Span
from binhyen.people.models import Body
from binhyen.places.models import LOCAL_LEVELS, Unit


def _text(label: Any, longest: int = 500, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return typed.Words(label=label, max_length=longest, widget=widget, **options)


class _OfferedBody(forms.ChoiceField):
    """One body of those that take part."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, choices=Body.choices, **options)

    def clean(self, value: Any) -> Body:
        """Return the body chosen."""
        return Body(super().clean(value))


class PlanForm(forms.Form):
    """A plan by its paper."""

    committee = forms.ModelChoiceField(
        label=_("By which committee"), queryset=Committee.objects.none(), empty_label=None
    )
    designation = forms.ModelChoiceField(
        label=_("For which model unit"),
        queryset=Designation.objects.none(),
        required=False,
        empty_label=_("for the committee's own unit"),
    )
    title = typed.Words(label=_("Title of the plan"), max_length=200)
    decision_number = fields.number(_("Number of the plan or decision"))
    decided_on = fields.day(_("Date of the paper"))
    starts_on = fields.day(_("First day"))
    ends_on = fields.day(_("Last day"))
    first_phase_ends_on = fields.day(
        _("Last day of the first phase"),
        required=False,
        help_text=_("Left empty: 30 June, or the middle of the plan."),
    )

    def __init__(self, committees: Any, designations: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.fields["designation"].queryset = designations  # type: ignore[attr-defined]
        if not designations.exists():
            del self.fields["designation"]

    def clean(self) -> dict[str, Any]:
        """Refuse a plan that ends before it begins, and a first phase that is not its beginning."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        cut = cleaned.get("first_phase_ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The plan ends before it begins."))
        elif first and last and cut and not first <= cut < last:
            self.add_error(
                "first_phase_ends_on",
                _("The first phase ends inside the plan, before its last day."),
            )
        return cleaned


class GoalForm(forms.Form):
    """A goal."""

    title = typed.Words(label=pgettext_lazy("plan", "Goal"), max_length=200)


class TaskForm(forms.Form):
    """A task: what, who leads and helps, from when to when, for which goal."""

    title = typed.Words(label=_("What is to be done"), max_length=200)
    lead = _OfferedBody(_("Who leads"))
    lead_unit = forms.ModelChoiceField(
        label=_("Which one is meant"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("the one of the whole unit"),
        help_text=_("Where there are several: which residential area, school or enterprise."),
    )
    lead_seat = forms.ModelChoiceField(
        label=_("Who of the committee answers for it"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=_("nobody by name"),
    )
    helpers = forms.MultipleChoiceField(
        label=_("Who helps"),
        choices=Body.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = fields.day(_("Start"))
    due_on = fields.day(pgettext_lazy("plan", "Due on"))
    goal = forms.ModelChoiceField(
        label=_("For which goal"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("none of them"),
    )

    def __init__(self, plan: Plan, on: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        day = Span(plan.starts_on, plan.ends_on).nearest(on)
        below = Unit.objects.within(plan.unit).filter(level__in=LOCAL_LEVELS).on(day)
        held = Seat.objects.held_on(day).filter(committee=plan.committee_id)
        self._offer("lead_unit", below.order_by("level", "sort_key", "pk"))
        self._offer("lead_seat", held.order_by("pk"))
        self._offer("goal", plan.goals.order_by("pk"))

    def _offer(self, name: str, found: QuerySet[Any]) -> None:
        """Let one choose among what there is; of nothing there is no choice."""
        if found.exists():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean_helpers(self) -> tuple[Body, ...]:
        """Return the bodies that help."""
        return tuple(Body(value) for value in self.cleaned_data["helpers"])


class ProgressForm(forms.Form):
    """How far a task is."""

    progress = fields.count(_("How far it is, in percent"), help_text=_("From 0 to 100; at 100 the task is done."))  # fmt: skip
    words = _text(pgettext_lazy("task", "What was done"), required=False)


class EvidenceForm(forms.Form):
    """What shows it: a paper, a note."""

    paper_number = fields.number(_("Number of the paper"), required=False)
    dated = fields.day(_("Date of the paper"), required=False)
    note = _text(
        _("Note"), required=False, help_text=_("Nothing about a person; for example where it can be seen.")
    )  # fmt: skip
    file = forms.FileField(
        label=_("The paper scanned as PDF, or a picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": f"{PICTURES},application/pdf"}),
        help_text=_("A PDF of at most 5 MB and 40 pages, or a photo. No state secrets; of people only what the paper needs."),
    )  # fmt: skip


class NeedForm(forms.Form):
    """Another task that must be done before."""

    needed = forms.ModelChoiceField(
        label=_("Which task must be done before"), queryset=Task.objects.none(), empty_label=None
    )

    def __init__(self, task: Task, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = task.plan.tasks.exclude(pk=task.pk).exclude(needed_by__task=task)
        self.fields["needed"].queryset = others.order_by("due_on", "pk")  # type: ignore[attr-defined]


class DropForm(forms.Form):
    """Why a task is dropped."""

    reason = _text(_("Why it is dropped"))


class ReviewForm(forms.Form):
    """A review by its report."""

    kind = forms.ChoiceField(
        label=_("Which review"), choices=ReviewKind.choices, widget=forms.RadioSelect
    )
    held_on = fields.day(_("Held on"))
    paper_number = fields.number(_("Number of the report"))
    words = _text(_("Assessment"), 2000, required=False)


class ConclusionForm(forms.Form):
    """What a review wants done."""

    text = typed.Words(label=_("Conclusion"), max_length=200)
    lead = _OfferedBody(_("Who leads"))
    due_on = fields.day(pgettext_lazy("plan", "Due on"))
