"""`path__under`: all below a path, by index, whatever the database's collation.

SQLite compares bytes, so a range does it; it cannot use an index for LIKE ... ESCAPE. PostgreSQL orders
"/" by the rules of a language, so a range would be wrong there; LIKE uses the pattern index that Django makes
for every unique text column.
"""

from typing import TYPE_CHECKING

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, tuple[str | int, ...]]


if TYPE_CHECKING:
    PathLookup = Lookup[str]
else:  # Django's class takes no type at run time
    PathLookup = Lookup


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
