"""The database itself keeps number and words of a paper from the moment it is numbered, all of it once it is issued or
cancelled, and takes no further file of one that is.

The triggers on the table of papers are made anew: SQLite drops them with the table that a constraint remakes.
"""

from django.db import migrations

WORDS = "an issued paper is kept as issued"
#: What a number stands for.
KEPT = ("issuer_id", "kind", "title", "content", "series_id", "number", "symbol", "day")
DONE = "'ISSUED', 'CANCELLED'"
NUMBERED = "'NUMBERED', 'ISSUED', 'CANCELLED'"


def _refused(differs):
    """Name, act and condition of each trigger on the table of papers."""
    changed = " OR ".join(f"NEW.{field} {differs} OLD.{field}" for field in KEPT)
    yield "documents_paper_no_update", "UPDATE", f"OLD.state IN ({DONE})"
    yield "documents_paper_no_delete", "DELETE", f"OLD.state IN ({NUMBERED})"
    yield "documents_paper_keeps_number", "UPDATE", f"OLD.state = 'NUMBERED' AND ({changed})"


def _sqlite():
    for name, act, condition in _refused("IS NOT"):
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"""
        CREATE TRIGGER {name} BEFORE {act} ON documents_paper WHEN ({condition})
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """
    yield f"""
    CREATE TRIGGER documents_paperfile_no_insert BEFORE INSERT ON documents_paperfile
    WHEN (SELECT state FROM documents_paper WHERE id = NEW.paper_id) IN ({DONE})
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
    """


def _postgresql():
    for name, act, condition in _refused("IS DISTINCT FROM"):
        yield f"DROP TRIGGER IF EXISTS {name} ON documents_paper"
        yield f"""
        CREATE TRIGGER {name} BEFORE {act} ON documents_paper FOR EACH ROW WHEN ({condition})
        EXECUTE FUNCTION documents_refuse()
        """
    yield f"""
    CREATE FUNCTION documents_refuse_more() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
    IF (SELECT state FROM documents_paper WHERE id = NEW.paper_id) IN ({DONE}) THEN
    RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
    END $$
    """
    yield """
    CREATE TRIGGER documents_paperfile_no_insert BEFORE INSERT ON documents_paperfile FOR EACH ROW
    EXECUTE FUNCTION documents_refuse_more()
    """


def create(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if is_sqlite else _postgresql():
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    """Leave the two triggers that 0002 made, which refuse more than it did."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table, name in (
        ("documents_paper", "documents_paper_keeps_number"),
        ("documents_paperfile", "documents_paperfile_no_insert"),
    ):
        schema_editor.execute(f"DROP TRIGGER {name}" + ("" if is_sqlite else f" ON {table}"))
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION documents_refuse_more()")


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_numbered_before_issue")]

    operations = [migrations.RunPython(create, remove)]
