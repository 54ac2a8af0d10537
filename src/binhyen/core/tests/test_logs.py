"""An error is told where it arose; what a resident wrote is told nowhere."""

import logging
import sys

import pytest
from django.db import DataError, IntegrityError, connection

from binhyen.core.logs import Discreet

WORDS = "Nhà tôi ở Ấp 4 (chuyện bịa để thử)."


def line_of(error: Exception, cause: Exception | None = None) -> str:
    try:
        raise error from cause
    except type(error):
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 0, "Internal Server Error: %s", ("/bao-tin/",),
            sys.exc_info(),
        )  # fmt: skip
    return Discreet("{levelname} {name}: {message}", style="{").format(record)


@pytest.mark.parametrize("kind", [IntegrityError, DataError])
def test_what_the_database_says_is_left_out_also_of_a_cause(kind):
    error = kind(f"violates check constraint\nDETAIL:  Failing row contains (1, {WORDS}).")
    for line in (line_of(error), line_of(RuntimeError("no report"), error)):
        assert WORDS not in line
        assert kind.__name__ in line
        assert "test_logs.py" in line
        assert line.startswith("ERROR django.request: Internal Server Error: /bao-tin/")


def test_what_our_own_errors_say_is_told():
    assert line_of(KeyError("place")).endswith("KeyError: 'place'")


@pytest.mark.django_db
def test_a_row_that_a_real_database_refuses_is_not_quoted():
    with pytest.raises(IntegrityError) as refused, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE heard (words varchar(90) NOT NULL, n integer CHECK (n > 0))"
        )
        cursor.execute("INSERT INTO heard VALUES (%s, 0)", [WORDS])
    assert WORDS not in line_of(refused.value)
