"""Workbooks that unpack to far more than they weigh: refused before they are understood."""

import io
import time
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from network.imports.models import Import
from network.imports.parsing import workbooks
from network.imports.parsing.tables import UnreadableError, read
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.imports import book

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
# The machine of the tests may be busy; reading such a file to its end takes many times as long.
SOON = 3


def packed(**parts: bytes) -> bytes:
    """A workbook with these parts in place of its own, or beside them."""
    replacements = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(("AT", "Anna")))) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (kept | replacements).items():
            archive.writestr(name, part)
    return written.getvalue()


def sheet_of(rows: str) -> bytes:
    return f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>".encode()


def texts_of(texts: str) -> bytes:
    return f"<sst {NAMESPACE}>{texts}</sst>".encode()


def numbered(element: str, number: int) -> str:
    """Return this number of distinct elements, so that the compressed file is not suspiciously small."""
    return "".join(map(element.format, range(number)))


SWOLLEN = {
    "texts": {"xl__sharedStrings": texts_of("<si><t/></si>" * 750_000)},
    "texts elsewhere": {"xl__media__picture": texts_of("<si><t/></si>" * 750_000)},
    "few texts, none of them shown": {"xl__sharedStrings": texts_of("<si><t/></si>" * 20_000)},
    "cells": {"xl__worksheets__sheet1": sheet_of("<row>" + "<c/>" * 2_600_000 + "</row>")},
    "rows": {"xl__worksheets__sheet1": sheet_of("<row/>" * 210_000)},
    "rows with a prefix": {"xl__worksheets__sheet1": sheet_of(numbered('<x:row r="{}"/>', 210_000))},
    "cells with a prefix": {"xl__worksheets__sheet1": sheet_of(numbered('<x:c r="A{}"/>', 1_010_000))},
    "styles": {"xl__styles": b"<styleSheet>" + b"<xf/>" * 900_000 + b"</styleSheet>"},
    "UTF-16": {"xl__worksheets__sheet1": sheet_of("<row/>" * 80_000).decode().encode("utf-16") * 3},
}


@pytest.mark.parametrize("name", SWOLLEN)
def test_a_workbook_far_larger_than_an_import_needs_is_refused_at_once(name: str) -> None:
    content = packed(**SWOLLEN[name])
    began = time.monotonic()
    with pytest.raises(UnreadableError, match="swollen_file"):
        read(io.BytesIO(content))
    assert time.monotonic() - began < SOON


def test_twenty_thousand_rows_of_25_columns_are_not_too_much() -> None:
    def row(number: int) -> str:
        cells = (
            f'<c r="{column}{number}" t="inlineStr"><is><t>{column} {number * number:x}</t></is></c>'
            for column in "ABCDEFGHIJKLMNOPQRSTUVWXY"
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    rows = "".join(map(row, range(1, 20_002)))
    content = packed(xl__worksheets__sheet1=sheet_of(rows))
    assert not workbooks.is_too_much(io.BytesIO(content))
    assert len(read(io.BytesIO(content)).head) == 25


def test_elements_are_counted_across_the_pieces_a_part_is_read_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_PIECE", 7)
    content = packed(xl__worksheets__sheet1=sheet_of("<row><c/><c/></row>" * 50))
    for bound, number in (("MOST_ROWS_IN_ALL", 50), ("MOST_CELLS_IN_ALL", 200)):
        with monkeypatch.context() as patch:
            patch.setattr(workbooks, bound, number - 1)
            assert workbooks.is_too_much(io.BytesIO(content)) is (bound == "MOST_ROWS_IN_ALL")
        with monkeypatch.context() as patch:
            patch.setattr(workbooks, bound, number)
            assert not workbooks.is_too_much(io.BytesIO(content))


def test_a_locked_part_makes_a_damaged_workbook() -> None:
    content = packed()
    locked = content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert locked != content
    with pytest.raises(UnreadableError, match="broken_file"):
        list(read(io.BytesIO(locked)).rows)


@pytest.mark.django_db
def test_the_page_says_what_to_do_instead(client: Client, settings: Any) -> None:
    client.force_login(make_user(Role.EDITOR))
    swollen = SimpleUploadedFile("big.xlsx", packed(**SWOLLEN["texts"]))
    settings.REQUIRE_MFA = False
    response = client.post(reverse("network:imports:upload"), {"file": swollen})
    assert response.status_code == 422
    assert "Copy the rows into a new workbook" in response.content.decode()
    assert not Import.objects.exists()
