"""`path__under`: all below a path, by index, whatever the database's collation; `unit__among`: one of very many keys.

SQLite compares bytes, so a range does it; it cannot use an index for LIKE ... ESCAPE. PostgreSQL orders
"/" by the rules of a language, so a range would be wrong there; LIKE uses the pattern index that Django makes
for every unique text column.

`unit__in` with a thousand keys costs more in Django and in the driver, a parameter each, than the question itself in
the database; `unit__among` hands them over as one.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, ForeignKey, IntegerField, Lookup
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, tuple[str | int, ...]]


if TYPE_CHECKING:
    PathLookup = Lookup[str]
    KeyLookup = Lookup[Iterable[int]]
else:  # Django's class takes no type at run time
    PathLookup = KeyLookup = Lookup


@CharField.register_lookup
class Under(PathLookup):
    """Keep rows whose path begins with the given path, itself included; the path ends with "/"."""

    lookup_name = "under"

    def get_prep_lookup(self) -> str:
        """Return the path. Raises ValueError unless it ends with a slash."""
        path = str(self.rhs)
        if not path.endswith("/"):
            message = f'a path must end with "/", got {path!r}'
            raise ValueError(message)
        return path

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """Return a prefix match by pattern."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*params, connection.ops.prep_for_like_query(self.rhs) + "%")

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """Return a prefix match by range of bytes: "0" is the character after "/"."""
        column, params = self.process_lhs(compiler, connection)
        sql = f"({column} >= %s AND {column} < %s)"
        return sql, (*params, self.rhs, *params, self.rhs[:-1] + "0")


@ForeignKey.register_lookup
@IntegerField.register_lookup
class Among(KeyLookup):
    """Keep rows whose key is one of those given, however many these are."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[int]:
        """Return the keys as they are: numbers need no preparing."""
        return list(self.rhs)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """Return a comparison with an array."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*params, f"{{{','.join(map(str, self.rhs))}}}")

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """Return a comparison with the values of a JSON array."""
        column, params = self.process_lhs(compiler, connection)
        keys = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({keys})", (*params, json.dumps(list(self.rhs)))
