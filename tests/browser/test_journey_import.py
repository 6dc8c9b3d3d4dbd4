"""Journey: an editor imports an old spreadsheet by the keyboard alone, and undoes the import."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from network.imports.models import Import, ImportState
from network.models import Appointment, Person
from nfp_portal.accounts.models import Role
from tests.browser.people import give_second_factor, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.imports import HEAD, sheet
from tests.factories.network import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

Axe = Callable[[Page], None]
LETTERS = "abcdefghijklmno"
FOCUSED = "document.activeElement ? document.activeElement.innerText.trim() : ''"


@pytest.fixture
def editor(page: Page) -> Page:
    user = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(page, user.email, PASSWORD, give_second_factor(user))
    return page


@pytest.fixture
def paul() -> Person:
    facts = {"given_name": "Paul", "family_name": "Alt", "email": "paul@example.org", "function": "Clerk"}
    return make_person("AT", **facts)


def old_list() -> bytes:
    """150 new people, a known one with another function, one of no State; Windows-1252 with semicolons."""
    new = [
        ("AT", "Zoë", one + other, f"{one}{other}@example.org", "Clerk", "12.04.2016")
        for one in LETTERS
        for other in LETTERS[:10]
    ]
    paul = ("Austria", "Paul", "Alt", "paul@example.org", "Director", "")
    nowhere = ("Atlantis", "No", "Body", "", "", "")
    return sheet(*new, paul, nowhere, head=HEAD, separator=";").decode().encode("cp1252")


def press(page: Page, label: str) -> None:
    """Press Tab until the control with this label has the focus, then press Enter."""
    for _step in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == label:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"Tab never came to “{label}” on {page.url}")


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1, name=text)).to_be_visible()


def test_an_editor_imports_a_spreadsheet_and_undoes_the_import(editor: Page, axe: Axe, paul: Person) -> None:
    hand_in(editor, axe)
    name_the_columns(editor, axe)
    look_at_the_rows(editor, axe)
    write(editor, axe)
    paul.refresh_from_db()
    assert (Person.objects.count(), Appointment.objects.count(), paul.function) == (151, 150, "Director")
    take_back(editor, axe)
    paul.refresh_from_db()
    assert (Person.objects.count(), Appointment.objects.count(), paul.function) == (1, 0, "Clerk")


def hand_in(page: Page, axe: Axe) -> None:
    page.goto("/desk/")
    axe(page)
    press(page, "Imports")
    heading(page, "Imports")
    axe(page)
    press(page, "Upload a spreadsheet")
    heading(page, "Upload a spreadsheet")
    page.set_input_files(
        "[name=file]", {"name": "old list.csv", "mimeType": "text/csv", "buffer": old_list()}
    )
    axe(page)
    press(page, "Go on to the columns")


def name_the_columns(page: Page, axe: Axe) -> None:
    heading(page, "What the columns mean")
    expect(page.get_by_label("Encoding")).to_have_value("cp1252")
    expect(page.get_by_label("Separator")).to_have_value(";")
    expect(page.get_by_role("main")).to_contain_text("Zoë")
    axe(page)
    press(page, "Show the preview")
    page.wait_for_url(lambda address: "columns" not in address)


def look_at_the_rows(page: Page, axe: Axe) -> None:
    """Wait under the bar, then open what came of it."""
    axe(page)
    source = Import.objects.get()
    if page.get_by_role("heading", level=1, name="Reading the rows").count():
        expect(page.get_by_role("main")).to_contain_text("Open the", timeout=30_000)
        axe(page)
        page.reload()
    heading(page, "What the import would do")
    source.refresh_from_db()
    assert (source.state, source.new, source.changed, source.errors) == (ImportState.PREVIEWED, 150, 1, 1)
    axe(page)
    press(page, "Changed (1)")
    expect(page.locator("del")).to_have_text("Clerk")
    expect(page.locator("ins")).to_have_text("Director")
    axe(page)
    press(page, "Rejected (1)")
    expect(page.get_by_role("main")).to_contain_text("Write its name or its two letters")
    press(page, "The cells of the row")
    expect(page.get_by_text("Atlantis | No | Body")).to_be_visible()
    axe(page)


def write(page: Page, axe: Axe) -> None:
    press(page, "Write 151 rows")
    heading(page, "Write the rows to the directory?")
    expect(page.get_by_role("main")).to_contain_text("New entries: 150. Changed entries: 1.")
    axe(page)
    press(page, "Write them")
    expect(page.get_by_role("status").filter(has_text="151 rows are in the directory.")).to_be_visible()
    axe(page)


def take_back(page: Page, axe: Axe) -> None:
    press(page, "Undo the import")
    heading(page, "Undo the import?")
    axe(page)
    press(page, "Undo the import")
    expect(page.get_by_role("status").filter(has_text="The import is undone.")).to_be_visible()
    axe(page)
