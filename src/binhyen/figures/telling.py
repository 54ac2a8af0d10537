"""A figure's value and its change as pages and papers say them."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.figures.changes import Change, Kind
from binhyen.figures.measures import Measure
from binhyen.figures.rules import LEAST_SHOWN, Period, Value

NONE = "–"


def too_few() -> str:
    """Return what stands where too few are behind a figure."""
    return _("not told: fewer than %(least)s") % {"least": LEAST_SHOWN}


def too_early() -> str:
    """Return what stands where each answer more would tell what it was."""
    return _("told when the period is over")


def shown(measure: Measure, value: Value) -> str:
    """Return a count, a duration, or a share with what it is a share of; what is not defined is a dash."""
    if value.is_withheld:
        return too_few()
    if not value.is_defined:
        return NONE
    if value.denominator is not None:
        share = number_format(round(float(value.exact()), 1))
        return f"{share} % ({_grouped(value.numerator)}/{_grouped(value.denominator)})"
    if measure is Measure.DAYS:
        days = value.numerator
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": _grouped(days)}
    return _grouped(value.numerator)


def _grouped(number: float) -> str:
    """Return a number with its thousands told apart, as the language does."""
    return number_format(number, force_grouping=True)


def changed(measure: Measure, change: Change | None) -> str:
    """Return a change with its sign, or nothing where the base is too small to tell one."""
    if change is None:
        return ""
    amount = float(change.amount)
    size = _grouped(round(abs(amount), None if change.kind is Kind.PERCENT else 1))
    sign = "+" if amount > 0 else "−" if amount < 0 else "±"
    if change.kind is Kind.PERCENT:
        return f"{sign}{size} %"
    if change.kind is Kind.POINTS:
        return _("%(amount)s points") % {"amount": f"{sign}{size}"}
    return f"{sign}{size}"


def named(month: Period) -> str:
    """Return the month as people say it."""
    return date_format(month.since, "YEAR_MONTH_FORMAT")
