"""The levels come back in the spreadsheet that was downloaded, are looked at, and only then saved."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from exchange.self_assessment.models import SelfAssessment
from tests.factories.accounts import client_of
from tests.factories.network import make_focal_point
from tests.factories.self_assessment import begin, level_of, write

pytestmark = pytest.mark.django_db


def path_of(assessment: SelfAssessment, part: str) -> str:
    return f"/self-assessment/{assessment.key}/{part}"


def book_of(client: Client, assessment: SelfAssessment) -> Any:
    return load_workbook(BytesIO(client.get(path_of(assessment, "levels.xlsx")).content))


def upload(client: Client, assessment: SelfAssessment, book: Any) -> Any:
    file = BytesIO()
    book.save(file)
    sheet = SimpleUploadedFile("levels.xlsx", file.getvalue())
    return client.post(path_of(assessment, "sheet/"), {"file": sheet})


def row_of(book: Any, key: str) -> Any:
    return next(row for row in book.worksheets[0].iter_rows() if row[0].value == key)


def test_a_sheet_comes_back_through_a_preview() -> None:
    made, client = begin(), client_of(make_focal_point("AT"))
    write(made, "power", 1, "A generator")
    book = book_of(client, made)
    assert [cell.value for cell in row_of(book, "power")[2:4]] == [1, "A generator"]
    row_of(book, "reserve")[2].value = 3
    row_of(book, "reserve")[3].value = "Twelve officers"
    response = upload(client, made, book)
    assert [(each["now"], each["before"]) for each in response.context["changes"]] == [
        ("Level 3 · Twelve officers", "No level yet")
    ]
    assert level_of(made).level is None
    fields = response.context["changes"][0]["fields"]
    assert client.post(path_of(made, ""), dict(fields)).status_code == 302
    assert (level_of(made).level, level_of(made).evidence) == (3, "Twelve officers")
    assert "says what is saved already" in upload(client, made, book).content.decode()


def test_what_is_wrong_in_a_sheet_is_said_and_nothing_is_saved() -> None:
    made, client = begin(), client_of(make_focal_point("AT"))
    book = book_of(client, made)
    row_of(book, "reserve")[2].value = 4
    row_of(book, "power")[1].value = "Another question?"
    response = upload(client, made, book)
    page = response.content.decode()
    assert response.status_code == 422
    assert "reserve: “4” is no level." in page
    assert "power: the question reads otherwise." in page
    assert client.post(path_of(made, "sheet/"), {}).status_code == 422
