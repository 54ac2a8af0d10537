"""Acts that end a matter, and the way back."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from binhyen.desk import alike, forms
from binhyen.desk.acts.page import ActPage, Purpose
from binhyen.desk.posts import Visit
from binhyen.matters import actions, words
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act
from binhyen.people.policy import NotAllowed


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


def _near(matter: Matter, visit: Visit) -> object:
    return [(each.reference, each.line) for each in alike.of(matter, visit)]


def _other_named(asked: Mapping[str, str]) -> dict[str, str]:
    return {"into": asked["voi"]} if asked.get("voi") else {}


ENDS = (
    ActPage(
        "giai-quyet", Act.SETTLE, "matters.settle", _("Settle"),
        _("The matter ends here as settled, is counted today, and the reporter sees that it is settled."),
        forms.Settle, _settle, _("The matter is settled."), key="g", is_main=True,
        refusals={
            actions.NotCompetent: (
                "", _("Your unit is not competent to settle this matter. Propose it to the level above.")
            ),
        },
    ),
)  # fmt: skip

REST = (
    ActPage(
        "chuyen", Act.REFER, "matters.refer", _("Hand to the competent body"),
        _("Your part ends with the hand-over; the reporter sees that it was passed on."),
        forms.Refer, _refer, _("The hand-over is recorded."), purpose=Purpose.ABOVE,
    ),
    ActPage(
        "khong-co-that", Act.SET_ASIDE, "matters.set_aside", _("Set aside: not borne out"),
        _("The matter ends here because what was reported could not be confirmed. It can be reopened."),
        forms.SetAside, _set_aside, _("The matter is set aside."), purpose=Purpose.OTHER, is_warning=True,
    ),
    ActPage(
        "gop", Act.MERGE, "matters.merge", _("Merge into another matter"),
        _("All reports move to the other matter and every reporter keeps the own thread. A report that does not belong there can be taken out again."),
        forms.Merge, _merge, _("The two matters are one now."), purpose=Purpose.OTHER, is_warning=True, choices=_near, preset=_other_named,
        refusals={
            actions.WouldBeUncovered: (
                "reference", _("This matter is restricted and the other is not: sort the other anew first.")
            ),
            actions.NotMergeable: (
                "reference", _("There is no open matter of your unit with this reference.")
            ),
        },
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
)  # fmt: skip
