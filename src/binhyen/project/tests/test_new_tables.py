"""What stands for the steps of a room in a new house leads to the same tables as the steps."""

import pytest
from django.db.migrations.loader import MigrationLoader

LOADER = MigrationLoader(None, replace_migrations=False)


def tables(node):
    """Return fields, options, bases of the models of a room after a migration; what has a default is compared by it."""
    state = LOADER.project_state(node)
    found = {}
    for (app, name), model in state.models.items():
        if app == node[0]:
            fields = {key: field.deconstruct()[1:] for key, field in model.fields.items()}
            options = {key: value for key, value in model.options.items() if value}
            found[name] = (fields, unordered(options), model.bases)
    return found


def unordered(options):
    """Return the options with indexes and constraints by their names: tables know no order of them."""
    kept = dict(options)
    for key in ("indexes", "constraints"):
        kept[key] = {each.name: each.deconstruct() for each in options.get(key, [])}
    return kept


@pytest.mark.parametrize("node", sorted(LOADER.replacements), ids=".".join)
def test_a_new_house_has_the_tables_of_one_that_grew(node):
    last = LOADER.replacements[node].replaces[-1]
    assert tables(node) == tables(last)


@pytest.mark.parametrize("node", sorted(LOADER.replacements), ids=".".join)
def test_no_filling_is_left_out_in_the_middle_of_a_room(node):
    """A house with data that takes the short way for a later stretch would never be filled."""
    assert LOADER.replacements[node].replaces[0] in LOADER.graph.root_nodes()


def test_rooms_that_grew_have_a_short_way():
    assert len(LOADER.replacements) >= 11
