"""Acts that say who works on a matter: give it to somebody, hand it over, give it back, give out parts."""

from django.utils.translation import gettext_lazy as _

from binhyen.desk import assigning_forms as forms
from binhyen.desk import targets
from binhyen.desk.acts.page import ActPage, Purpose
from binhyen.desk.forms import ActForm
from binhyen.desk.posts import Visit
from binhyen.matters import actions, standing
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act

NOT_ASSIGNABLE = _(
    "The crew has ended, or the person is no longer in post here. Choose somebody else."
)
ONLY_TO_AN_OFFICER = _("A restricted matter is given to one police officer only.")


def _assign(matter: Matter, form: ActForm, visit: Visit) -> None:
    assert isinstance(form, forms.Assign)  # noqa: S101
    typed = form.cleaned_data
    actions.assign(
        matter=matter,
        to=form.target(),
        words=typed["words"],
        by=visit.user,
        at=visit.at,
        version=typed["version"],
    )


def _transfer(matter: Matter, form: ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.transfer(
        matter=matter,
        to=typed["unit"],
        words=typed["words"],
        by=visit.user,
        at=visit.at,
        version=typed["version"],
    )


def _give_back(matter: Matter, form: ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.give_back(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _add_part(matter: Matter, form: ActForm, visit: Visit) -> None:
    assert isinstance(form, forms.AddPart)  # noqa: S101
    task = actions.Task(form.cleaned_data["words"], form.target(), form.due_at())
    actions.add_part(matter=matter, task=task, by=visit.user, at=visit.at)


def _targets(matter: Matter, visit: Visit) -> object:
    return targets.of(matter.keeper, visit.on, has_crews=not matter.is_restricted)


def _targets_of_parts(matter: Matter, visit: Visit) -> object:
    is_open_to_teams = not matter.is_restricted
    return targets.of(
        matter.keeper, visit.on, has_crews=is_open_to_teams, has_teams=is_open_to_teams
    )


def _receivers(matter: Matter, visit: Visit) -> object:
    return standing.receivers(matter.keeper, visit.on)


def _was_passed_on(matter: Matter, visit: Visit) -> bool:
    return matter.passed_from_id is not None


REFUSALS = {
    actions.NotAssignable: ("to", NOT_ASSIGNABLE),
    actions.OnlyToAnOfficer: ("to", ONLY_TO_AN_OFFICER),
}

PAGES = (
    ActPage(
        "phan-cong", Act.ASSIGN, "matters.assign", _("Assign"),
        _("Whoever you choose is told. An officer stands for the matter from now on; a crew works on it together."),
        forms.Assign, _assign, _("The matter is assigned."), purpose=Purpose.GIVE, key="a", choices=_targets, refusals=REFUSALS,
    ),
    ActPage(
        "giao-phan-viec", Act.ADD_PART, "matters.give_part", _("Give out a part"),
        _("Whoever you choose is told. The matter can end once every part is done or dropped."),
        forms.AddPart, _add_part, _("The part was given out."), purpose=Purpose.GIVE, choices=_targets_of_parts, refusals=REFUSALS,
    ),
    ActPage(
        "chuyen-don-vi", Act.TRANSFER, "matters.transfer", _("Hand over to another unit"),
        _("The other unit keeps the file from now on, and the deadline runs on. Its duty officers are told; the "
          "reporter keeps the same code."),
        forms.Transfer, _transfer, _("The matter was handed over."), purpose=Purpose.ABOVE, choices=_receivers,
        refusals={
            actions.NoReceivers: ("unit", _("Nobody there can take it now. Choose another unit.")),
        },
    ),
    ActPage(
        "tra-lai", Act.GIVE_BACK, "matters.transfer", _("Give back"),
        _("The unit that handed it over keeps the file again, and reads your reason. The deadline runs on."),
        forms.GiveBack, _give_back, _("The matter was given back."), purpose=Purpose.ABOVE, is_warning=True, suits=_was_passed_on,
        refusals={
            actions.NoReceivers: (
                "", _("Nobody is in post at that unit any more. Hand the matter over to another unit.")
            ),
            actions.NotPassedOn: ("", _("No unit handed this matter over to yours.")),
        },
    ),
)  # fmt: skip
