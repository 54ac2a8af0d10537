"""The clock and the day."""

from datetime import UTC, date, datetime

import pytest

from binhyen.core import clock


def test_now_is_aware():
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-02T16:59:59+00:00", "2026-03-02"),
        ("2026-03-02T17:00:00+00:00", "2026-03-03"),
        ("2026-03-03T00:30:00+07:00", "2026-03-03"),
        ("2025-12-31T23:00:00+00:00", "2026-01-01"),
    ],
)
def test_the_day_changes_at_midnight_in_viet_nam(moment, day):
    assert clock.local_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


def test_a_moment_without_zone_has_no_day():
    with pytest.raises(ValueError, match="must be aware"):
        clock.local_day(datetime(2026, 3, 2))  # noqa: DTZ001


def test_a_day_starts_at_midnight_in_viet_nam():
    assert clock.start_of(date(2026, 3, 2)).isoformat() == "2026-03-02T00:00:00+07:00"
