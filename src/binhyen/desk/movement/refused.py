"""Why an act of a committee is refused, as a sentence beside the field it is about."""

from django import forms
from django.utils.translation import gettext as _

from binhyen.desk import days
from binhyen.desk.scorecard.sentences import day
from binhyen.movement import actions
from binhyen.movement.models import Committee, Seat

#: What an act on a committee, a seat or a designation may raise.
REFUSALS = (
    actions.AlreadyThere,
    actions.EndsBeforeStart,
    actions.NotBelow,
    actions.OutsideTerm,
    actions.SeatEnded,
    *days.REFUSED,
)


def tell(
    form: forms.Form,
    refusal: Exception,
    *,
    committee: Committee | None = None,
    seat: Seat | None = None,
    day_field: str = "since",
) -> None:
    """Put the sentence into the form; what was typed stays there."""
    if isinstance(refusal, days.REFUSED):
        fields = (day_field, "decided_on") if _is_closed(refusal) else ("decided_on", day_field)
        days.tell(form, refusal, *fields)
    elif isinstance(refusal, actions.NumberUsed):
        form.add_error("decision_number", _number_used(refusal))
    elif isinstance(refusal, actions.HeadTaken):
        form.add_error("duty", _("The committee has a head. End that seat first, please."))
    elif isinstance(refusal, actions.SeatedAlready):
        form.add_error("full_name", _("The same person holds this seat in these days already."))
    elif isinstance(refusal, actions.NotBelow):
        field = "areas" if "areas" in form.fields else "unit"
        form.add_error(field, _("%(unit)s is not below the committee's unit.") % {"unit": refusal})
    elif isinstance(refusal, actions.AlreadyThere):
        form.add_error("unit", _("This unit is designated for that year already."))
    elif isinstance(refusal, actions.OutsideTerm) and committee:
        form.add_error(day_field, _outside(committee))
    elif isinstance(refusal, actions.EndsBeforeStart):
        form.add_error(day_field, _before_start(seat))
    elif isinstance(refusal, actions.SeatEnded) and seat:
        form.add_error(None, ended(seat))


def _is_closed(refusal: Exception) -> bool:
    """Say whether the day itself is refused; else it is that of the decision, which has not come yet."""
    return not isinstance(refusal, actions.InTheFuture)


def _number_used(refusal: actions.NumberUsed) -> str:
    return _(
        "The number %(number)s stands on the decision of %(day)s already; a body gives a number once a year. "
        "Check the number and the date, please."
    ) % {"number": refusal.number, "day": day(refusal.decided_on)}


def _outside(committee: Committee) -> str:
    if committee.until is None:
        return _("The committee's term begins on %(since)s: the day must not lie before.") % {
            "since": day(committee.since)
        }
    return _("The day must lie in the committee's term, from %(since)s to before %(until)s.") % {
        "since": day(committee.since),
        "until": day(committee.until),
    }


def _before_start(seat: Seat | None) -> str:
    if seat is None:
        return _("The end must come after the start.")
    return _("The seat is held since %(since)s: it can only end after that day.") % {
        "since": day(seat.since)
    }


def ended(seat: Seat) -> str:
    """Return that a seat was ended before, when and by which decision."""
    if seat.until is None:
        return ""
    if seat.ended_by_number:
        return _("This seat was ended on %(day)s by decision %(number)s: it ends only once.") % {
            "day": day(seat.until),
            "number": seat.ended_by_number,
        }
    return _("This seat was ended on %(day)s: it ends only once.") % {"day": day(seat.until)}
