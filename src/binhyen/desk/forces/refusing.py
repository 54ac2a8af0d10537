"""The sentence for each reason why a rating cannot be decided, at the field it is about."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.desk import days
from binhyen.desk.forces import duty_views, rating_forms
from binhyen.forces import actions
from binhyen.forces.actions import Why

REFUSALS = (
    actions.TooManyExcellent, actions.TooYoung, actions.RatingRefused, actions.YearClosed, actions.NumberUsed,
    actions.OutsideWindow, actions.NotOneMeeting, actions.Outrun,
    *days.REFUSED,
)  # fmt: skip

_OF_A_LINE: dict[Why, tuple[str, Promise]] = {
    Why.UNDER_PROCEEDINGS: ("level", gettext_lazy("%(team)s is under complaint or denunciation proceedings and is not rated. Take its level away.")),
    Why.NO_PAPER: ("proceedings_paper", gettext_lazy("%(team)s is under proceedings: write the number of the paper that says so.")),
    Why.MORE_THAN_SERVE: ("excellent", gettext_lazy("More members of %(team)s are counted than serve in it.")),
    Why.LEADER_ABOVE: ("leader", gettext_lazy("The leader of %(team)s cannot stand above the team, unless newly transferred: then write why.")),
    Why.MEMBER_NOT_COMPLETED: ("level", gettext_lazy("%(team)s has a member rated not completed, so it cannot be excellent.")),
    Why.CONDITION_UNMET: ("level", gettext_lazy("%(team)s does not meet every condition that is computed. Choose another level, or write why it is excellent all the same.")),
}  # fmt: skip


def tell(
    reason: Exception, papers: rating_forms.Papers, lines: Sequence[rating_forms.Line]
) -> None:
    """Put the sentence for `reason` where the officer looks for it."""
    if isinstance(reason, actions.RatingRefused):
        field, sentence = _OF_A_LINE[reason.why]
        form = next(form for form in lines if form.team == reason.team)
        form.add_error(field, sentence % {"team": reason.team.name})
        return
    if isinstance(reason, days.REFUSED):
        days.tell(papers, reason, "decided_on")
        return
    field_of_papers, said = _of_papers(reason)
    has_field = field_of_papers in papers.fields
    papers.add_error(field_of_papers if has_field else None, said)


def _of_papers(reason: Exception) -> tuple[str, str]:
    if isinstance(reason, actions.TooManyExcellent):
        return "", too_many(reason)
    if isinstance(reason, actions.TooYoung):
        said = _("%(team)s was active for less than nine months of the year and is not rated.")
        return "", said % {"team": reason.team.name}
    if isinstance(reason, actions.YearClosed):
        return "replaces", duty_views.year_closed(reason)
    return _of_days(reason)


def _of_days(reason: Exception) -> tuple[str, str]:
    if isinstance(reason, actions.OutsideWindow) and reason.last == date.max:
        said = _("A decision that replaces another is of the same day or later: of %(first)s at the earliest.")  # fmt: skip
        return "decided_on", said % {"first": date_format(reason.first, "d/m/Y")}
    if isinstance(reason, actions.OutsideWindow):
        said = _("The rating of this year is decided from %(first)s to %(last)s.")
        return "decided_on", said % {
            "first": date_format(reason.first, "d/m/Y"),
            "last": date_format(reason.last, "d/m/Y"),
        }
    sentences = {
        actions.NumberUsed: ("decision_number", _("This number stands on another decision already. Look at the paper again.")),
        actions.NotOneMeeting: ("met_on", _("The meeting came after the decision, or more voted than were present.")),
        actions.Outrun: ("", _("A colleague saved this draft since you opened it. Open the page anew; what you typed stays here until then.")),
    }  # fmt: skip
    return sentences[type(reason)]


def too_many(reason: actions.TooManyExcellent) -> str:
    """Return the sentence about the cap."""
    numbers = {
        "excellent": reason.excellent,
        "good": reason.good,
        "allowed": reason.allowed,
    }
    if reason.are_members:
        return _(
            "%(excellent)s members are rated excellent, but with %(good)s rated good at most %(allowed)s may be"
            " (20 %%, rounded down)."
        ) % numbers  # fmt: skip
    return (
        _(
            "%(excellent)s teams are rated excellent, but with %(good)s rated good at most %(allowed)s may be"
            " (20 %%, rounded down)."
        )
        % numbers
    )
