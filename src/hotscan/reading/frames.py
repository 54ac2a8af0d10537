"""Frames and arrays as tables: pandas, polars, Arrow, NumPy arrays with named fields, or arrays and lists by name.

Nothing of those packages is imported: whatever tells its column names and hands a column to NumPy will do.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hotscan.problems import ScanProblem

_PIECE: Final = 1 << 16  # rows at a time
_DAY: Final = len("2025-12-31")


def headings(frame: Any, name: str) -> list[Any]:
    """Return the names of the columns. Raises ScanProblem for what is no frame."""
    if isinstance(frame, Mapping):
        return list(frame)
    if hasattr(frame, "collect"):
        raise ScanProblem(
            f"{type(frame).__name__} holds no rows yet; hand over what its collect() returns.", name
        )
    dtype_names = getattr(getattr(frame, "dtype", None), "names", None)
    names = dtype_names or getattr(frame, "column_names", None)
    if names is None:
        names = getattr(frame, "columns", None)
    if names is None:
        raise ScanProblem(
            f"{type(frame).__name__} is no table; give a path, a frame, or arrays by their names.",
            name,
        )
    return list(names)


def pieces(frame: Any, names: Sequence[Any], name: str) -> Iterator[list[list[bytes]]]:
    """Return some columns as fields, some rows at a time. Raises ScanProblem where columns differ in length."""
    columns = [_array(frame[each]) for each in names]
    lengths = {column.size for column in columns}
    if any(column.ndim != 1 for column in columns) or len(lengths) > 1:
        raise ScanProblem("The columns differ in length; give each a value for every row.", name)
    rows = lengths.pop()
    for first in range(0, rows, _PIECE):
        yield [_fields(column[first : first + _PIECE]) for column in columns]


def _array(column: Any) -> NDArray[Any]:
    given = column.to_numpy() if hasattr(column, "to_numpy") else column
    if isinstance(given, np.ma.MaskedArray):
        is_masked, given = np.ma.getmaskarray(given), given.data.astype(object)
        given[is_masked] = None
    return np.asarray(given)


def _fields(values: NDArray[Any]) -> list[bytes]:
    """Return values as a file would hold them."""
    match values.dtype.kind:
        case "M":
            return list(np.datetime_as_string(values, unit="D").astype("S").tolist())
        case "i" | "u":
            return list(values.astype("S").tolist())
        case _:
            return [_field(value) for value in values.tolist()]


def _field(value: Any) -> bytes:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip().encode(errors="backslashreplace")
    if isinstance(value, bytes):
        return _of_bytes(value)
    if value is None:
        return b""
    if isinstance(value, float):
        return str(int(value) if value.is_integer() else value).encode()
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:_DAY].encode()
    return str(value).encode()


def _of_bytes(value: bytes) -> bytes:
    """Return a value of a NumPy array of bytes. Raises ScanProblem where it is not UTF-8."""
    try:
        return _field(value.decode())
    except UnicodeDecodeError:
        raise ScanProblem(
            f"The value {value!r} of a frame is not UTF-8; decode its column first."
        ) from None
