"""The sheets that leave with a meeting are opened by LibreOffice, where it is installed."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import make_document, make_meeting, make_participant

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]
SECONDS = 120
# Comma, quotation mark, UTF-8, from the first line on.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"


def cells_of(sheet: Path) -> list[list[str]]:
    """Let LibreOffice convert a sheet, with a profile of its own beside it, and read what it wrote."""
    profile = f"-env:UserInstallation={(sheet.parent / 'profile').as_uri()}"
    command = (str(SOFFICE), profile, "--headless", "--convert-to", AS_CSV, "--outdir", sheet.parent, sheet)
    subprocess.run(command, check=True, timeout=SECONDS, capture_output=True)
    return list(csv.reader(io.StringIO(sheet.with_suffix(".csv").read_text("utf-8"))))


def workbook_of(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book, content = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(content)
    return SimpleUploadedFile("table.xlsx", content.getvalue())


def test_the_list_of_participants_opens_with_its_letters_and_no_formula(
    client_of: Callable[[User], Client], tmp_path: Path
) -> None:
    meeting = make_meeting(slug="filed")
    make_participant(meeting, "AT", given_name="Łukasz", family_name="Müller", function="=1+1")
    make_participant(meeting, "KG", given_name="Айгүл", family_name="Осмонова", function="Советник")
    sheet = tmp_path / "participants.xlsx"
    sheet.write_bytes(client_of(make_user(Role.EDITOR)).get("/meetings/filed/participants.xlsx").content)
    _head, austria, kyrgyzstan = cells_of(sheet)
    assert {"Austria", "AT", "Łukasz", "MÜLLER", "=1+1"} <= set(austria)
    assert {"Kyrgyzstan", "KG", "Айгүл", "ОСМОНОВА", "Советник"} <= set(kyrgyzstan)


def test_a_sheet_among_the_papers_opens_from_their_archive(client: Client, tmp_path: Path) -> None:
    meeting = make_meeting(slug="vienna")
    rows = [("Crossing", "Заставы"), ("Świecko", "12")]
    make_document(meeting, "Таблица застав", files=[workbook_of(*rows)])
    answer = client.get("/meetings/vienna/papers.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        [name] = [each for each in archive.namelist() if each.endswith(".xlsx")]
        archive.extract(name, tmp_path)
    assert cells_of(tmp_path / name) == [list(row) for row in rows]
