"""Make the data of the room `places` from its sources: python tools/pack_places.py SOURCE_DIR [TARGET_DIR].

SOURCE_DIR holds the files described in src/binhyen/places/data/README.md. The same sources give the same bytes.
"""

import csv
import gzip
import io
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.polygon import orient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from binhyen.places import boundaries  # noqa: E402

BEGINNING = "1900-01-01"  # stands for "before the records begin", as in places.models
REFORM = "2025-07-01"
TARGET = ROOT / "src" / "binhyen" / "places" / "data"

Row = dict[str, str]
Point = tuple[int, int]


# Units: states of the tree over time, and from them one row per legal existence.


@dataclass(frozen=True)
class State:
    """A unit as it stood between two changes."""

    level: str
    kind: str
    name: str
    full_name: str
    full_name_en: str
    parent: str

    def is_same_existence(self, other: "State") -> bool:
        """Say whether nothing happened that closes a unit; a tone mark on another vowel is spelling."""
        return (self.kind, _spelling(self.name), self.parent) == (
            other.kind,
            _spelling(other.name),
            other.parent,
        )


@dataclass
class Existence:
    """One row of units.csv in the making."""

    edition: str
    code: str
    state: State
    parent: "Existence | None"
    since: str
    until: str = ""
    path: str = ""


Tree = dict[str, State]

PREFIXES = (
    ("Thành phố ", "thanh_pho"), ("Thị trấn ", "thi_tran"), ("Thị xã ", "thi_xa"),
    ("Đặc khu ", "dac_khu"), ("Phường ", "phuong"), ("Huyện ", "huyen"), ("Quận ", "quan"),
    ("Tỉnh ", "tinh"), ("Xã ", "xa"),
)  # fmt: skip
CITIES = {"province": "thanh_pho_truc_thuoc_trung_uong", "district": "thanh_pho_thuoc_tinh"}
ENGLISH = {
    "thi_tran": "Township", "thi_xa": "Town", "phuong": "Ward", "xa": "Commune", "huyen": "District",
    "quan": "District", "tinh": "Province", "dac_khu": "Special Administrative Region",
}  # fmt: skip


def read_csv(file: Path) -> list[Row]:
    """Return the rows of a CSV file in NFC."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(unicodedata.normalize("NFC", line) for line in lines))


def _spelling(name: str) -> str:
    return "".join(sorted(unicodedata.normalize("NFD", name.casefold())))


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _state_named(level: str, full_name: str, parent: str) -> State:
    for prefix, kind in PREFIXES:
        if full_name.startswith(prefix):
            name = full_name.removeprefix(prefix)
            kind = CITIES[level] if kind == "thanh_pho" else kind
            words = [_plain(name), ENGLISH.get(kind, "City")]
            english = " ".join(reversed(words) if name.isdigit() else words)
            return State(level, kind, name, full_name, english, parent)
    message = f"no kind known for {full_name!r}"
    raise ValueError(message)


def final_tree(rows: Iterable[Row]) -> Tree:
    """Return the tree that units_*.csv describes."""
    return {
        row["code"]: State(
            row["level"], row["kind"], row["name_vi"], row["full_name_vi"], row["full_name_en"],
            row["parent_code"],
        )
        for row in rows
    }  # fmt: skip


def before_2024(tree: Tree, changes: Sequence[Row]) -> Tree:
    """Return the tree before `changes`, all of one day; a change that the tree contradicts is left out."""
    earlier = dict(tree)
    for row in changes:
        code, now = row["code"], tree.get(row["code"])
        if row["change"] == "added":
            earlier.pop(code, None)
        elif row["change"] == "removed" and now is None:
            earlier[code] = _state_named(row["level"], row["name_before"], row["parent_before"])
        elif row["change"] == "changed" and now and now.full_name == row["name_after"]:
            was = _state_named(row["level"], row["name_before"], row["parent_before"])
            if was.kind == "thanh_pho_thuoc_tinh" and now.kind.startswith("thanh_pho_thuoc"):
                was = replace(was, kind=now.kind)
            earlier[code] = was
    return earlier


def before_2025(tree: Tree, changes: Sequence[Row]) -> Tree:
    """Return the tree before `changes` of kind."""
    words = {"xa": "Xã", "phuong": "Phường", "tinh": "Tỉnh"}
    earlier = dict(tree)
    for row in changes:
        now = tree[row["code"]]
        full_name = f"{words[row['before']]} {now.name}"
        earlier[row["code"]] = _state_named(now.level, full_name, now.parent)
    return earlier


def states(
    tree: Tree, changes: Sequence[Row], day: str, step: Any, begin: str
) -> list[tuple[str, Tree]]:
    """Return (since, tree) from the earliest on, played back from the last tree."""
    by_day = defaultdict(list)
    for row in changes:
        by_day[row[day]].append(row)
    found = []
    for since in sorted(by_day, reverse=True):
        found.append((since, tree))
        tree = step(tree, by_day[since])
    return [(begin, tree), *reversed(found)]


def existences(edition: str, timeline: Sequence[tuple[str, Tree]], close: str) -> list[Existence]:
    """Return every legal existence: one opens whenever kind, name or the parent's existence changes."""
    every: list[Existence] = []
    alive: dict[str, Existence] = {}
    seen: Counter[str] = Counter()
    for since, tree in timeline:
        now: dict[str, Existence] = {}
        for code in sorted(tree, key=lambda code: (len(code), code)):
            state, was = tree[code], alive.get(code)
            parent = now[state.parent] if state.parent else None
            if was and was.parent is parent and was.state.is_same_existence(state):
                was.state = state
                now[code] = was
                continue
            key = f"{edition}:{code}" + (f"@{since}" if seen[code] else "")
            seen[code] += 1
            path = f"{parent.path if parent else ''}{key}/"
            now[code] = Existence(edition, code, state, parent, since, path=path)
            every.append(now[code])
        for code, old in alive.items():
            if now.get(code) is not old:
                old.until = since
        alive = now
    for left in alive.values():
        left.until = close
    return every


def same_code(every: Sequence[Existence], basis: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Yield the successions between existences of one code: the statistics office let it go on."""
    by_code = defaultdict(list)
    for one in every:
        by_code[one.code].append(one)
    for chain in by_code.values():
        for old, new in pairwise(chain):
            if old.until == new.since:
                above = new.parent.code if new.parent else ""
                paper = basis.get((new.code, new.since)) or basis.get((above, new.since), "")
                yield _succession(old.path, new.path, "whole", new.since, paper, "", "")


def reform(
    sources: Path,
    olds: Sequence[Existence],
    news: Sequence[Existence],
    shares: dict[tuple[str, str], float],
) -> Iterator[Row]:
    """Yield the successions of 1 July 2025."""
    old_paths = {one.code: one.path for one in olds if one.until == REFORM}
    new_paths = {one.code: one.path for one in news if one.since == REFORM}
    for row in read_csv(sources / "successions.csv"):
        pair = (row["old_code"], row["new_code"])
        share = shares.get(pair) if row["extent"] == "part" else None
        yield _succession(
            old_paths[pair[0]], new_paths[pair[1]], row["extent"], row["effective_date"], row["basis"],
            row["clause"], "" if share is None else f"{share:.3f}",
        )  # fmt: skip


def _succession(
    old: str, new: str, extent: str, on: str, basis: str, clause: str, share: str
) -> Row:
    return {
        "old": old, "new": new, "extent": extent, "on": on, "basis": basis, "clause": clause,
        "share": share,
    }  # fmt: skip


def unit_rows(
    every: Iterable[Existence], facts: dict[tuple[str, str], Row], others: dict[str, str]
) -> Iterator[Row]:
    """Yield the rows of units.csv, parents before children."""
    for one in every:
        # What was measured on the map of 30 June 2025 is said of nothing that had ended before.
        is_drawn = one.edition == "2025" or one.until == REFORM
        fact = facts.get((one.edition, one.code), {}) if is_drawn else {}
        yield {
            "edition": one.edition, "code": one.code, "level": one.state.level, "kind": one.state.kind,
            "name": one.state.name, "full_name": one.state.full_name,
            "full_name_en": one.state.full_name_en,
            "other_names": others.get(one.code, "") if one.edition == "2024" else "",
            "path": one.path, "valid_from": one.since, "valid_to": one.until,
            "lat": fact.get("lat", ""), "lon": fact.get("lon", ""),
            "area_km2": fact.get("area_km2", ""), "population": fact.get("population", ""),
            "population_basis": fact.get("population_basis", ""),
        }  # fmt: skip


def write_csv(rows: Iterable[Row], file: Path) -> int:
    """Write rows as gzipped CSV without a date in it; return how many."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return len(rows)


# Boundaries: polygons with shared edges, cut into arcs.


def read_polygons(file: Path) -> dict[str, Any]:
    """Return code -> shapely geometry of a GeoJSON file, gzipped or not."""
    raw = file.read_bytes()
    content = json.loads(gzip.decompress(raw) if file.suffix == ".gz" else raw)
    return {part["properties"]["code"]: shape(part["geometry"]) for part in content["features"]}


def rings_of(polygons: dict[str, Any]) -> list[tuple[int, bool, list[Point]]]:
    """Return (face, is hole, points without the closing one); the face lies left of every ring."""
    found = []
    for face, code in enumerate(sorted(polygons), 1):
        for polygon in shapely.get_parts(polygons[code]):
            polygon = orient(polygon)
            for number, ring in enumerate((polygon.exterior, *polygon.interiors)):
                points = np.rint(np.asarray(ring.coords) * boundaries.SCALE).astype(int)
                found.append((face, number > 0, list(map(tuple, points[:-1].tolist()))))
    return found


def cut(polygons: dict[str, Any]) -> boundaries.Coverage:
    """Return the coverage of polygons that meet edge to edge. Raises ValueError where they do not."""
    geometries = np.array(list(polygons.values()))
    if not shapely.coverage_is_valid(geometries):
        message = "the polygons overlap or do not meet edge to edge"
        raise ValueError(message)
    rings = rings_of(polygons)
    owner: dict[tuple[Point, Point], int] = {}
    near: dict[Point, set[Point]] = defaultdict(set)
    for face, _, points in rings:
        for a, b in pairwise([*points, points[0]]):
            owner[a, b] = face
            near[a].add(b)
            near[b].add(a)
    known: dict[tuple[Point, Point], int] = {}
    arcs: list[list[Point]] = []
    ring_arcs: list[list[int]] = []
    for _, _, points in rings:
        ring_arcs.append([])
        for arc in _arcs_of(points, owner, near):
            number = known.get((arc[0], arc[1]))
            if number is None:
                number = len(arcs)
                arcs.append(arc)
                known[arc[0], arc[1]] = number
                known[arc[-1], arc[-2]] = -number - 1
            ring_arcs[-1].append(number)
    flat = np.array([point for arc in arcs for point in arc], dtype=np.int32)
    return boundaries.Coverage(
        codes=("", *sorted(polygons)),
        x=flat[:, 0].copy(),
        y=flat[:, 1].copy(),
        arc_start=_starts(arcs),
        left=np.array([owner.get((arc[0], arc[1]), 0) for arc in arcs], dtype=np.int32),
        right=np.array([owner.get((arc[1], arc[0]), 0) for arc in arcs], dtype=np.int32),
        ring_start=_starts(ring_arcs),
        ring_arcs=np.array([arc for ring in ring_arcs for arc in ring], dtype=np.int32),
        ring_face=np.array([face for face, _, _ in rings], dtype=np.int32),
        ring_hole=np.array([hole for _, hole, _ in rings], dtype=bool),
    )


def _starts(parts: Sequence[Sequence[object]]) -> Any:
    return np.cumsum([0, *map(len, parts)], dtype=np.int32)


def _arcs_of(
    points: list[Point], owner: dict[tuple[Point, Point], int], near: dict[Point, set[Point]]
) -> Iterator[list[Point]]:
    """Yield the arcs of one ring: it is cut where the face on the other side changes."""
    size = len(points)
    beyond = [owner.get((points[(i + 1) % size], points[i]), 0) for i in range(size)]
    cuts = [i for i in range(size) if beyond[i] != beyond[i - 1] or len(near[points[i]]) != 2]
    if not cuts:
        cuts = [points.index(min(points))]
    for start, end in pairwise([*cuts, cuts[0] + size]):
        yield [points[i % size] for i in range(start, end + 1)]


def shares_of(
    old: dict[str, Any], new: dict[str, Any], pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], float]:
    """Return which share of an old unit's land lies in a new one, where both are drawn."""
    return {
        (a, b): old[a].intersection(new[b]).area / old[a].area
        for a, b in pairs
        if a in old and b in new
    }


def long_an_facts(polygons: dict[str, Any], areas: dict[str, float]) -> dict[tuple[str, str], Row]:
    """Return a point inside and the area of the communes of 2024 that are drawn."""
    facts = {}
    for code, polygon in polygons.items():
        largest = max(shapely.get_parts(polygon), key=lambda part: part.area)
        point = largest.representative_point()
        facts["2024", code] = {
            "lat": f"{point.y:.5f}", "lon": f"{point.x:.5f}", "area_km2": f"{areas[code]:g}",
        }  # fmt: skip
    return facts


def main(sources: Path, target: Path) -> None:
    """Write every data file."""
    target.mkdir(parents=True, exist_ok=True)
    communes = read_polygons(sources / "communes_2025.geojson.gz")
    long_an = read_polygons(sources / "communes_2024_long_an.geojson.gz")
    raw = json.loads(gzip.decompress((sources / "communes_2024_long_an.geojson.gz").read_bytes()))
    areas = {p["properties"]["code"]: p["properties"]["area_km2"] for p in raw["features"]}
    for name, polygons in (
        ("communes_2025", communes),
        ("communes_2024_long_an", long_an),
        ("provinces_2025", read_polygons(sources / "provinces_2025.geojson")),
    ):
        boundaries.write(cut(polygons), target / f"{name}.npz")

    changes_2025 = read_csv(sources / "units_2025_changes.csv")
    olds = existences(
        "2024",
        states(
            final_tree(read_csv(sources / "units_2024.csv")),
            read_csv(sources / "units_2024_changes.csv"), "effective_by", before_2024, BEGINNING,
        ),
        REFORM,
    )  # fmt: skip
    news = existences(
        "2025",
        states(
            final_tree(read_csv(sources / "units_2025.csv")), changes_2025, "effective_date",
            before_2025, REFORM,
        ),
        "",
    )  # fmt: skip
    pairs = [(row["old_code"], row["new_code"]) for row in read_csv(sources / "successions.csv")]
    facts = long_an_facts(long_an, areas)
    facts |= {("2025", row["code"]): row for row in read_csv(sources / "centroids.csv")}
    others = {
        row["code"]: row["name_in_resolution"] for row in read_csv(sources / "names_alt_2024.csv")
    }
    basis = {(row["code"], row["effective_date"]): row["basis"] for row in changes_2025}
    units = write_csv(unit_rows([*olds, *news], facts, others), target / "units.csv.gz")
    successions = write_csv(
        [
            *same_code(olds, {}),
            *reform(sources, olds, news, shares_of(long_an, communes, pairs)),
            *same_code(news, basis),
        ],
        target / "successions.csv.gz",
    )
    print(f"{units} units, {successions} successions")
    for file in sorted(target.iterdir()):
        print(f"{file.stat().st_size:>9,} {file.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET)
