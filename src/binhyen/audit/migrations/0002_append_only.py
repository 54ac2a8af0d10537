"""The database itself refuses to change or remove an entry or a seal.

The one change allowed is the sealer's: an empty `seal_number` gets a number, and nothing else of the row moves.
"""

from django.db import migrations

COLUMNS = ("id", "at", "event", "subject", "actor", "detail")
WORDS = "the audit trail is append-only"

SQLITE = [
    f"""
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    WHEN NOT (
        OLD.seal_number IS NULL AND NEW.seal_number IS NOT NULL
        AND {" AND ".join(f"OLD.{name} IS NEW.{name}" for name in COLUMNS)}
    )
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """
        for table, act in [
            ("audit_entry", "DELETE"),
            ("audit_seal", "UPDATE"),
            ("audit_seal", "DELETE"),
        ]
    ),
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    f"""
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry FOR EACH ROW
    WHEN (NOT (
        OLD.seal_number IS NULL AND NEW.seal_number IS NOT NULL
        AND {" AND ".join(f"OLD.{name} IS NOT DISTINCT FROM NEW.{name}" for name in COLUMNS)}
    ))
    EXECUTE FUNCTION audit_refuse()
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}
        FOR EACH {"STATEMENT" if act == "TRUNCATE" else "ROW"} EXECUTE FUNCTION audit_refuse()
        """
        for table, act in [
            ("audit_entry", "DELETE"),
            ("audit_entry", "TRUNCATE"),
            ("audit_seal", "UPDATE"),
            ("audit_seal", "DELETE"),
            ("audit_seal", "TRUNCATE"),
        ]
    ),
]

REMOVE = {
    "sqlite": [
        f"DROP TRIGGER {name}"
        for name in (
            "audit_entry_no_update",
            "audit_entry_no_delete",
            "audit_seal_no_update",
            "audit_seal_no_delete",
        )
    ],
    "postgresql": ["DROP FUNCTION audit_refuse() CASCADE"],
}
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first")]
    operations = [migrations.RunPython(create, remove)]
