"""What no file can tell of itself: whether catalogues fit together, and name only figures that there are. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_noop as _

from binhyen.standards import catalogues
from binhyen.standards.catalogues import Catalogue, Criterion
from binhyen.standards.figure_map import figure_map
from binhyen.standards.reading import CatalogueInvalid, Place, Problem, Text, line_of


@dataclass(frozen=True)
class Draft:
    """A catalogue that is to be loaded, as it was read."""

    file: str
    text: Text
    catalogue: Catalogue

    def problem(
        self, criterion: str, key: str, said: str, *at: str | int, **values: object
    ) -> Problem:
        """Return a fault with the line on which it stands."""
        shown = {name: str(value) for name, value in values.items()}
        place: Place = at or self._place_of(criterion, key)
        return Problem(self.file, criterion, key, said, shown, line_of(self.text.lines, place))

    def _place_of(self, criterion: str, key: str) -> Place:
        for place, one in enumerate(self.catalogue.criteria):
            if one.id == criterion:
                return ("criteria", place, *key.split("."))
        return tuple(key.split("."))


def read_drafts(texts: Mapping[str, Text]) -> list[Draft]:
    """Return the catalogues in the files, each by itself without a fault. Raises CatalogueInvalid with all faults."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for file, text in texts.items():
        try:
            catalogue = catalogues.parse(text.content, file=file, lines=text.lines)
        except CatalogueInvalid as reason:
            problems.extend(reason.problems)
            continue
        drafts.append(Draft(file, text, catalogue))
    if problems:
        raise CatalogueInvalid(problems)
    return drafts


def check(drafts: Sequence[Draft], standing: Sequence[Catalogue]) -> None:
    """Raise CatalogueInvalid unless the drafts fit together and with the versions that stand already."""
    replaced = {(draft.catalogue.id, draft.catalogue.version) for draft in drafts}
    others = [one for one in standing if (one.id, one.version) not in replaced]
    problems = [
        problem
        for number, draft in enumerate(drafts)
        for problem in (
            *_unknown_figures(draft),
            *_used_elsewhere(draft, [*others, *(one.catalogue for one in drafts[:number])]),
            *_overlaps(draft, [*others, *(one.catalogue for one in drafts[:number])]),
        )
    ]
    problems.extend(_circles(drafts, others))
    if problems:
        raise CatalogueInvalid(problems)


def _unknown_figures(draft: Draft) -> Iterator[Problem]:
    known = figure_map().origins
    for criterion in draft.catalogue.criteria:
        rule = criterion.figure
        if rule is not None and rule.calls is None and rule.name not in known:
            said = _("names %(value)s, which is no figure of this house; see data/figures.yaml.")
            yield draft.problem(criterion.id, "figure.name", said, value=repr(rule.name))


def _used_elsewhere(draft: Draft, others: Sequence[Catalogue]) -> Iterator[Problem]:
    taken = {
        criterion.id: other.id
        for other in others
        if other.id != draft.catalogue.id
        for criterion in other.criteria
    }
    for criterion in draft.catalogue.criteria:
        if criterion.id in taken:
            said = _("stands in the catalogue %(other)s already; an id is never used twice.")
            yield draft.problem(criterion.id, "id", said, other=taken[criterion.id])


def _overlaps(draft: Draft, others: Sequence[Catalogue]) -> Iterator[Problem]:
    """Two versions of a catalogue are not in force at once, unless one says that it takes the other's place."""
    mine = draft.catalogue
    versions = {one.version: one for one in others if one.id == mine.id}
    # where no version is loaded there is none to take the place of: a new house
    if mine.supersedes and versions and mine.supersedes not in versions:
        said = _("names the version %(value)s, which is not loaded.")
        yield draft.problem("", "catalogue.supersedes", said, value=repr(mine.supersedes))
    given_up = _given_up(mine, versions)
    for version, other in versions.items():
        if version in given_up or mine.version in _given_up(other, versions):
            continue
        if _start(mine) < _end(other) and _start(other) < _end(mine):
            said = _(
                "overlaps the version %(version)s, in force from %(since)s to %(until)s; "
                "name it in `supersedes`, or choose other days."
            )
            until = other.valid_to.isoformat() if other.valid_to else "…"
            since = other.valid_from.isoformat()
            key = "catalogue.basis.effective_from"
            yield draft.problem("", key, said, version=version, since=since, until=until)


def _given_up(catalogue: Catalogue, versions: Mapping[str, Catalogue]) -> set[str]:
    """Return the versions whose place this one takes, one after the other."""
    found: set[str] = set()
    version = catalogue.supersedes
    while version and version not in found:
        found.add(version)
        version = versions[version].supersedes if version in versions else ""
    return found


def _start(catalogue: Catalogue) -> date:
    return catalogue.valid_from


def _end(catalogue: Catalogue) -> date:
    return catalogue.valid_to or date.max


def calls_of(criterion: Criterion) -> tuple[str, ...]:
    """Return the criteria of any catalogue that this one rests on."""
    rule = criterion.figure
    return (*criterion.includes, *((rule.calls.criterion,) if rule and rule.calls else ()))


def _circles(drafts: Sequence[Draft], others: Sequence[Catalogue]) -> Iterator[Problem]:
    """A criterion never rests on itself, in whatever roundabout way, and on none that there is not."""
    known = {
        criterion.id: calls_of(criterion)
        for catalogue in (*others, *(draft.catalogue for draft in drafts))
        for criterion in catalogue.criteria
    }
    for draft in drafts:
        for criterion in draft.catalogue.criteria:
            key = "includes" if criterion.includes else "figure.calls.criterion"
            for called in calls_of(criterion):
                if called not in known and called not in _shipped_ids():
                    said = _("names the criterion %(value)s, which no catalogue holds.")
                    yield draft.problem(criterion.id, key, said, value=repr(called))
            way = _way_back(criterion.id, known)
            if way:
                said = _("leads back to the criterion itself: %(way)s.")
                yield draft.problem(criterion.id, key, said, way=" → ".join(way))


def _way_back(start: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the way from a criterion back to itself, empty where there is none."""
    waiting: list[list[str]] = [[start]]
    seen: set[str] = set()
    while waiting:
        way = waiting.pop()
        for called in known.get(way[-1], ()):
            if called == start:
                return [*way, start]
            if called not in seen:
                seen.add(called)
                waiting.append([*way, called])
    return []


@lru_cache(maxsize=1)
def _shipped_ids() -> frozenset[str]:
    """Return the criteria that come with the package: a file may name them before they are loaded."""
    paths = catalogues.shipped()
    return frozenset(one.id for path in paths for one in catalogues.load(path).criteria)
