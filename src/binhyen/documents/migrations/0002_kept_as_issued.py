"""The database itself refuses to change a paper that was issued, and to change or remove a step or a file of any."""

from django.db import migrations

WORDS = "an issued paper is kept as issued"
#: Table, what is refused, and of which rows.
REFUSED = [
    ("documents_paper", "UPDATE", "OLD.state = 'ISSUED'"),
    ("documents_paper", "DELETE", "OLD.state = 'ISSUED'"),
    ("documents_step", "UPDATE", ""),
    ("documents_step", "DELETE", ""),
    ("documents_paperfile", "UPDATE", ""),
    ("documents_paperfile", "DELETE", ""),
]


def _name(table, act):
    return f"{table}_no_{act.lower()}"


def _when(condition):
    return f"WHEN ({condition})" if condition else ""


def _sqlite():
    for table, act, condition in REFUSED:
        yield f"""
        CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} {_when(condition)}
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """


def _postgresql():
    yield f"""
    CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """
    for table, act, condition in REFUSED:
        yield f"""
        CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} FOR EACH ROW {_when(condition)}
        EXECUTE FUNCTION documents_refuse()
        """


def create(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if is_sqlite else _postgresql():
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION documents_refuse() CASCADE")
        return
    for table, act, _condition in REFUSED:
        schema_editor.execute(f"DROP TRIGGER {_name(table, act)}")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers")]

    operations = [migrations.RunPython(create, remove)]
