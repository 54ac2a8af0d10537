"""What an act refused with, as the sentence a person sees."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from binhyen.core import pdfs
from binhyen.desk import days
from binhyen.people import policy
from binhyen.standards import actions, rules
from binhyen.standards.scorecard import last_day_of

from . import sentences


def refusal(reason: Exception) -> str:
    """Return the sentence a person sees when an act was refused."""
    if isinstance(reason, actions.Incomplete | actions.NotAllMet):
        return _listed(reason.gaps, is_complete=isinstance(reason, actions.NotAllMet))
    if isinstance(reason, days.REFUSED):
        return days.said(reason)
    if isinstance(reason, pdfs.PdfRefused):
        return reason.sentence
    if isinstance(reason, actions.BeforePeriod):
        said = _("The period to be judged begins on %(day)s; the decision cannot be older.")
        return said % {"day": sentences.day(reason.since)}
    if isinstance(reason, actions.OutsideWindow | actions.WrongLevel | actions.OpenQuestions):
        return _with_its_facts(reason)
    for kind, sentence in _refusals():
        if isinstance(reason, kind):
            return sentence
    raise reason


def _with_its_facts(
    reason: "actions.OutsideWindow | actions.WrongLevel | actions.OpenQuestions",
) -> str:
    if isinstance(reason, actions.OutsideWindow):
        last = last_day_of(reason.window)
        said = _("A dossier of this standard is handed in from %(since)s to %(until)s only.")
        return said % {"since": sentences.day(reason.window.since), "until": sentences.day(last)}
    if isinstance(reason, actions.WrongLevel):
        competent = reason.competent.full_name if reason.competent else ""
        said = _("Your level does not appraise this unit: %(competent)s does.")
        return said % {"competent": competent}
    known = {one.criterion for one in reason.questions}
    catalogue = reason.questions[0].assessment.catalogue.read()
    numbers = ", ".join(one.no for one in catalogue.criteria if one.id in known)
    said = _(
        "Questions on criteria %(numbers)s wait for the unit's answer; nothing is decided before."
    )
    return said % {"numbers": numbers}


def _listed(gaps: Sequence[actions.Gap], *, is_complete: bool) -> str:
    numbers = ", ".join(gap.criterion.no for gap in gaps)
    if is_complete:
        return _("The unit cannot be recognised: criteria %(numbers)s are not met.") % {
            "numbers": numbers
        }
    return _("The dossier is not complete yet. Still open: criteria %(numbers)s.") % {
        "numbers": numbers
    }


def _refusals() -> list[tuple[type[Exception], str]]:
    return [
        (
            actions.Outrun,
            _("Somebody else has changed this dossier in the meantime. Look at it again, please."),
        ),
        (actions.MoveNotAllowed, _("The dossier's state does not allow this step any more.")),
        (actions.SamePerson, _("A second person must confirm: it cannot be the one who decided.")),
        (
            actions.NoDecisionHere,
            _(
                "Please give a reason of at least 10 characters; only computed criteria are decided."
            ),
        ),
        (
            actions.NoMinutes,
            _(
                "This standard asks for the minutes of the unit's own meeting. Enter the minutes first, then hand the dossier in."
            ),
        ),
        (
            actions.SaidAlready,
            _("This stands in the dossier already; it was sent twice and counts once."),
        ),
        (
            actions.BeforeRecognised,
            _("The recognition was decided after this day. Check the date of the decision."),
        ),
        (
            actions.NumberOnly,
            _("Of this paper only number and date are kept. Please leave the file out."),
        ),
        (actions.NoPaperHere, _("This criterion does not ask for this paper.")),
        (actions.NotAttestedHere, _("This criterion is not attested.")),
        (actions.AlreadyOpen, _("There is a dossier for this standard and year already.")),
        (actions.NotForThisUnit, _("This standard is not meant for this kind of unit.")),
        (actions.NotInForce, _("This standard was not in force, or the unit did not exist then.")),
        (
            rules.NotAnAttestation,
            _("An attestation holds yes or no, a paper number and a date only."),
        ),
        (
            actions.DoesNotAddUp,
            _("For, against and abstained together must be as many as were present."),
        ),
        (actions.TooManyPoints, _("This criterion does not give so many points.")),
        (
            actions.NoQuestionHere,
            _("Nothing is asked about what is attested: no text about it is kept."),
        ),
        (actions.AnsweredAlready, _("The question has its answer already.")),
        (actions.NotAProvince, _("Only a province has sheets of its own.")),
        (actions.HasItAlready, _("The province has its own sheet of this catalogue already.")),
        (policy.NotAllowed, _("Your post does not allow this step.")),
    ]


#: What an act may refuse with and a form can tell.
REFUSED = (
    actions.Incomplete,
    actions.NotAllMet,
    actions.NumberOnly,
    pdfs.PdfRefused,
    actions.Outrun,
    actions.MoveNotAllowed,
    actions.SamePerson,
    actions.NoDecisionHere,
    actions.NoMinutes,
    actions.SaidAlready,
    actions.BeforePeriod,
    actions.BeforeRecognised,
    actions.NoPaperHere,
    actions.NotAttestedHere,
    actions.AlreadyOpen,
    actions.NotForThisUnit,
    actions.NotInForce,
    actions.OutsideWindow,
    actions.WrongLevel,
    actions.OpenQuestions,
    actions.DoesNotAddUp,
    actions.TooManyPoints,
    actions.NoQuestionHere,
    actions.AnsweredAlready,
    rules.NotAnAttestation,
    *days.REFUSED,
)

#: Of these the day of the decision is what is to be corrected.
OF_THE_DAY = (actions.BeforePeriod, actions.BeforeRecognised, actions.DayToCome)
