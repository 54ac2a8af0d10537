"""Rooms stand as the plan says and are entered by the door."""

import ast

import pytest
from django.apps import apps
from django.db import migrations

from tests.house.plan import HOUSE, ROOT, floors, imports, rooms, sources, tree

#: What any room may offer to the rooms above it.
DOOR = {"models", "actions", "queries", "policy", "rules", "registry", "catalogues", "workflow"}
#: What one room offers besides, because others read it: no writes, no pages.
ALSO_OFFERED = {
    "audit": {"forgetting", "words"},
    "documents": {
        "checks",
        "content",
        "docx",
        "files",
        "layout",
        "leaflets",
        "pdf",
        "posters",
        "signatures",
        "telling",
        "wording",
        "wording_trial",
    },
    "figures": {
        "answers",
        "changes",
        "closing",
        "computing",
        "fewness",
        "measures",
        "moments",
        "suppression",
        "telling",
    },
    "forces": {
        "conditions",
        "questionnaires",
        "rating_rule",
        "roster",
        "roster_table",
        "sampling",
        "strengthening",
        "survey_results",
        "survey_telling",
        "words",
    },
    "matters": {
        "asking",
        "bulk",
        "clocks",
        "clusters",
        "counting",
        "duplicates",
        "happenings",
        "inbox",
        "papers",
        "responding",
        "rulebook",
        "running",
        "standing",
        "suggesting",
        "telling",
        "words",
    },
    "movement": {"terms", "calendar", "cycle", "planning", "register_table", "registers"},
    "newsroom": {"commenting", "kits", "papers"},
    "notices": {"words"},
    "people": {"grants"},
    "periodic": {"issuing", "numbers", "sentences", "skeleton", "words", "workbook", "writing"},
    "places": {"cells", "drawing", "kinds", "local_table", "locate", "lookups"},
    "reports": {"photos"},
    "standards": {
        "baselines",
        "candidates",
        "figure_map",
        "measuring",
        "matrix",
        "pace",
        "scorecard",
        "scoring",
        "sheets",
        "years",
    },
}
PAGES = {"views", "forms", "urls", "admin", "api", "schemas"}


@pytest.mark.parametrize("room", rooms())
def test_every_room_says_what_it_is_for_and_refuses(room):
    paragraph = ast.get_docstring(tree(HOUSE / room / "__init__.py")) or ""
    assert len(paragraph) > 80, f"{room}/__init__.py: say what the room is for"


@pytest.mark.parametrize("room", rooms())
def test_a_rooms_paragraph_stands_alone(room):
    body = [
        node
        for node in tree(HOUSE / room / "__init__.py").body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert body == []


def test_the_contract_names_every_room():
    assert set().union(*floors()) == set(rooms())


def test_the_architecture_page_names_every_room_on_its_floor():
    lines = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|") and "`" in line.split("|")[2]]
    place = {room: number for number, row in enumerate(rows) for room in named(row.split("|")[2])}
    for above, below in zip(floors(), floors()[1:], strict=False):
        for room in above | below:
            assert room in place, f"ARCHITECTURE.md does not name {room}"
        assert max(place[room] for room in above) <= min(place[room] for room in below)


def named(cell):
    return [word for number, word in enumerate(cell.split("`")) if number % 2]


@pytest.mark.parametrize("room", [room for room in rooms() if room != "project"])
def test_other_rooms_are_entered_by_the_door(room):
    climbed = []
    for path in sources(room):
        for module, name in imports(path):
            parts = [*module.split("."), name][1:3]
            if len(parts) < 2 or parts[0] in {room, "core"}:
                continue
            if parts[1] not in DOOR | ALSO_OFFERED.get(parts[0], set()):
                climbed.append(f"{path.relative_to(HOUSE)}: {module}.{name}")
    assert climbed == []


@pytest.mark.parametrize("room", rooms())
def test_nobody_takes_what_another_room_keeps_private(room):
    taken = [
        f"{path.relative_to(HOUSE)}: {module}.{name}"
        for path in sources(room)
        for module, name in imports(path)
        if name.startswith("_") and name != "__version__" and module.split(".")[1:2] != [room]
    ]
    assert taken == []


@pytest.mark.parametrize("room", rooms())
def test_pages_are_used_by_their_own_room_alone(room):
    used = [
        f"{path.relative_to(HOUSE)}: {module}"
        for path in sources(room)
        for module, _ in imports(path)
        if PAGES & set(module.split(".")[2:3]) and module.split(".")[1] != room
    ]
    assert used == []


def test_migrations_import_nothing_of_ours():
    found = [
        str(path.relative_to(HOUSE))
        for path in HOUSE.glob("*/migrations/*.py")
        if list(imports(path))
    ]
    assert found == []


def test_every_migration_can_go_back():
    for path in HOUSE.glob("*/migrations/0*.py"):
        room, name = path.parent.parent.name, path.stem
        module = __import__(f"binhyen.{room}.migrations.{name}", fromlist=["Migration"])
        for operation in module.Migration.operations:
            if isinstance(operation, migrations.RunPython | migrations.RunSQL):
                assert operation.reversible, f"{room} {name}"


def test_every_room_is_installed():
    assert {config.name for config in apps.get_app_configs()} >= {
        f"binhyen.{room}" for room in rooms()
    }


def test_no_room_listens_to_signals():
    """The order of effects must be readable in one function."""
    listening = [
        str(path.relative_to(HOUSE))
        for room in rooms()
        for path in sources(room)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "") in {"django.db.models.signals", "django.dispatch"}
    ]
    assert listening == []


def test_no_bag_of_leftovers():
    bags = {"utils", "services", "helpers", "managers", "misc", "common"}
    assert [str(path) for room in rooms() for path in sources(room) if path.stem in bags] == []


def test_no_file_has_outgrown_its_room():
    long = {
        f"{path.relative_to(HOUSE)}": count
        for room in rooms()
        for path in sources(room)
        if (count := path.read_text(encoding="utf-8").count("\n")) > 600
    }
    assert long == {}
