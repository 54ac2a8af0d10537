"""What can be entered about an initiative, one page for each: its form, its act, and the sentence where the act refuses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.desk import days
from binhyen.desk.posts import Visit
from binhyen.figures import registry
from binhyen.movement import actions, queries
from binhyen.movement.models import (
    ActivityKind,
    Force,
    Initiative,
    JointPaperKind,
    ViolationKind,
    YearClass,
)
from binhyen.movement.terms import TermDays

from . import initiative_forms as forms

Typed = dict[str, Any]
Do = Callable[[Initiative, Typed, Visit], None]
Given = tuple[Any, Any]  # what was sent, and its files; None and None where nothing was
Make = Callable[[Initiative, Visit, Given], django_forms.Form]


class Refused(Exception):
    """The act cannot be done as typed; `field` is where to say so."""

    def __init__(self, field: str | None, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True)
class Step:
    """One page: what it is called, its form, what it does, and what is said when it is done."""

    title: Promise
    button: Promise
    make: Make
    do: Do
    done: Promise
    hint: Promise | str = ""
    action: str = "movement.manage"


def _too_early(initiative: Initiative) -> str:
    return _("The initiative was founded on %(day)s. Enter that day or a later one.") % {
        "day": f"{initiative.founded_on:%d/%m/%Y}"
    }


def _says(field: str | None) -> Callable[[Do], Do]:
    """Let `field` carry the sentence of what every act may find: too early, ended."""

    def around(do: Do) -> Do:
        @wraps(do)
        def said(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
            try:
                do(initiative, typed, visitor)
            except actions.BeforeFounding:
                raise Refused(field, _too_early(initiative)) from None
            except days.REFUSED as reason:
                raise Refused(field, days.said(reason)) from None
            except actions.Ended:
                day = f"{initiative.ended_on:%d/%m/%Y}"
                sentence = _("The initiative ended on %(day)s. Nothing is entered after that day.")
                raise Refused(field, sentence % {"day": day}) from None

        return said

    return around


@_says("decided_on")
def _describe(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    try:
        actions.describe_initiative(initiative=initiative, by=visitor.user, at=visitor.at, **typed)
    except actions.DecisionTaken as other:
        raise Refused("decision_number", decision_taken(other)) from None


def decision_taken(other: Exception) -> str:
    """Return the sentence that says which initiative the decision founded."""
    return _("This decision founded “%(name)s” already. Check the number.") % {"name": other}


@_says("decided_on")
def _class(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    typed = typed | {"class_of_year": YearClass(typed["class_of_year"])}
    if typed["year"] < initiative.founded_on.year:
        raise Refused("year", _too_early(initiative))
    actions.class_initiative(initiative=initiative, by=visitor.user, at=visitor.at, **typed)


@_says("opened_on")
def _open_point(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    try:
        actions.open_point(initiative=initiative, by=visitor.user, at=visitor.at, **typed)
    except actions.AlreadyThere:
        sentence = _("The initiative is at work there already.")
        raise Refused("territory", sentence) from None
    except actions.NotTheirs:
        sentence = _("This territory lies elsewhere. Choose one from the list.")
        raise Refused("territory", sentence) from None


@_says(None)
def _import_points(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    actions.import_points(
        initiative=initiative, content=typed["file"], by=visitor.user, at=visitor.at
    )


def _note(
    initiative: Initiative,
    name: str,
    typed: Typed,
    told: actions.Typed | actions.Asked,
    visitor: Visit,
) -> None:
    try:
        actions.note_result(
            initiative=initiative, name=name, before=typed["before"], after=typed["after"], told=told,
            by=visitor.user, at=visitor.at,
        )  # fmt: skip
    except actions.AlreadyThere:
        sentence = _("This measure is noted for that period already.")
        raise Refused("after_first", sentence) from None


def _result(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    values = actions.Typed(
        typed["measure"], typed["value_before"], typed["value_after"], typed["paper_number"]
    )
    _note(initiative, typed["name"], typed, values, visitor)


def _figure(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    label = str(registry.get_figure(typed["figure"]).title)
    _note(initiative, label, typed, actions.Asked(typed["figure"]), visitor)


def _partner(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    typed = typed | {"force": Force(typed["force"])}
    actions.set_partner(initiative=initiative, by=visitor.user, at=visitor.at, **typed)


@_says("issued_on")
def _paper(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    typed = typed | {"kind": JointPaperKind(typed["kind"])}
    try:
        actions.add_paper(initiative=initiative, by=visitor.user, at=visitor.at, **typed)
    except actions.AlreadyThere:
        sentence = _("A paper with this number is entered for that year already.")
        raise Refused("number", sentence) from None


@_says("held_on")
def _activity(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    typed = typed | {"kind": ActivityKind(typed["kind"])}
    if typed["held_on"] > visitor.on:
        raise Refused("held_on", _("This day has not come yet. Enter it when it is over."))
    try:
        actions.hold_activity(initiative=initiative, by=visitor.user, at=visitor.at, **typed)
    except actions.HeldAlready:
        sentence = _(
            "This activity is entered already: same place, same day, same number of people."
        )
        raise Refused("held_on", sentence) from None


def _term(initiative: Initiative, typed: Typed, visitor: Visit) -> None:
    days = TermDays(
        typed["school_year"], typed["number"], typed["since"], typed["until"] + timedelta(days=1)
    )
    try:
        actions.count_term(
            initiative=initiative, school=typed["school"], days=days,
            counts={kind: typed[kind.value] for kind in ViolationKind}, paper_number=typed["paper_number"],
            by=visitor.user, at=visitor.at,
        )  # fmt: skip
    except actions.OutsideSchoolYear:
        raise Refused("until", _outside(days)) from None


def _outside(days: TermDays) -> str:
    sentence = _(
        "A term of the school year %(first)s–%(last)s lies between 1/8/%(first)s and 31/7/%(last)s and is counted "
        "when it is over. Check both days."
    )
    return sentence % {"first": days.school_year, "last": days.school_year + 1}


def _plain(form: type[django_forms.Form], **initial: Callable[[Initiative, Visit], object]) -> Make:
    """Return what makes a form that needs nothing but its first values."""

    def make(initiative: Initiative, visitor: Visit, given: Given) -> django_forms.Form:
        first = {name: value(initiative, visitor) for name, value in initial.items()}
        return form(given[0], given[1], initial=first)

    return make


def _of(name: str) -> Callable[[Initiative, Visit], object]:
    return lambda initiative, _visitor: getattr(initiative, name)


def _point_form(initiative: Initiative, visitor: Visit, given: Given) -> django_forms.Form:
    unnamed = initiative.points_there.filter(territory=None, closed_on=None).count()
    territories = queries.territories(initiative, on=visitor.on)
    first = {"opened_on": initiative.founded_on, "is_counted": True}
    return forms.Point(territories, *given, unnamed=unnamed, initial=first)


def _term_form(initiative: Initiative, visitor: Visit, given: Given) -> django_forms.Form:
    return forms.Term(queries.schools(initiative), *given)


#: The last word of the address -> the page.
STEPS: Mapping[str, Step] = {
    "mo-ta": Step(
        gettext_lazy("Describe it"), gettext_lazy("Keep the description"),
        _plain(forms.Founding, decision_number=_of("decision_number"), decided_on=_of("decided_on"), purpose=_of("purpose"), way_of_working=_of("way_of_working")),
        _describe, gettext_lazy("The description is kept."),
    ),
    "xep-loai": Step(
        gettext_lazy("Class it for a year"), gettext_lazy("Note the class"),
        _plain(forms.Class, year=lambda _initiative, visitor: visitor.on.year),
        _class, gettext_lazy("The class is noted."),
        gettext_lazy("Classed as closed down, the initiative and its points end on the day of the decision."),
    ),
    "diem": Step(
        gettext_lazy("Open a point"), gettext_lazy("Open the point"), _point_form, _open_point,
        gettext_lazy("The point is open."),
        gettext_lazy("A point is one territory where the initiative is at work; it may have several teams."),
    ),
    "nhap-diem": Step(
        gettext_lazy("Take over points from a table"), gettext_lazy("Take over"), _plain(forms.Table), _import_points,
        gettext_lazy("The points are taken over."),
        gettext_lazy("One row for each point. Nothing is taken over unless every row is right."),
    ),
    "ket-qua": Step(
        gettext_lazy("Note a result"), gettext_lazy("Note the result"), _plain(forms.Result), _result,
        gettext_lazy("The result is noted."),
    ),
    "so-lieu": Step(
        gettext_lazy("Take a result from the figures"), gettext_lazy("Take the figure"), _plain(forms.FigureResult), _figure,
        gettext_lazy("The result is noted."),
        gettext_lazy("The house counts both periods itself; nobody types the number."),
    ),
    "luc-luong": Step(
        gettext_lazy("Enter a partner"), gettext_lazy("Enter the partner"), _plain(forms.Partner), _partner,
        gettext_lazy("The partner is entered."),
        gettext_lazy("A force that is entered again replaces what was said of it."),
    ),
    "van-ban": Step(
        gettext_lazy("Enter a paper"), gettext_lazy("Enter the paper"), _plain(forms.Paper), _paper,
        gettext_lazy("The paper is entered."),
    ),
    "hoat-dong": Step(
        gettext_lazy("Enter an activity"), gettext_lazy("Enter the activity"), _plain(forms.Activity), _activity,
        gettext_lazy("The activity is entered."),
    ),
    "hoc-ky": Step(
        gettext_lazy("Count a term"), gettext_lazy("Keep the counts"), _term_form, _term,
        gettext_lazy("The term is counted."),
        gettext_lazy("Totals of the whole school, no class and no name. Counts below five are shown to nobody. A term counted again is replaced whole."),
        "movement.count_pupils",
    ),
}  # fmt: skip
#: Steps that need a school.
OF_A_SCHOOL = frozenset({"hoc-ky"})
