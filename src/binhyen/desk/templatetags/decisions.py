"""Number and day of a paper, as a link to it where the register holds it and the visitor may read it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from binhyen.desk.posts import visit_of
from binhyen.documents import queries
from binhyen.places.models import Unit

register = template.Library()


class _Known:
    """What the registers hold of the days that stand on one page, asked of each register once."""

    def __init__(self, request: HttpRequest) -> None:
        self._visit = visit_of(request)
        self._awaited: set[date] = set()
        self._is_read: dict[int, bool] = {}
        self._asked: dict[int, set[date]] = {}
        self._papers: dict[tuple[int, str, date], int] = {}

    def await_days(self, days: Iterable[date]) -> None:
        """Remember days of which a table will tell."""
        self._awaited |= set(days)

    def find(self, number: str, day: date, unit: Unit) -> int | None:
        """Return the paper of a body of the unit; None where no register has it or the visitor may not read it."""
        if unit.pk not in self._is_read:
            self._is_read[unit.pk] = self._visit.may("documents.read", unit)
        if not self._is_read[unit.pk]:
            return None
        asked = self._asked.setdefault(unit.pk, set())
        if day not in asked:
            new = (self._awaited | {day}) - asked
            asked |= new
            for (written, on), pk in queries.issued_on(unit, new).items():
                self._papers[unit.pk, written, on] = pk
        return self._papers.get((unit.pk, number.casefold(), day))


def _known(context: dict[str, Any]) -> _Known:
    request = context["request"]
    if not hasattr(request, "desk_papers"):
        request.desk_papers = _Known(request)
    found: _Known = request.desk_papers
    return found


@register.simple_tag(takes_context=True)
def decisions_of(context: dict[str, Any], rows: Iterable[object], *paths: str) -> str:
    """Say before a table that its rows tell of papers of the days at `paths`, so that the register is asked once.

    paths   as in a template, "decided_on" or "team.established_on"; what is not there is passed over
    """
    days = [_day(row, path) for row in rows for path in paths]
    _known(context).await_days(day for day in days if day)
    return ""


def _day(row: object, path: str) -> date | None:
    found: object = row
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else getattr(found, part, None)
    return found if isinstance(found, date) else None


@register.simple_tag(takes_context=True)
def decision(
    context: dict[str, Any], number: str, day: date | None, unit: Unit | None
) -> "str | SafeString":
    """Return "12/QĐ-UBND, 05/03/2026" of a body of the unit; without a day the number alone, of nobody's register."""
    said = f"{number}, {day:%d/%m/%Y}" if day else number
    return _linked(context, said, (number, day, unit))


@register.simple_tag(takes_context=True)
def paper_number(
    context: dict[str, Any], number: str, day: date | None, unit: Unit | None
) -> "str | SafeString":
    """Return "12/QĐ-UBND" of a body of the unit, where the day stands beside it."""
    return _linked(context, number, (number, day, unit))


def _linked(
    context: dict[str, Any], said: str, named: tuple[str, date | None, Unit | None]
) -> "str | SafeString":
    number, day, unit = named
    paper = _known(context).find(number, day, unit) if number and day and unit else None
    if paper is None:
        return said
    address = reverse("desk:document", args=[paper])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, said)
