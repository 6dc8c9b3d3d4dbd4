"""A self-assessment leaves and comes back as a spreadsheet while a colleague writes; a PDF shows its bars."""

from collections.abc import Callable
from io import BytesIO
from time import monotonic, sleep
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from exchange.self_assessment.models import SelfAssessment
from tests.browser.people import enter_as_focal_point
from tests.browser.test_journey_self_assessment import POWER, RESERVE, Axe, enter_as_first_contact
from tests.factories.self_assessment import make_closed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("worker"),
]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTS = ("result/", "levels.xlsx", "result.pdf", "sheet/", "history/")
# What a bar is drawn on, and the fill of an earlier one, as a PDF writes colours: parts of one.
WHOLE, EARLIER = "0.890196 0.87451 0.831373 rg", "0.498039 0.65098 0.729412 rg"


def workbook_by(page: Page, link: str) -> Any:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    return load_workbook(BytesIO(download.value.path().read_bytes()))


def row_of(book: Any, question: str) -> Any:
    return next(row for row in book.worksheets[0].iter_rows() if row[0].value == question)


def upload(page: Page, book: Any) -> None:
    file = BytesIO()
    book.save(file)
    sheet = FilePayload(name="levels.xlsx", mimeType=XLSX, buffer=file.getvalue())
    page.locator("input[type=file]").set_input_files([sheet])
    page.get_by_role("button", name="Read the sheet").click()


def saved() -> list[tuple[str, int | None, str]]:
    rows = SelfAssessment.objects.get(closed_at=None).levels.exclude(level=None)
    return sorted(rows.values_list("question", "level", "evidence"))


def write_in_a_sheet(anna: Page, karl: Page, axe: Axe) -> None:
    """While Anna looks at what her sheet would change, Karl answers on the page; neither loses anything."""
    anna.get_by_role("link", name="Spreadsheet").click()
    axe(anna)
    book = workbook_by(anna, "Download the sheet")
    assert [cell.value for cell in row_of(book, "reserve")[2:4]] == [None, None]
    for question, level, evidence in (("reserve", 3, "Twelve officers"), ("power", 2, "Two generators")):
        row_of(book, question)[2].value, row_of(book, question)[3].value = level, evidence
    upload(anna, book)
    expect(anna.get_by_role("main")).to_contain_text("Level 3 · Twelve officers")
    expect(anna.get_by_role("main")).to_contain_text("Saved now: No level yet")
    assert saved() == []
    axe(anna)
    karl.locator(POWER).get_by_text("They do not.").click()
    expect(karl.locator(POWER)).to_contain_text("Saved at")
    karl.locator("#question-picture").get_by_text("Each crossing point knows its own situation.").click()
    expect(karl.locator("#question-picture")).to_contain_text("Saved at")
    anna.get_by_role("button", name="Save these").click()
    expect(anna.get_by_role("alert")).to_contain_text("All other questions are saved.")
    expect(anna.locator(POWER)).to_contain_text("Saved meanwhile by")
    assert saved() == [("picture", 0, ""), ("power", 0, ""), ("reserve", 3, "Twelve officers")]
    axe(anna)
    anna.get_by_role("button", name="Save", exact=True).click()
    expect(anna.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    assert saved()[1:] == [("power", 2, "Two generators"), ("reserve", 3, "Twelve officers")]


def close(anna: Page) -> None:
    anna.get_by_role("button", name="Close the self-assessment").click()
    expect(anna.get_by_role("main")).to_contain_text("Level 2.5")
    expect(anna.get_by_role("main")).to_contain_text("Level 1.0, from 1 of 2 questions")


def share_with_focal_points(anna: Page) -> None:
    anna.get_by_label("Share it with").select_option("All focal points and the secretariat")
    anna.get_by_role("button", name="Set", exact=True).click()
    expect(anna.get_by_role("main")).to_contain_text("Shared: All focal points and the secretariat.")


def statuses(page: Page, address: str) -> dict[str, int]:
    return {part: page.request.get(f"{address}{part}").status for part in PARTS}


def pdf_by(page: Page, axe: Axe, seconds: float = 60) -> PdfReader:
    """Click the link, see the page of its progress, and wait for the worker's file."""
    address = page.get_by_role("link", name="PDF").get_attribute("href")
    assert address is not None
    page.get_by_role("link", name="PDF").click()
    axe(page)
    deadline = monotonic() + seconds
    while (answer := page.request.get(address)).status == 202:
        assert monotonic() < deadline, "The PDF was not made"
        sleep(0.3)
    assert answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.body()))


def text_and_bars(pdf: PdfReader) -> tuple[str, int, int]:
    """What it says, how many bars are drawn in it, and how many of them are of earlier ones."""
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    drawn = "".join(contents.get_data().decode("latin-1") for contents in map(_contents, pdf.pages))
    return text, drawn.count(WHOLE), drawn.count(EARLIER)


def _contents(page: Any) -> Any:
    contents = page.get_contents()
    assert contents is not None
    return contents


def read_as_another_state(pole: Page, axe: Axe) -> None:
    pole.goto("/self-assessment/")
    pole.locator("ul.list").get_by_role("link", name="Austria").click()
    main = pole.get_by_role("main")
    expect(main).to_contain_text("Level 2.5")
    expect(main).to_contain_text("Twelve officers")
    expect(main).not_to_contain_text("Level 1.0")
    axe(pole)
    book = workbook_by(pole, "XLSX")
    assert [cell.value for cell in row_of(book, "reserve")[2:4]] == [3, "Twelve officers"]
    text, bars, earlier = text_and_bars(pdf_by(pole, axe))
    assert "For those with whom the State shares it" in text
    assert "Level 2.5" in text
    assert "Level 1.0" not in text
    assert (bars, earlier) == (7, 0)


def test_a_sheet_comes_back_while_a_colleague_writes_and_another_state_reads_what_is_shared(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    anna, karl, pole = page_at("desktop"), page_at("phone"), page_at("phone")
    make_closed(level=1)
    enter_as_first_contact(anna)
    enter_as_focal_point(karl, "AT")
    enter_as_focal_point(pole, "PL")
    anna.goto("/self-assessment/")
    anna.get_by_role("button", name="Begin a self-assessment").click()
    expect(anna.locator(RESERVE)).to_be_visible()
    address = anna.url
    karl.goto(address)
    assert set(statuses(pole, address).values()) == {404}
    write_in_a_sheet(anna, karl, axe)
    close(anna)
    assert set(statuses(pole, address).values()) == {404}
    text, bars, earlier = text_and_bars(pdf_by(anna, axe))
    assert "For officials of Austria only" in text
    assert "Level 1.0, from 1 of 2 questions" in text
    assert (bars, earlier) == (14, 7)
    anna.goto(f"{address}result/")
    share_with_focal_points(anna)
    read_as_another_state(pole, axe)
    assert statuses(pole, address)["sheet/"] == statuses(pole, address)["history/"] == 404
