"""Spreadsheets for tests, one phrase each."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook

from network.imports.actions import commits, previews
from network.imports.models import Import, ImportRow
from nfp_portal.accounts.models import User

HEAD = ("State", "Given name", "Family name", "E-mail", "Function", "In force from")
ANNA = ("Austria", "Anna", "Muster", "anna@example.org", "Head of Unit", "2016-04-12")


def sheet(*rows: Sequence[str], head: Sequence[str] = HEAD, separator: str = ",") -> bytes:
    """A CSV file in UTF-8."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([head, *rows])
    return file.getvalue().encode()


def book(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> bytes:
    """An XLSX file; formulas stay formulas."""
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    for row in (head, *rows):
        page.append(list(row))
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def receive(content: bytes, *, name: str = "focal-points.csv", by: User | None = None) -> Import:
    return previews.upload(ContentFile(content, name=name), name=name, by=by)


def previewed(*rows: Sequence[str], head: Sequence[str] = HEAD, by: User | None = None) -> Import:
    return previews.preview(receive(sheet(*rows, head=head), by=by).pk)


def committed(*rows: Sequence[str], head: Sequence[str] = HEAD, by: User | None = None) -> Import:
    source = previewed(*rows, head=head, by=by)
    return commits.commit(source.pk, preview=source.preview, by=by)


def verdicts(source: Import) -> list[tuple[int, str]]:
    return list(source.rows.values_list("number", "verdict"))


def codes(source: Import) -> dict[int, list[str]]:
    """Return the codes of the reasons of each rejected row."""
    rows: Iterable[ImportRow] = source.rows.filter(verdict="error")
    return {row.number: [reason["code"] for reason in row.reasons] for row in rows}
