"""Acts on a dispute: ask mediators, say how many it touches and whether violence is threatened."""

from django.utils.translation import gettext_lazy as _

from binhyen.desk import forms
from binhyen.desk.acts.page import ActPage, Purpose
from binhyen.desk.mediation import forms as mediation
from binhyen.desk.posts import Visit
from binhyen.matters import actions, clocks, queries
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act


def _is_mediable(matter: Matter, visit: Visit) -> bool:
    return (
        clocks.is_mediable(matter.category)
        and not any(each.ended_at is None for each in matter.mediations.all())
        and queries.mediators_for(matter, visit.on).exists()
    )


def _is_dispute(matter: Matter, visit: Visit) -> bool:
    return matter.category in clocks.disputes()


def _mediators(matter: Matter, visit: Visit) -> object:
    return list(queries.mediators_for(matter, visit.on))


def _ask(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    assert isinstance(form, mediation.Ask)  # noqa: S101
    actions.ask_mediation(
        matter=matter, mediators=form.chosen(), words=form.cleaned_data["words"],
        by=visit.user, at=visit.at,
    )  # fmt: skip


def _signs(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.record_signs(
        matter=matter, households=typed["households"],
        is_violence_threatened=typed["is_violence_threatened"], by=visit.user, at=visit.at,
    )  # fmt: skip


PAGES = (
    ActPage(
        "nho-hoa-giai", Act.MEDIATE, "matters.ask_mediation", _("Ask mediators"),
        _("They have three days to begin. They see the kind, the residential area and what you write here."),
        mediation.Ask, _ask, _("The mediators were asked."), purpose=Purpose.GIVE, suits=_is_mediable, choices=_mediators,
        refusals={
            actions.NotMediable: ("", _("This matter is being mediated already, or the law keeps it out of mediation.")),
            actions.NotAMediator: ("mediators", _("Choose mediators of the commune or the residential area.")),
        },
    ),
    ActPage(
        "dau-hieu", Act.SIGNS, "matters.ask_mediation", _("Households and threats"),
        _("More than ten households, or a threat of violence, is a sign of a hot spot: the chief and the committee are told."),
        mediation.Signs, _signs, _("Recorded."), purpose=Purpose.OTHER, suits=_is_dispute,
    ),
)  # fmt: skip
