"""Acts that ask the level above about a matter."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from binhyen.desk import assigning_forms as forms
from binhyen.desk.acts.page import ActPage, Purpose
from binhyen.desk.forms import ActForm, Withdraw
from binhyen.desk.posts import Visit
from binhyen.desk.wording import CALENDAR
from binhyen.matters import actions, queries, rules
from binhyen.matters.models import Matter
from binhyen.matters.rules import Severity
from binhyen.matters.workflow import Act


def _propose(matter: Matter, form: ActForm, visit: Visit) -> None:
    assert isinstance(form, forms.Propose)  # noqa: S101
    typed = form.cleaned_data
    actions.propose(
        matter=matter,
        kind=form.chosen(),
        words=typed["words"],
        need=form.need(),
        due_at=typed["due"],
        attached=typed["papers"],
        by=visit.user,
        at=visit.at,
        version=typed["version"],
    )


def _remind(matter: Matter, form: ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.remind(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _withdraw(matter: Matter, form: ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.withdraw(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _has_level_above(matter: Matter, visit: Visit) -> bool:
    return queries.level_above(matter.keeper, visit.on) is not None


def _is_unreminded(matter: Matter, visit: Visit) -> bool:
    return any(not p.answer and p.reminded_at is None for p in matter.proposals.all())


def _latest(matter: Matter, visit: Visit) -> datetime:
    return rules.answer_due(Severity(matter.severity), asked_at=visit.at, calendar=CALENDAR)


PAGES = (
    ActPage(
        "de-xuat", Act.PROPOSE, "matters.propose", _("Propose to the level above"),
        _("The level above can read the whole file and answers. The matter stays on your list until then."),
        forms.Propose, _propose, _("The proposal was sent."), purpose=Purpose.ABOVE, key="p", suits=_has_level_above, choices=_latest,
        refusals={
            actions.NoLevelAbove: ("", _("No unit stands above yours to propose to.")),
            actions.BadDue: (
                "due", _("Ask for a time that lies ahead and is sooner than the rule says, or leave it empty.")
            ),
        },
    ),
    ActPage(
        "nhac-cap-tren", Act.REMIND, "matters.propose", _("Remind the level above"),
        _("Its duty officers are told once more. One reminder can be sent."),
        forms.Remind, _remind, _("The reminder was sent."), suits=_is_unreminded,
        refusals={
            actions.RemindedBefore: ("", _("A reminder was sent before. Call the duty officer instead.")),
        },
    ),
    ActPage(
        "rut-de-xuat", Act.WITHDRAW, "matters.propose", _("Withdraw the proposal"),
        _("The level above is no longer asked, and the matter is back in your hand."),
        Withdraw, _withdraw, _("The proposal is withdrawn."),
    ),
)  # fmt: skip
