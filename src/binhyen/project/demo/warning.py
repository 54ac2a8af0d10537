"""The nights in which the house scans the story's first commune, and what its officers make of the hot spot it finds."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from binhyen.core.clock import VIETNAM
from binhyen.hotspots import actions
from binhyen.hotspots.models import Alert, Ending, MeasureKind
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.project.demo.courses import Story

#: Around the one true hot spot (rhythm.HOT_SPOT_DAYS) the house scans every night.
NIGHTS = (date(2025, 3, 3), date(2025, 4, 8))
_AT = time(2, 20)
_SEEN = {
    14: "Máy bơm được rào, tổ tuần tra đi hai lượt mỗi đêm; vẫn còn vụ mất dây điện quanh cống.",
    60: "Từ đầu tháng 4 không còn mất máy bơm; đèn ở cống đã sáng, bà con yên tâm để máy ngoài đồng.",
}
_LESSON = "Tuần tra đêm chưa đủ; khi lắp đèn ở cống và bà con khóa máy bơm thì mới hết mất trộm."


def plan(told: Story, players: Mapping[str, User], commune: Unit) -> None:
    """Plan the scans; what follows an alert is planned when one is raised."""
    first, last = NIGHTS
    for number in range((last - first).days + 1):
        night = datetime.combine(first + timedelta(days=number), _AT, tzinfo=VIETNAM)
        told.plan(night, lambda at: _scan(told, players, commune, at))


def _scan(told: Story, players: Mapping[str, User], commune: Unit, at: datetime) -> None:
    yesterday = at.date() - timedelta(days=1)
    for alert in actions.scan_day(unit=commune, day=yesterday, at=at).raised:
        _answer(told, players, alert.pk, at)


def _answer(told: Story, players: Mapping[str, User], pk: int, raised_at: datetime) -> None:
    """Let Hạnh see it in the morning, the chief choose measures the next day, and both look again until it is closed."""
    hanh, dung = players["hanh"], players["dung"]

    def seen(at: datetime) -> None:
        actions.acknowledge(alert=_now(pk), by=hanh, at=at)

    def measured(at: datetime) -> None:
        for kind in (MeasureKind.PATROL, MeasureKind.LIGHTING):
            actions.take_measure(alert=_now(pk), kind=kind, by=dung, at=at)

    def looked(days: int, at: datetime) -> None:
        actions.look_again(alert=_now(pk), after_days=days, words=_SEEN[days], by=hanh, at=at)

    def closed(at: datetime) -> None:
        actions.close(alert=_now(pk), ending=Ending.EASED, lesson=_LESSON, by=dung, at=at)

    begun = raised_at + timedelta(days=1, hours=7)
    told.plan(raised_at + timedelta(hours=5), seen)
    told.plan(begun, measured)
    for days in _SEEN:
        told.plan(begun + timedelta(days=days, hours=1), partial(looked, days))
    told.plan(begun + timedelta(days=max(_SEEN), hours=3), closed)


def _now(pk: int) -> Alert:
    return Alert.objects.select_related("unit").get(pk=pk)
