"""Who may serve, and for how long an entry on a member is good (Law 30/2023, Art. 13). Pure."""

from datetime import date

YOUNGEST = 18
OLDEST = 70
#: What was learnt longer ago wants to be learnt again.
MONTHS_TRAINED = 12
#: Lower and upper end of the age bands of the survey, the last one open.
BANDS = ((18, 30), (31, 45), (46, 60), (61, 70), (71, None))


def is_old_enough(birth_year: int, on: date) -> bool:
    """Say whether somebody born in that year turns 18 in the year of `on` or did before; no birthday is kept."""
    return on.year - birth_year >= YOUNGEST


def needs_exception(birth_year: int, on: date) -> bool:
    """Say whether somebody born in that year is over 70 by the end of the year of `on`, for which the chair decides."""
    return on.year - birth_year > OLDEST


def band_of(birth_year: int, on: date) -> tuple[int, int | None]:
    """Return the age band by the age reached in the year; whoever is younger counts in the first."""
    age = on.year - birth_year
    return next(band for band in BANDS if band[1] is None or age <= band[1])


def is_fresh(trained_on: date | None, on: date) -> bool:
    """Say whether training of that day still counts on `on`: it is not older than a year."""
    return trained_on is not None and a_year_before(on) <= trained_on


def a_year_before(on: date) -> date:
    """Return the same day a year before; of 29 February the 28th."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)
