"""Every act writes its line on the trail."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.house.plan import HOUSE, rooms, tree

#: Calls that change the database.
WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "save", "delete", "bulk_update", "execute",
}  # fmt: skip
#: Calls that write a line on the trail: an act's own, and that rows were forgotten.
LINES = {("audit", "record"), ("forgetting", "drop"), ("forgetting", "record")}
#: Acts without a line of their own, and why.
UNTRAILED = {
    "audit": "it is the trail",
    "forces.answer_by_code": "anonymous: a line would keep the minute in which somebody answered",
    "forces.answer_openly": "anonymous: a line would keep the minute in which somebody answered",
    "hotspots.ask_every_night": "nobody acts: the house scans every night, and what it finds has its line",
    "hotspots.ask_everywhere": "nobody acts: the same from the operator's shell",
    "hotspots.ask_nation": "nobody acts: the operator's shell asks, and what it finds has its line in each province",
    "hotspots.replay": "an officer asked for it, and that has its line; it changes nothing but its own answer",
    "newsroom.send_comment": "anonymous: a line would keep the minute for ever; who lets it through has one",
    "notices.clear_old": "what was read long ago is forgotten; the act it told of stays on the trail",
    "notices.deliver_due": "nobody acts: it sends what an act with its own line told",
    "notices.digest_due": "nobody acts: it counts what other acts left to do",
    "notices.mark_all_read": "to have read a notice changes nothing for anybody else",
    "notices.mark_read": "to have read a notice changes nothing for anybody else",
    "notices.mark_subject_read": "to have read a notice changes nothing for anybody else",
    "notices.tell": "a notice belongs to the act that calls, and that act has its line",
    "figures.count": "counts belong to the act that calls it, and that act has its line",
    "newsroom.answer_quiz": "anonymous: a line would keep the minute in which somebody answered",
    "reports.clear_unclaimed_photos": "photos that belong to no report",
    "reports.drop_photo": "a photo that belongs to no report yet",
    "reports.find": "a wrong code is counted for a quarter of an hour and names nobody",
    "reports.keep_photo": "nothing is said yet: a photo without a report is thrown away within a day",
}


def modules(room: str) -> list[Path]:
    """Return the files of a room's acts."""
    package = HOUSE / room / "actions"
    return sorted(package.glob("*.py")) if package.is_dir() else [HOUSE / room / "actions.py"]


@cache
def functions(room: str) -> dict[str, ast.FunctionDef]:
    """Return every function of a room's acts by its name."""
    return {
        node.name: node
        for path in modules(room)
        if path.exists()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
    }


def calls(node: ast.FunctionDef) -> set[tuple[str, str]]:
    """Return (object, name) of everything a function calls; the object is empty for a plain name."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute):
            owner = each.func.value
            found.add((owner.id if isinstance(owner, ast.Name) else "", each.func.attr))
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            found.add(("", each.func.id))
    return found


def reached(room: str, name: str) -> set[tuple[str, str]]:
    """Return everything the act calls, itself or through functions of its room."""
    table = functions(room)
    waiting, seen, found = [name], {name}, set()
    while waiting:
        for owner, called in calls(table[waiting.pop()]):
            found.add((owner, called))
            if called in table and called not in seen:
                seen.add(called)
                waiting.append(called)
    return found


def offered(room: str) -> set[str]:
    """Return the names that a room offers as acts: a package says so in its `__init__`, a file by its public names."""
    names = {name for name in functions(room) if not name.startswith("_")}
    package = HOUSE / room / "actions" / "__init__.py"
    if not package.exists():
        return names
    return names & {
        alias.asname or alias.name
        for node in ast.walk(tree(package))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def acts() -> list[tuple[str, str]]:
    """Return every act of every room."""
    return [(room, name) for room in rooms() for name in sorted(offered(room))]


@pytest.mark.parametrize(("room", "name"), acts(), ids=lambda word: word)
def test_every_act_that_writes_is_on_the_trail(room, name):
    if room in UNTRAILED or f"{room}.{name}" in UNTRAILED:
        return
    called = reached(room, name)
    writes = {word for _, word in called} & WRITES
    assert not writes or called & LINES, f"{room}.{name} writes ({writes}) without a line"


@pytest.mark.parametrize(("room", "name"), acts(), ids=lambda word: word)
def test_whoever_acts_and_when_is_said_by_name(room, name):
    arguments = functions(room)[name].args
    positional = {each.arg for each in arguments.posonlyargs + arguments.args}
    assert not positional & {"by", "at"}


def test_the_exceptions_are_still_there():
    known = {f"{room}.{name}" for room, name in acts()} | set(rooms())
    assert set(UNTRAILED) <= known
