"""Numbers and addresses that rows get one after the other."""

from typing import Any

from django.db import connection
from django.db.models import Max


def one_at_a_time(model: Any) -> None:
    """Let others who write rows of this model wait until the transaction ends; readers go on."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented _meta
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def next_number(model: Any, **counted: Any) -> int:
    """Return the number after the highest of the rows `counted`; a second transaction waits for the first."""
    one_at_a_time(model)
    rows = model._base_manager.filter(**counted)  # noqa: SLF001 - as above
    return (rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
