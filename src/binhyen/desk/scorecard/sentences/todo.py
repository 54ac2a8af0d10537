"""What to do about a criterion, who, and where."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from binhyen.desk.scorecard.sentences.names import attesting_office, document, stated_titles
from binhyen.desk.scorecard.sentences.place import Place
from binhyen.standards import rules
from binhyen.standards.catalogues import Criterion, Kind
from binhyen.standards.rules import Reason
from binhyen.standards.scorecard import Row

#: The register that a figure is filled from.
REGISTERS = {
    "effective_models": ("desk:initiatives", gettext_lazy("the register of initiatives")),
    "camera_models": ("desk:initiatives", gettext_lazy("the register of initiatives")),
    "replications": ("desk:initiatives", gettext_lazy("the register of initiatives")),
    "teams_completed_or_better": ("desk:teams", gettext_lazy("the register of teams")),
    "teams_good_or_better": ("desk:teams", gettext_lazy("the register of teams")),
    "team_strength": ("desk:teams", gettext_lazy("the register of teams")),
    "team_rating": ("desk:teams", gettext_lazy("the register of teams")),
    "recognised_residential_areas": (
        "desk:recognitions",
        gettext_lazy("the register of recognitions"),
    ),
    "recognised_units": ("desk:recognitions", gettext_lazy("the register of recognitions")),
}


@dataclass(frozen=True)
class Todo:
    """What to do, who, and where."""

    what: str
    who: str
    url: str = ""


def todo_of(row: Row, place: Place) -> Todo | None:
    """Return what to do about a criterion that is not met, or None."""
    if row.outcome in rules.ENOUGH:
        return None
    criterion, reason = row.criterion, row.measure.reason
    here = place.criterion_url(criterion.id)
    if criterion.kind is Kind.DOCUMENT:
        papers = ", ".join(document(key) for key in criterion.evidence)
        return Todo(_("Add to the dossier: %(papers)s") % {"papers": papers}, _("secretary"), here)
    if criterion.kind is Kind.ATTESTATION:
        if reason is Reason.ATTESTED_NOT_MET:
            return None
        what = _("Attest criterion %(no)s") % {"no": criterion.no}
        return Todo(what, attesting_office(criterion, place.unit), here)
    if reason in (Reason.NOT_STATED, Reason.PREVIOUS_NOT_STATED):
        address = reverse("desk:totals", args=[place.unit.pk])
        return Todo(
            _("State the total: %(what)s") % {"what": ", ".join(stated_titles(criterion))},
            _("chief of police"),
            f"{address}?chuan={place.catalogue.id}&nam={rules.year_of(place.period)}",
        )
    if reason is Reason.OPEN_MATTERS:
        return Todo(
            _("Settle and close the open matters"),
            _("duty officer"),
            place.sources_url(criterion.id),
        )
    return _todo_in_register(criterion, place)


def _todo_in_register(criterion: Criterion, place: Place) -> Todo | None:
    if criterion.figure is None or criterion.figure.name not in REGISTERS:
        return None
    name, register = REGISTERS[criterion.figure.name]
    return Todo(
        _("Complete %(register)s") % {"register": register},
        pgettext("who", "committee"),
        f"{reverse(name)}?don-vi={place.unit.pk}&nam={rules.year_of(place.period)}",
    )
