"""The rows of an import in the database, by COPY: one stream, whatever their number."""

import io
import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from network.imports.models import Import, ImportRow
from network.imports.parsing.rows import Row

_COLUMNS = (
    "source_id", "number", "cells", "values", "verdict", "person_id", "revision", "appointment_id",
    "appointment_revision", "makes_appointment", "differences", "reasons",
)  # fmt: skip
_COPY = f"COPY network_importrow ({', '.join(_COLUMNS)}) FROM STDIN"
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def stage(source: Import, rows: Iterable[Row]) -> None:
    """Replace the rows of an import; call it inside a transaction."""
    ImportRow.objects.filter(source=source).delete()
    lines = "".join(_line(source.pk, row) for row in rows)
    with connection.cursor() as cursor:
        cursor.copy_expert(_COPY, io.StringIO(lines))


def _line(source: int, row: Row) -> str:
    return (
        f"{source}\t{row.number}\t{_text(row.cells)}\t{_text(row.values)}\t{row.verdict}\t{_key(row.person_id)}\t"
        f"{_key(row.revision)}\t{_key(row.appointment_id)}\t{_key(row.appointment_revision)}\t{row.makes_appointment}\t"
        f"{_text(row.differences)}\t{_text(row.reasons)}\n"
    )


def _key(number: int | None) -> str:
    return "\\N" if number is None else str(number)


def _text(value: Any) -> str:
    """JSON as COPY reads it: it has no line breaks or tabs of its own, only backslashes to double."""
    return _json(value).replace("\\", "\\\\") if value else ("[]" if isinstance(value, list) else "{}")
