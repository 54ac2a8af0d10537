"""How a catalogue file is read: YAML 1.2, values taken out one by one, every fault noted with its place. Pure."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from django.utils.translation import gettext_noop as _

SCHEMA = "binhyen.catalogue/1"
LARGEST_FILE = 1_000_000


#: Where a value stands in its file: the keys and places that lead to it.
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: the file, the line, the criterion, the key. `said` is put into Vietnamese by the pages."""

    file: str
    criterion: str
    key: str
    said: str
    values: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None

    @property
    def sentence(self) -> str:
        """What is wrong, in English, as an operator's shell prints it."""
        return self.said % self.values if self.values else self.said

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        place = f"criterion {self.criterion}: " if self.criterion else ""
        return f"{self.file}{line}: {place}the key `{self.key}` {self.sentence}"


class CatalogueInvalid(ValueError):
    """The file cannot be used; `problems` holds one sentence for each fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Reader:
    """Takes values out of one mapping and notes every fault with the place it stands at."""

    def __init__(
        self,
        data: Mapping[str, object],
        *,
        file: str,
        problems: list[Problem],
        criterion: str = "",
        lines: Mapping[Place, int] | None = None,
        at: Place = (),
    ) -> None:
        self.data = data
        self.file = file
        self.problems = problems
        self.criterion = criterion
        self.lines = lines or {}
        self.at = at
        self.prefix = ""

    def fault(self, key: str, said: str, **values: object) -> None:
        shown = {name: str(value) for name, value in values.items()}
        line = line_of(self.lines, (*self.at, key))
        problem = Problem(self.file, self.criterion, self.prefix + key, said, shown, line)
        self.problems.append(problem)

    def inside(self, key: str, *, known: set[str]) -> "Reader":
        """Return a reader of the mapping under `key`; an empty one when it is missing."""
        value = self.data.get(key)
        if not isinstance(value, Mapping):
            self.fault(key, _("must be there and hold further keys."))
            value = {}
        below = self.of(value, key)
        below.prefix = f"{self.prefix}{key}."
        if value:
            below.only(known)
        return below

    def of(self, data: Mapping[str, object], *at: str | int, criterion: str = "") -> "Reader":
        """Return a reader of a mapping that stands at `at` below this one."""
        return Reader(
            data,
            file=self.file,
            problems=self.problems,
            criterion=criterion or self.criterion,
            lines=self.lines,
            at=(*self.at, *at),
        )

    def only(self, known: set[str]) -> None:
        for key in self.data:
            if key not in known:
                self.fault(str(key), _("is not known; see data/README.md for the keys."))

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fault(key, _("must be a text, not %(value)s."), value=repr(value))
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, _("must be a list of texts, not %(value)s."), value=repr(value))
            return ()
        return tuple(value)

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        value = self.data.get(key)
        if value not in allowed:
            names = ", ".join(allowed)
            said = _("must be one of %(names)s, not %(value)s.")
            self.fault(key, said, names=names, value=repr(value))
            return allowed[0]
        return str(value)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, _("must be true or false, not %(value)s."), value=repr(value))
            return False
        return value

    def number(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.fault(key, _("must be a whole number, not %(value)s."), value=repr(value))
            return None
        return value

    def day(self, key: str, *, is_required: bool = True) -> date | None:
        value = self.data.get(key)
        if value is None and not is_required:
            return None
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            said = _("must be a date such as 2022-02-10, not %(value)s.")
            self.fault(key, said, value=repr(value))
            return None

    def month_day(self, key: str) -> tuple[int, int]:
        value = self.data.get(key)
        try:
            # 2023 has no 29 February: a period may not hang on it
            day = date.fromisoformat(f"2023-{value}")
        except ValueError:
            said = _('must be a day of the year such as "11-15", not %(value)s.')
            self.fault(key, said, value=repr(value))
            return (1, 1)
        return (day.month, day.day)


class _Loader(yaml.SafeLoader):
    """YAML as 1.2 reads it: `no` is a word, only true and false are flags; a key given twice is refused."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002  # the library's signature
        seen: set[object] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key `{key}` stands twice", key_node.start_mark
                )
            seen.add(key)
        return dict(super().construct_mapping(node, deep=deep))


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class Text:
    """A file as it was read: its content as plain JSON values, and the line on which each value stands."""

    content: dict[str, object]
    lines: Mapping[Place, int]


def read(path: Path) -> dict[str, object]:
    """Return the file's content as plain JSON values. Raises CatalogueInvalid."""
    return read_file(path).content


def read_file(path: Path) -> Text:
    """Return the file's content with its lines. Raises CatalogueInvalid."""
    try:
        return read_bytes(path.read_bytes(), file=path.name)
    except OSError as reason:
        raise _refused(path.name, _("cannot be read: %(why)s."), why=reason) from reason


def read_bytes(raw: bytes, *, file: str) -> Text:
    """Return the content of an uploaded file with its lines. Raises CatalogueInvalid."""
    if len(raw) > LARGEST_FILE:
        raise _refused(file, _("cannot be read: the file is larger than 1 MB."))
    try:
        text = raw.decode("utf-8")
        content = yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as reason:
        raise _refused(file, _("cannot be read: %(why)s."), why=reason) from reason
    except yaml.YAMLError as reason:
        mark = getattr(reason, "problem_mark", None)
        fault = getattr(reason, "problem", None) or "it is not valid YAML"
        line = mark.line + 1 if mark else None
        raise _refused(file, _("cannot be read: %(why)s."), line=line, why=fault) from reason
    if not isinstance(content, dict):
        raise _refused(file, _("must stand at the top and be %(schema)s."), schema=SCHEMA)
    plain = dict(json.loads(json.dumps(content, default=str)))
    return Text(plain, dict(_lines(node, ())))


def _refused(
    file: str, said: str, *, line: int | None = None, **values: object
) -> CatalogueInvalid:
    shown = {name: str(value) for name, value in values.items()}
    return CatalogueInvalid([Problem(file, "", "schema", said, shown, line)])


def _lines(node: yaml.Node | None, at: Place) -> Iterator[tuple[Place, int]]:
    """Tell the line of every key and of every item of a list, below `at`."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*at, str(key.value)), key.start_mark.line + 1
            yield from _lines(value, (*at, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield (*at, place), value.start_mark.line + 1
            yield from _lines(value, (*at, place))


def line_of(lines: Mapping[Place, int], place: Place) -> int | None:
    """Return the line of `place` or, where it is missing, of the nearest thing around it."""
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return None


def digest(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of the content, whatever the file's layout and comments."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
