"""English formats: dates as in Viet Nam, day before month; only the separators of numbers differ."""

from binhyen.core.formats.vi.formats import *  # noqa: F403  (Django reads the names of this module)

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
