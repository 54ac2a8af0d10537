"""Where what a notice is about is found: a matter, an order for many, a step of the year, a task of a plan, a dossier, a hot spot, a periodic report, a paper; only what the
visitor may still know of.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode

from binhyen.core import text
from binhyen.desk.posts import Visit
from binhyen.documents.models import Paper
from binhyen.hotspots.models import Alert
from binhyen.matters.models import BulkOrder, Matter
from binhyen.movement import planning
from binhyen.notices.models import Notice
from binhyen.notices.words import What
from binhyen.periodic import queries as periodic
from binhyen.periodic.models import Report
from binhyen.standards import queries as standards
from binhyen.standards.models import Assessment

_STEPS = frozenset({What.STEP_SOON, What.STEP_OVER})
_SPOTS = frozenset({What.ALERT, What.ALERT_LOOK})
_REPORTS = frozenset(
    {What.REPORT_MADE, What.REPORT_SOON, What.REPORT_OVER, What.REPORT_IN, What.REPORT_BACK}
)
_PAPERS = frozenset(
    {
        What.PAPER_CHECK,
        What.PAPER_FORM,
        What.PAPER_SIGN,
        What.PAPER_ISSUE,
        What.PAPER_BACK,
        What.PAPER_OUT,
    }
)
_YEARS = frozenset({What.YEAR_CLOSED, What.YEAR_OPENED})


def addresses(found: Iterable[Notice], visit: Visit) -> dict[int, str]:
    """Return by notice the address of what it is about; what may not be seen any more has none."""
    found = list(found)
    matters = _matters({notice.subject for notice in found}, visit)
    tasks = _tasks({notice.subject for notice in found}, visit)
    dossiers = _dossiers({notice.subject for notice in found}, visit)
    orders = _orders([notice for notice in found if notice.what == What.BULK_DONE], visit)
    orders |= {each.pk: _step(each) for each in found if each.what in _STEPS}
    orders |= {each.pk: _merger(each) for each in found if each.what == What.HANDED_OVER}
    orders |= _spots([each for each in found if each.what in _SPOTS], visit)
    orders |= _reports([each for each in found if each.what in _REPORTS], visit)
    orders |= _papers([each for each in found if each.what in _PAPERS], visit)
    orders |= {each.pk: _late(each) for each in found if each.what == What.REPORT_LATE}
    orders |= {each.pk: _year(each) for each in found if each.what in _YEARS}
    return {
        notice.pk: address
        for notice in found
        if (
            address := matters.get(notice.subject)
            or tasks.get(notice.subject)
            or dossiers.get(notice.subject)
            or orders.get(notice.pk)
        )
    }


def _step(notice: Notice) -> str:
    """Return the address of the step of a year that the mark names: unit, year, step, day."""
    unit, year, step, _due = notice.mark.split(":")
    query = urlencode({"don-vi": unit, "nam": year, "buoc": step})
    return f"{reverse('desk:cycle_step')}?{query}"


def _merger(notice: Notice) -> str:
    """Return the address of the order that the subject names: "hand-over 7"."""
    return reverse("desk:merger_order", args=[int(notice.subject.rpartition(" ")[2])])


def _year(notice: Notice) -> str:
    """Return the address of the page about a closed year, whose unit and year the mark names."""
    unit, year, _row = notice.mark.split(":")
    return f"{reverse('desk:close_year')}?{urlencode({'don-vi': unit, 'nam': year})}"


def _reports(found: list[Notice], visit: Visit) -> dict[int, str]:
    """Return the addresses of periodic reports, which subjects name as "periodic report 7"."""
    numbers = {each.pk: int(each.subject.rpartition(" ")[2]) for each in found}
    known = Report.objects.select_related("unit").defer("frozen").in_bulk(set(numbers.values()))
    return {
        notice: reverse("desk:periodic_report", args=[pk])
        for notice, pk in numbers.items()
        if pk in known and periodic.may_read(visit.user, known[pk], visit.on)
    }


def _papers(found: list[Notice], visit: Visit) -> dict[int, str]:
    """Return the addresses of papers, which subjects name as "paper 7"."""
    numbers = {each.pk: int(each.subject.rpartition(" ")[2]) for each in found}
    known = Paper.objects.select_related("unit").in_bulk(set(numbers.values()))
    return {
        notice: reverse("desk:document", args=[pk])
        for notice, pk in numbers.items()
        if pk in known and visit.may("documents.read", known[pk])
    }


def _late(notice: Notice) -> str:
    """Return the address of the window that the subject names: "reports MONTH 2026-03-14"."""
    _reports, kind, day = notice.subject.split(" ")
    return f"{reverse('desk:periodic_below')}?{urlencode({'loai': kind, 'ky': day})}"


def _spots(found: list[Notice], visit: Visit) -> dict[int, str]:
    """Return the addresses of hot spots, which subjects name as "hot spot 7"."""
    numbers = {each.pk: int(each.subject.rpartition(" ")[2]) for each in found}
    alerts = Alert.objects.select_related("unit").in_bulk(set(numbers.values()))
    return {
        notice: reverse("desk:hotspot", args=[pk])
        for notice, pk in numbers.items()
        if pk in alerts and visit.may("hotspots.read", alerts[pk])
    }


def _matters(subjects: set[str], visit: Visit) -> dict[str, str]:
    seen = Matter.objects.visible_to(visit.user, visit.on).filter(reference__in=subjects - {""})
    return {
        reference: reverse("desk:matter", args=[reference])
        for reference in seen.values_list("reference", flat=True)
    }


def _tasks(subjects: set[str], visit: Visit) -> dict[str, str]:
    found = planning.tasks_told_of(subjects)
    return {
        task.reference: reverse("desk:task", args=[task.pk])
        for task in found
        if visit.may("movement.read_plan", task)
    }


def _dossiers(subjects: set[str], visit: Visit) -> dict[str, str]:
    numbers = {
        number: subject
        for subject in subjects
        if (number := Assessment.number_in(subject)) is not None
    }
    if not numbers:
        return {}
    seen = standards.visible_to(visit.user, on=visit.on).filter(pk__in=numbers)
    return {
        numbers[pk]: reverse("desk:assessment", args=[pk])
        for pk in seen.values_list("pk", flat=True)
    }


def _orders(found: list[Notice], visit: Visit) -> dict[int, str]:
    """Of an order that is done the page is open to whoever gave it, in the unit for which it was given."""
    read = {notice.pk: text.whole(notice.subject) for notice in found}
    asked = {pk: order for pk, order in read.items() if order is not None}
    if not asked or visit.unit is None:
        return {}
    own = BulkOrder.objects.filter(pk__in=asked.values(), by=visit.user, unit=visit.unit)
    kept = set(own.values_list("pk", flat=True))
    return {
        notice: reverse("desk:bulk_order", args=[order])
        for notice, order in asked.items()
        if order in kept
    }
