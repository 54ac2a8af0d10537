"""How a catalogue file is read: YAML 1.2, values taken out one by one, every fault noted with its place. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

SCHEMA = "binhyen.catalogue/1"
LARGEST_FILE = 1_000_000


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where."""

    file: str
    criterion: str
    key: str
    sentence: str

    def __str__(self) -> str:
        place = f"criterion {self.criterion}: " if self.criterion else ""
        return f"{self.file}: {place}the key `{self.key}` {self.sentence}"


class CatalogueInvalid(ValueError):
    """The file cannot be used; `problems` holds one sentence for each fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Reader:
    """Takes values out of one mapping and notes every fault with the place it stands at."""

    def __init__(
        self, data: Mapping[str, object], *, file: str, problems: list[Problem], criterion: str = ""
    ) -> None:
        self.data = data
        self.file = file
        self.problems = problems
        self.criterion = criterion
        self.prefix = ""

    def fault(self, key: str, sentence: str) -> None:
        self.problems.append(Problem(self.file, self.criterion, self.prefix + key, sentence))

    def inside(self, key: str, *, known: set[str]) -> "Reader":
        """Return a reader of the mapping under `key`; an empty one when it is missing."""
        value = self.data.get(key)
        if not isinstance(value, Mapping):
            self.fault(key, "must be there and hold further keys.")
            value = {}
        below = Reader(value, file=self.file, problems=self.problems, criterion=self.criterion)
        below.prefix = f"{self.prefix}{key}."
        if value:
            below.only(known)
        return below

    def only(self, known: set[str]) -> None:
        for key in self.data:
            if key not in known:
                self.fault(str(key), "is not known; see data/README.md for the keys.")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fault(key, f"must be a text, not {value!r}.")
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, f"must be a list of texts, not {value!r}.")
            return ()
        return tuple(value)

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        value = self.data.get(key)
        if value not in allowed:
            self.fault(key, f"must be one of {', '.join(allowed)}, not {value!r}.")
            return allowed[0]
        return str(value)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, not {value!r}.")
            return False
        return value

    def number(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.fault(key, f"must be a whole number, not {value!r}.")
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
            self.fault(key, f"must be a date such as 2022-02-10, not {value!r}.")
            return None

    def month_day(self, key: str) -> tuple[int, int]:
        value = self.data.get(key)
        try:
            # 2023 has no 29 February: a period may not hang on it
            day = date.fromisoformat(f"2023-{value}")
        except ValueError:
            self.fault(key, f'must be a day of the year such as "11-15", not {value!r}.')
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
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key `{key}` stands twice", key_node.start_mark
                )
            seen.add(key)
        return dict(super().construct_mapping(node, deep=deep))


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read(path: Path) -> dict[str, object]:
    """Return the file's content as plain JSON values. Raises CatalogueInvalid."""

    def refuse(sentence: str) -> CatalogueInvalid:
        return CatalogueInvalid([Problem(path.name, "", "schema", sentence)])

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise refuse("cannot be read: the file is larger than 1 MB.")
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # a SafeLoader
    except (OSError, UnicodeDecodeError) as reason:
        raise refuse(f"cannot be read: {reason}.") from reason
    except yaml.YAMLError as reason:
        mark = getattr(reason, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        fault = getattr(reason, "problem", None) or "it is not valid YAML"
        raise refuse(f"cannot be read{where}: {fault}.") from reason
    if not isinstance(content, dict):
        raise refuse(f"must stand at the top and be {SCHEMA}.")
    return dict(json.loads(json.dumps(content, default=str)))


def digest(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of the content, whatever the file's layout and comments."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
