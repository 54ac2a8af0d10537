"""Numbers, symbols and who may not check what: values in, values out.

Source: Decree 30/2020/NĐ-CP, Art. 15 and Appendices I and III.
"""

from collections.abc import Iterable

#: The code of an official letter in this house; on paper it has none.
LETTER = "CV"


def symbol(kind: str, body: str, unit: str = "") -> str:
    """Return what follows the number: "QĐ-BCĐ"; of an official letter "UBND-VX", body and drafting unit.

    >>> symbol("QĐ", "BCĐ"), symbol("CV", "UBND", "VX")
    ('QĐ-BCĐ', 'UBND-VX')
    """
    return "-".join(part for part in ((body, unit) if kind == LETTER else (kind, body)) if part)


def written(number: int, sign: str) -> str:
    """Return number and symbol as they are written: below ten with a leading zero.

    >>> written(5, "KH-UBND")
    '05/KH-UBND'
    """
    return f"{number:02d}/{sign}"


def missing(numbers: Iterable[int], last: int) -> list[int]:
    """Return which of 1..`last` nobody has, in order.

    >>> missing([1, 2, 4], 5)
    [3, 5]
    """
    known = set(numbers)
    return [number for number in range(1, last + 1) if number not in known]
