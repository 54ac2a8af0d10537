"""English formats, day before month as in Viet Nam."""

DATE_FORMAT = r"d/m/Y"
SHORT_DATE_FORMAT = r"d/m/Y"
DATETIME_FORMAT = r"H:i d/m/Y"
SHORT_DATETIME_FORMAT = r"H:i d/m/Y"
TIME_FORMAT = r"H:i"
YEAR_MONTH_FORMAT = r"m/Y"
MONTH_DAY_FORMAT = r"d/m"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = [
    "%d/%m/%Y %H:%M",
    "%H:%M %d/%m/%Y",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hg%M"]
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
