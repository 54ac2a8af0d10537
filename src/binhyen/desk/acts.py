"""The acts an officer may do on a matter: what each is called, what follows from it, which form it has, how it is run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.desk import forms
from binhyen.desk.posts import Visit
from binhyen.matters import actions, clocks, queries, words, workflow
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act, State
from binhyen.people.policy import NotAllowed
from binhyen.places.models import Level, Unit
from binhyen.reports.models import Report

Run = Callable[[Matter, forms.ActForm, Visit], None]


@dataclass(frozen=True)
class ActPage:
    """One act: its address, its move, the action the policy is asked for, its words, its form."""

    slug: str
    act: Act
    action: str
    label: Promise
    consequence: Promise
    form: type[forms.ActForm]
    run: Run
    done: Promise
    is_warning: bool = False  # the button is red: it takes something away
    is_main: bool = False  # the button is green: it is what one does next
    is_at_once: bool = False  # one button on the matter's own page, no words asked


def _take(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    actions.take_in_hand(
        matter=matter, by=visit.user, at=visit.at, version=form.cleaned_data["version"]
    )


def _confirm(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.confirm(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _settle(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.settle(
        matter=matter,
        outcome=words.Outcome(typed["outcome"]),
        words=typed["words"],
        by=visit.user,
        at=visit.at,
        version=typed["version"],
    )


def _propose(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    assert isinstance(form, forms.Propose)  # noqa: S101
    actions.propose(
        matter=matter,
        kind=form.chosen(),
        words=form.cleaned_data["words"],
        by=visit.user,
        at=visit.at,
        version=form.cleaned_data["version"],
    )


def _withdraw(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.withdraw(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _refer(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.refer(
        matter=matter,
        to_whom=typed["to_whom"],
        outside_ref=typed["outside_ref"],
        words=typed["words"],
        by=visit.user,
        at=visit.at,
        version=typed["version"],
    )


def _set_aside(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.set_aside(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _merge(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    asked = typed.get("reference") or typed.get("into") or ""
    into = (
        Matter.objects.visible_to(visit.user, visit.on)
        .select_related("keeper", "area")
        .filter(reference=asked.strip().upper())
    )
    found = into.first()
    if found is None:
        raise actions.NotMergeable(asked)
    try:
        actions.merge(
            matter=matter, into=found, by=visit.user, at=visit.at, version=typed["version"]
        )
    except NotAllowed as reason:  # one that may not be read is not told from one that is not there
        raise actions.NotMergeable(asked) from reason


def _close(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    actions.close(matter=matter, by=visit.user, at=visit.at, version=form.cleaned_data["version"])


def _reopen(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.reopen(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _note(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    actions.note(matter=matter, words=form.cleaned_data["words"], by=visit.user, at=visit.at)


def _triage(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    assert isinstance(form, forms.Triage)  # noqa: S101
    typed = form.cleaned_data
    sorting = actions.Sorting(
        typed["title"], typed["category"], form.chosen_severity(), typed["area"]
    )
    actions.triage(
        matter=matter, sorting=sorting, by=visit.user, at=visit.at, version=typed["version"]
    )


def _reply(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    report = Report.objects.get(reference=typed["report"])
    actions.reply(
        matter=matter,
        report=report,
        words=typed["words"],
        by=visit.user,
        at=visit.at,
        awaits_answer=typed["awaits_answer"],
    )


def _mark_heard(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    actions.mark_heard(matter=matter, by=visit.user, at=visit.at)


PAGES: Mapping[str, ActPage] = {
    page.slug: page
    for page in (
        ActPage(
            "nhan-xu-ly", Act.TAKE_IN_HAND, "matters.take_in_hand", _("Take in hand"),
            _("Your name stands for this matter from now on."),
            forms.Plain, _take, _("The matter is in your hand."), is_main=True, is_at_once=True,
        ),
        ActPage(
            "xac-minh", Act.CONFIRM, "matters.take_in_hand", _("It is as reported"),
            _("The matter counts as verified; it can then no longer be set aside as not borne out."),
            forms.Confirm, _confirm, _("Verified. Work goes on."),
        ),
        ActPage(
            "giai-quyet", Act.SETTLE, "matters.settle", _("Settle"),
            _("The matter ends here as settled, is counted today, and the reporter sees that it is settled."),
            forms.Settle, _settle, _("The matter is settled."), is_main=True,
        ),
        ActPage(
            "de-xuat", Act.PROPOSE, "matters.propose", _("Propose to the level above"),
            _("The level above can read the whole file and answers. The matter stays on your list until then."),
            forms.Propose, _propose, _("The proposal was sent."),
        ),
        ActPage(
            "rut-de-xuat", Act.WITHDRAW, "matters.propose", _("Withdraw the proposal"),
            _("The level above is no longer asked, and the matter is back in your hand."),
            forms.Withdraw, _withdraw, _("The proposal is withdrawn."),
        ),
        ActPage(
            "chuyen", Act.REFER, "matters.refer", _("Hand to the competent body"),
            _("Your part ends with the hand-over; the reporter sees that it was passed on."),
            forms.Refer, _refer, _("The hand-over is recorded."),
        ),
        ActPage(
            "khong-co-that", Act.SET_ASIDE, "matters.set_aside", _("Set aside: not borne out"),
            _("The matter ends here because what was reported could not be confirmed. It can be reopened."),
            forms.SetAside, _set_aside, _("The matter is set aside."), is_warning=True,
        ),
        ActPage(
            "gop", Act.MERGE, "matters.merge", _("Merge into another matter"),
            _("All reports move to the other matter and every reporter keeps the own thread. This cannot be undone."),
            forms.Merge, _merge, _("The two matters are one now."), is_warning=True,
        ),
        ActPage(
            "ket-thuc", Act.CLOSE, "matters.close", _("Close"),
            _("Nothing more is to be done. A new message from the reporter still reaches you."),
            forms.Plain, _close, _("The matter is closed."), is_main=True, is_at_once=True,
        ),
        ActPage(
            "mo-lai", Act.REOPEN, "matters.reopen", _("Reopen"),
            _("The matter is worked on again and gets a new deadline from today."),
            forms.Reopen, _reopen, _("The matter is open again."),
        ),
        ActPage(
            "tra-loi", Act.REPLY, "reports.answer", _("Reply to the reporter"),
            _("The reporter reads your answer with the follow-up code."),
            forms.Reply, _reply, _("Your answer was sent."),
        ),
        ActPage(
            "da-doc", Act.MARK_HEARD, "reports.answer", _("Read, needs no answer"),
            _("The message is no longer shown as new."),
            forms.Plain, _mark_heard, _("Marked as read."), is_at_once=True,
        ),
        ActPage(
            "ghi-chu", Act.NOTE, "matters.note", _("Add a note"),
            _("Internal: the unit reads it, the reporter does not."),
            forms.Note, _note, _("The note is kept."),
        ),
        ActPage(
            "phan-loai", Act.TRIAGE, "matters.triage", _("Sort anew"),
            _("Another kind may mean another deadline; it still runs from the day the matter was received."),
            forms.Triage, _triage, _("Sorted anew."),
        ),
    )
}  # fmt: skip


def is_offered(page: ActPage, matter: Matter, visit: Visit) -> bool:
    """Say whether the page shows the act: the policy, the workflow and the matter itself allow it."""
    if not workflow.can_follow(page.act, State(matter.state)):
        return False
    if not visit.may(page.action, matter):
        return False
    if page.act is Act.MARK_HEARD:
        return matter.has_news
    if page.act is Act.PROPOSE:
        return queries.level_above(matter.keeper, visit.on) is not None
    return True


def offered(matter: Matter, visit: Visit) -> list[ActPage]:
    """Return the acts to show on the matter's page; settling only where the unit is competent."""
    shown = [page for page in PAGES.values() if is_offered(page, matter, visit)]
    if any(page.act is Act.SETTLE for page in shown) and not is_competent(matter):
        shown = [page for page in shown if page.act is not Act.SETTLE]
    return shown


def is_competent(matter: Matter) -> bool:
    """Say whether the unit that keeps the matter may settle it as things stand."""
    return queries.may_settle(matter, clocks.category(matter.category).competence)


def choices_for(page: ActPage, matter: Matter, visit: Visit) -> object:
    """Return what the form of `page` has to choose from, for this matter."""
    if page.act is Act.MERGE:
        return [
            (near.reference, f"{near.reference}: {near.title}")
            for near in queries.near(matter, visit.user, visit.on)
        ]
    if page.act is Act.REPLY:
        return [row.report for row in matter.attached.select_related("report").order_by("pk")]
    if page.act is Act.TRIAGE:
        return areas_of(matter.keeper, visit)
    return None


def areas_of(unit: Unit, visit: Visit) -> object:
    """Return the residential areas of a unit, in the order of their names."""
    return (
        Unit.objects.on(visit.on)
        .filter(parent=unit, level=Level.RESIDENTIAL_AREA)
        .order_by("sort_key", "pk")
    )
