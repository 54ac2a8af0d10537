"""Why an act on the roster is refused, said at the field it is about."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _

from binhyen.desk import days
from binhyen.forces import actions

#: What the acts of this room refuse with; a view catches these and no more.
REFUSALS = (
    actions.AlreadyEnded, actions.HeldAlready, actions.LeaderStands, actions.NeedsException,
    actions.NobodyToCall, actions.NotAnAccountOfTheForce, actions.RosterKept, actions.ServesAlready,
    actions.UnderAge, actions.WrongDay, *days.REFUSED,
)  # fmt: skip
_DAYS = ("since", "until", "held_on", "counted_on")


def tell(form: forms.Form, reason: Exception) -> None:
    """Put the sentence for `reason` into the form; what was typed stays in it."""
    if isinstance(reason, days.REFUSED):
        days.tell(form, reason, *_DAYS)
        return
    field, sentence = _said(reason)
    if isinstance(reason, actions.WrongDay) and not reason.is_of_decision:
        field = next(name for name in _DAYS if name in form.fields)
    form.add_error(field if field in form.fields else None, sentence)


def _said(reason: Exception) -> tuple[str, str]:
    """Return the field that `reason` is about, and the sentence."""
    match reason:
        case actions.ServesAlready(team=team):
            return "full_name", _(
                "Somebody of this name and year of birth serves in %(team)s. If this is another person, tell the"
                " two apart in the name."
            ) % {"team": team.name}
        case actions.WrongDay(is_of_decision=True):
            return "decided_on", _("This day has not come yet.")
        case actions.WrongDay(is_future=True):
            return "since", _("This day has not come yet.")
        case actions.WrongDay(limit=limit):
            return "since", _("This day is too early. The earliest one possible is %(day)s.") % {
                "day": f"{limit:%d/%m/%Y}"
            }
    return _FIXED[type(reason)]()


_FIXED: dict[type[Exception], Callable[[], tuple[str, str]]] = {
    actions.UnderAge: lambda: ("birth_year", _("Under 18 years of age: nobody serves before.")),
    actions.NeedsException: lambda: ("age_exception", actions.over_age()),
    actions.HeldAlready: lambda: (
        "title",
        _("A training of this name on this day is in the register already."),
    ),
    actions.NobodyToCall: lambda: ("teams", _("Nobody served in these teams on that day.")),
    actions.NotAnAccountOfTheForce: lambda: (
        "user",
        _("This account belongs to another member, or its post as a team member has ended."),
    ),
    actions.AlreadyEnded: lambda: (
        "",
        _("Somebody else changed this service meanwhile. Look at the member's page again."),
    ),
    actions.LeaderStands: lambda: (
        "",
        _("Somebody else became team leader meanwhile. Look at the team's page again."),
    ),
    actions.RosterKept: lambda: (
        "serving",
        _("The members of this team are kept by name, so their number is counted."),
    ),
}
