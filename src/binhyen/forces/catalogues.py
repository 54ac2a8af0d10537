"""The list of equipment as data, read once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("data") / "equipment.yaml"
_PER = ("team", "member")


class BadList(ValueError):
    """The file of the list says something that cannot be meant; the text names file and item."""


@dataclass(frozen=True)
class Item:
    """A thing that a team, or each of its members, should have."""

    id: str
    per: str
    establishment: int
    title_vi: str
    title_en: str

    def wanted(self, serving: int) -> int:
        """Return how many a team with so many members serving should hold."""
        return self.establishment * (serving if self.per == "member" else 1)

    def title(self, language: str) -> str:
        """Return what it is called in the language of the page."""
        return self.title_en if language.startswith("en") else self.title_vi


@cache
def equipment() -> tuple[Item, ...]:
    """Return the list in its order. Raises BadList."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Item, ...]:
    """Return the items of a list. Raises BadList naming the item that is wrong."""
    rows = (yaml.safe_load(text) or {}).get("items") or []
    items: dict[str, Item] = {}
    for row in rows:
        item = _item(row)
        if item.id in items:
            raise BadList(f"{FILE.name}: {item.id} is there twice")
        items[item.id] = item
    if not items:
        raise BadList(f"{FILE.name}: no items")
    return tuple(items.values())


def _item(row: dict[str, object]) -> Item:
    name = str(row.get("id", "?"))
    establishment = row.get("establishment")
    if row.get("per") not in _PER:
        raise BadList(f"{FILE.name}: {name}: per must be team or member, got {row.get('per')!r}")
    if not isinstance(establishment, int) or not 1 <= establishment <= 100:
        raise BadList(f"{FILE.name}: {name}: establishment must be 1 to 100, got {establishment!r}")
    return Item(name, str(row["per"]), establishment, str(row["title_vi"]), str(row["title_en"]))
