"""What the search compares: columns with the words of titles and texts, and queries for them.

`search_vector` and `title_vector` are columns of the tables and no fields of the models: as long as the texts
themselves, they would be read with each row of each page. Migrations add them (`vector_columns`).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, migrations, models, transaction
from django.db.models.expressions import Col

SEARCH_VECTOR, TITLE_VECTOR = "search_vector", "title_vector"


class Column(models.F):
    """A column that is no field, of the table that has the field `beside`: `Column(…, "meeting__title")`."""

    def __init__(self, name: str, beside: str) -> None:
        super().__init__(beside)
        self.column_name = name

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Col:
        """Return the column by the alias that its table has in the query."""
        beside: Any = super().resolve_expression(*args, **kwargs)
        field = SearchVectorField()
        field.set_attributes_from_name(self.column_name)
        field.model = None  # type: ignore[assignment] # Django compares expressions by it
        return Col(beside.alias, field)


class VectorQuery(models.Func):
    """A `tsquery` as Postgres writes it (`compiled`)."""

    template = "%(expressions)s::tsquery"

    def __init__(self, text: str) -> None:
        value = models.Value(text, output_field=models.TextField())
        super().__init__(value, output_field=models.TextField())


def compiled(terms: str) -> str:
    """Return the `tsquery` of terms as JSON, each a list of [words, whether these are whole]; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nfp_query(%s::jsonb)::text", [terms])
        return str(cursor.fetchone()[0])


def with_matches(columns: Iterable[tuple[str, str, str]]) -> set[int]:
    """Return the places of those (table, column, `tsquery`) of which any row matches; one query."""
    exists = "SELECT %s WHERE EXISTS (SELECT 1 FROM {} WHERE {} @@ %s::tsquery)"
    listed = list(columns)
    statement = " UNION ALL ".join(exists.format(table, column) for table, column, _text in listed)
    values = [value for number, (_table, _column, text) in enumerate(listed) for value in (number, text)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {number for (number,) in cursor.fetchall()}


@contextmanager
def index_scans() -> Iterator[None]:
    """Let Postgres use the indexes of vectors: it does not count what reading long ones costs, row by row."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield


class Matches(models.Func):
    """Whether a vector has what the query asks for."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    arity = 2
    output_field = models.BooleanField()


class Rank(models.Func):
    """How well a vector fits the query, from 0 to 1; words of the title count ten times those of the text."""

    function = "ts_rank"
    template = "%(function)s(%(expressions)s, 32)"
    arity = 2
    output_field = models.FloatField()


def vector_columns(table: str, *, title: Sequence[str], text: Sequence[str] = ()) -> migrations.RunSQL:
    """Add both vectors of some columns (or SQL expressions) to a table, and the index of the search.

    A text is found by the words of its title too.
    """
    title_sql, text_sql = _together(title), _together(text)
    generated = "ADD COLUMN {} tsvector GENERATED ALWAYS AS (nfp_vector({}, {})) STORED"
    columns = (
        generated.format(SEARCH_VECTOR, title_sql, text_sql),
        generated.format(TITLE_VECTOR, title_sql, "''"),
    )
    name = f"{table}_search_vector"
    forward = (
        f"ALTER TABLE {table} {', '.join(columns)};"
        f" CREATE INDEX {name} ON {table} USING gin ({SEARCH_VECTOR})"
    )
    backward = f"ALTER TABLE {table} DROP COLUMN {SEARCH_VECTOR}, DROP COLUMN {TITLE_VECTOR}"
    return migrations.RunSQL(forward, backward)


def drop_vector_columns(table: str, *, title: Sequence[str], text: Sequence[str] = ()) -> migrations.RunSQL:
    """Remove what `vector_columns` added with the same arguments, before other columns are searched."""
    added = vector_columns(table, title=title, text=text)
    return migrations.RunSQL(added.reverse_sql or (), added.sql)


def _together(columns: Sequence[str]) -> str:
    return " || ' ' || ".join(f"coalesce(({column})::text, '')" for column in columns) or "''"
