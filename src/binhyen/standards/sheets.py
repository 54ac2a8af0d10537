"""A province's own sheet: how a catalogue becomes one, how it is changed, how it is written as a file. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

#: The order in which keys stand in a file that people read; others follow by name.
_ORDER = (
    "schema", "catalogue", "criteria", "id", "no", "group", "title_vi", "title_en", "version", "supersedes",
    "clone_of", "kind", "mandatory", "unit_types", "basis", "period", "name", "numerator", "denominator", "op",
    "value", "unit",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What a form may change in a criterion."""

    title_vi: str
    points: int | None
    value: int | None  # of a threshold with a number


def own_id(prefix: str, name: str) -> str:
    """Return the id that a catalogue or a criterion bears in a province's own sheet."""
    return f"{prefix}.{name}"


def cloned(content: Mapping[str, Any], *, prefix: str, since: date) -> dict[str, Any]:
    """Return the content as the own sheet of the province with this prefix, in force from `since`."""
    copy: dict[str, Any] = deepcopy(dict(content))
    head = copy["catalogue"]
    head["clone_of"] = head.get("clone_of") or head["id"]
    head["id"] = own_id(prefix, head["clone_of"])
    head["version"] = since.isoformat()
    head.pop("supersedes", None)
    head["basis"].update(effective_from=since.isoformat(), effective_to=None)
    own = {row["id"]: own_id(prefix, row["id"]) for row in copy["criteria"]}
    for row in copy["criteria"]:
        row["id"] = own[row["id"]]
        if "includes" in row:
            row["includes"] = [own.get(name, name) for name in row["includes"]]
    return copy


def changed(
    content: Mapping[str, Any], *, changes: Mapping[str, Change], since: date, taken: set[str]
) -> dict[str, Any]:
    """Return the next version of a sheet, in force from `since`; `taken` are the versions there are."""
    copy: dict[str, Any] = deepcopy(dict(content))
    head = copy["catalogue"]
    head["supersedes"] = head.get("version") or str(head["basis"]["effective_from"])
    head["version"] = _free(since.isoformat(), taken)
    head["basis"].update(effective_from=since.isoformat(), effective_to=None)
    for row in copy["criteria"]:
        change = changes.get(row["id"])
        if change is None:
            continue
        row["title_vi"] = change.title_vi
        if change.points is not None or "points" in row:
            row["points"] = change.points
        if change.value is not None:
            row["figure"]["value"] = change.value
    return copy


def _free(version: str, taken: set[str]) -> str:
    number, found = 1, version
    while found in taken:
        number += 1
        found = f"{version}+{number}"
    return found


def as_yaml(content: Mapping[str, Any]) -> str:
    """Return the content as a file to read, change and upload again."""
    return yaml.safe_dump(_ordered(content), allow_unicode=True, sort_keys=False, width=100)


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        rank = {key: place for place, key in enumerate(_ORDER)}
        keys = sorted(value, key=lambda key: (rank.get(key, len(rank)), key))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value
