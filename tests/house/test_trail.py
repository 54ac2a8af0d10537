"""Every entry of the audit trail has its words."""

import ast
from collections.abc import Iterator

from binhyen.audit.words import SUBJECTS
from binhyen.desk import trail
from binhyen.documents import workflow as papers
from binhyen.matters.workflow import Act
from binhyen.movement.models import TaskChange
from binhyen.periodic.actions.moving import DONE
from tests.house.plan import HOUSE, rooms, sources, tree

#: Events whose name is put together where they are written, by the text before what is put in.
PUT_TOGETHER = {
    "documents.": {"EVENTS[doing.act]": set(papers.EVENTS.values())},
    "matters.": {"doing.act.value.lower()": {act.value.lower() for act in Act}},
    "periodic.": {"DONE[act]": set(DONE.values())},
    "movement.task_": {"what.value.lower()": {what.value.lower() for what in TaskChange.What}},
}


#: Writes that rows were forgotten, in the name of the room whose rows they are, for who calls one of these.
FORGETTING = "audit/forgetting.py"
LETTING_GO = {"forgetting.blank", "forgetting.drop", "forgetting.record"}


def test_every_event_written_has_its_words():
    missing = sorted(set(written()) - set(trail.EVENTS))
    assert missing == []


def test_no_words_are_kept_for_what_nobody_writes():
    assert sorted(set(trail.EVENTS) - set(written())) == []


def test_every_event_can_be_chosen():
    offered = [event for _heading, events in trail.choices() for event, _said in events]
    assert sorted(offered) == sorted(trail.EVENTS)
    assert {event.partition(".")[0] for event in trail.EVENTS} == set(SUBJECTS)


def written() -> Iterator[str]:
    """Yield the name of every event that the code writes to the trail."""
    for room in rooms():
        for path in sources(room):
            if path != HOUSE / FORGETTING:
                yield from _written_in(room, tree(path))


def _written_in(room: str, module: ast.Module) -> Iterator[str]:
    for node in module.body:
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.record":
                event = next(word.value for word in call.keywords if word.arg == "event")
                yield from _names(event, node, module)
            elif isinstance(call, ast.Call) and ast.unparse(call.func) in LETTING_GO:
                yield f"{room}.forgotten"


def _names(event: ast.expr, function: ast.stmt, module: ast.Module) -> Iterator[str]:
    """Yield what `event` may be: itself, or what the callers of its function in this module hand in."""
    if isinstance(event, ast.Constant):
        yield event.value
    elif isinstance(event, ast.Name):
        yield from _handed_in(event.id, function, module)
    else:
        assert isinstance(event, ast.JoinedStr), ast.unparse(event)
        before, put_in = event.values
        assert isinstance(before, ast.Constant) and isinstance(put_in, ast.FormattedValue)
        known = PUT_TOGETHER[before.value].get(ast.unparse(put_in.value))
        rest = known or _names(put_in.value, function, module)
        yield from (f"{before.value}{each}" for each in rest)


def _handed_in(name: str, function: ast.stmt, module: ast.Module) -> Iterator[str]:
    assert isinstance(function, ast.FunctionDef)
    places = [each.arg for each in function.args.args]
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == function.name:
            by_name = [word.value for word in call.keywords if word.arg == name]
            for value in by_name or [call.args[places.index(name)]]:
                yield from _names(value, function, module)
