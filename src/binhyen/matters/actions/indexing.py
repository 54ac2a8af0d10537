"""Keep the words by which matters are found in step with what they say; called by the acts, in their transaction."""

from collections.abc import Iterable

from binhyen.matters import finding
from binhyen.matters.models import Matter, MatterText
from binhyen.matters.rules import RESTRICTED
from binhyen.places.models import Unit
from binhyen.reports.models import Report


def begin(matter: Matter, report: Report) -> None:
    """Write down what a matter is found by that was just opened from a report of its own, whose words are at hand."""
    if not matter.is_restricted:
        _write(matter, [report.words, report.place_words])


def renew(matter: Matter) -> None:
    """Write down anew what `matter` is found by; of a restricted one nothing is, nor of a report that tells of one."""
    if matter.is_restricted:
        MatterText.objects.filter(matter=matter).delete()
        return
    told = (
        Report.objects.filter(of_matter__matter=matter)
        .exclude(of_matter__matter__sensitivity=RESTRICTED)
        .values_list("words", "place_words")
    )
    _write(matter, [part for one in told for part in one])


def _write(matter: Matter, said: list[str]) -> None:
    row = MatterText(
        matter=matter, keeper_id=matter.keeper_id, tokens=finding.tokens([matter.title, *said])
    )
    MatterText.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["keeper", "tokens"],
    )


def renew_beside(matter: Matter) -> None:
    """Write down anew what the other matters of its reports are found by, once `matter` went behind the wall or left it."""
    reports = matter.attached.values("report")
    for other in Matter.objects.filter(attached__report__in=reports).exclude(pk=matter.pk):
        renew(other)


def give_to(matters: Iterable[Matter], keeper: Unit) -> None:
    """Let `matters` be found by their new keeper."""
    MatterText.objects.filter(matter__in=[one.pk for one in matters]).update(keeper=keeper)
