"""What the administrator's page says of the models: in counts out of ten, as a picture, by category."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.desk import wording
from binhyen.matters.models import Learning, SuggestionModel
from binhyen.places.models import Unit

SHOWN_BEFORE = 6

STATES: dict[str, tuple[Promise, str]] = {
    Learning.ASKED: (gettext_lazy("waiting for the worker"), "govuk-tag--blue"),
    Learning.BEGUN: (gettext_lazy("learning now"), "govuk-tag--yellow"),
    Learning.IN_USE: (gettext_lazy("in use"), "govuk-tag--green"),
    Learning.WORSE: (gettext_lazy("not used: the keywords do better"), "govuk-tag--orange"),
    Learning.TOO_FEW: (gettext_lazy("not used: too few matters"), "govuk-tag--grey"),
    Learning.REPLACED: (gettext_lazy("replaced by a newer one"), "govuk-tag--grey"),
    Learning.FAILED: (gettext_lazy("failed; the trace is in the worker's log"), "govuk-tag--red"),
}


@dataclass(frozen=True)
class Tried:
    """One learning as a row."""

    model: SuggestionModel
    state: Promise
    tag: str
    first: str
    keywords: str


@dataclass(frozen=True)
class Kind:
    """How it went for one category."""

    name: str
    texts: int
    held: int
    first: int
    among: int


def context(unit: Unit) -> dict[str, object]:
    """Return what the page shows of the unit's models; the weights themselves are not read."""
    models = SuggestionModel.objects.filter(unit=unit).defer("weights")
    tried = list(models.order_by("-asked_at", "-pk")[:SHOWN_BEFORE])
    in_use = models.in_use().first()
    measured = in_use or next((each for each in tried if each.top1 is not None), None)
    return {
        "in_use": in_use,
        "measured": measured,
        "waiting": next((each for each in tried if each.state in _WAITING), None),
        "last": tried[0] if tried else None,
        "tried": [_tried(each) for each in tried],
        "bars": _bars(measured) if measured else [],
        "kinds": _kinds(measured) if measured else [],
        "first": out_of_ten(measured.top1) if measured else "",
        "among": out_of_ten(measured.top3) if measured else "",
    }


_WAITING = {Learning.ASKED, Learning.BEGUN}


def out_of_ten(share: float | None) -> str:
    """Return a share as people say it; never ten when one was wrong, never none when one was right."""
    tenths = round(10 * (share or 0))
    if share and 0 < share < 1:
        tenths = min(max(tenths, 1), 9)
        if share > 0.95:
            return _("more than 9 out of 10")
    return _("%(n)d out of 10") % {"n": tenths}


def _tried(model: SuggestionModel) -> Tried:
    state, tag = STATES[model.state]
    return Tried(model, state, tag, _percent(model.top1), _percent(model.lexicon_top1))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _bars(model: SuggestionModel) -> list[tuple[str, float]]:
    rows = (
        (_("Learnt: one of the three offered is right"), model.top3),
        (_("Learnt: the first is right"), model.top1),
        (_("Keywords: the first is right"), model.lexicon_top1),
        (_("Always guessing the commonest kind"), model.baseline_top1),
    )
    return [(label, round(100 * (share or 0))) for label, share in rows]


def _kinds(model: SuggestionModel) -> list[Kind]:
    """Return the categories, the commonest first; below five texts nothing is told apart."""
    rows = sorted(model.by_category, key=lambda row: (-row["texts"], row["category"]))
    return [
        Kind(wording.category_name(row["category"]), row["texts"], row["held"], row["first"], row["among"])
        for row in rows
    ]  # fmt: skip
