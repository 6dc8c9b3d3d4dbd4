"""Two officials of a State write its self-assessment at once; the first contact closes and shares it."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from exchange.self_assessment.models import SelfAssessment
from nfp_portal.accounts.models import Role
from tests.browser.people import enter_as_focal_point, sign_in
from tests.browser.test_journey_annual_meeting import Clicks, enter
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_appointment, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
POWER, RESERVE = "#question-power", "#question-reserve"


def enter_as_first_contact(page: Page) -> None:
    user = make_user(Role.FOCAL_POINT, password=PASSWORD)
    person = make_person("AT", user=user)
    make_appointment("AT", person=person, primary_from=date(2020, 1, 1))
    sign_in(page, user.email, PASSWORD)


def begin(page: Page, axe: Axe) -> None:
    page.goto("/self-assessment/")
    expect(page.get_by_role("main")).to_contain_text("Your State has none yet. Begin one")
    axe(page)
    page.get_by_role("button", name="Begin a self-assessment").click()
    expect(page.get_by_role("heading", name="Self-assessment of Austria")).to_be_visible()
    axe(page)


def go_on(page: Page, axe: Axe) -> None:
    """From the home page it takes one click to the questions, and a second one to a level."""
    click = Clicks()
    page.goto("/")
    click(page.get_by_role("link", name="Continue the self-assessment of Austria").first)
    click(page.locator(POWER).get_by_text("For some hours, with lights and radio."))
    assert click.since() == 2
    expect(page.locator(POWER)).to_contain_text("Saved at")
    axe(page)


def write_beside(anna: Page, axe: Axe) -> None:
    """Write another question, and the one that somebody has changed meanwhile: both versions are shown."""
    anna.locator(RESERVE).get_by_text("From neighbouring posts, by arrangement.").click()
    anna.locator(RESERVE).get_by_label("Evidence").fill("The list of posts")
    expect(anna.locator(RESERVE)).to_contain_text("Saved at")
    anna.locator(POWER).get_by_text("They do not.").click()
    expect(anna.locator(POWER)).to_contain_text("Somebody else changed this question.")
    anna.get_by_role("button", name="Save").click()
    expect(anna.locator(POWER)).to_contain_text("Saved meanwhile by")
    axe(anna)


def close(anna: Page, axe: Axe) -> None:
    anna.locator(POWER).get_by_text("For some hours, with lights and radio.").click()
    anna.get_by_role("button", name="Close the self-assessment").click()
    expect(anna.get_by_role("main")).to_contain_text("Level 1.0")
    axe(anna)
    rows = (
        SelfAssessment.objects.get().levels.exclude(level=None).values_list("question", "level", "evidence")
    )
    assert sorted(rows) == [("power", 1, ""), ("reserve", 1, "The list of posts")]


def expect_one_word(page: Page, word: str, result: str) -> None:
    """Of Austria the overview says that word, and the result is not there."""
    page.goto("/self-assessment/")
    assert f"Austria: {word}" in page.content()
    expect(page.get_by_role("heading", name="Shared with you")).to_have_count(0)
    answer = page.goto(result)
    assert answer is not None
    assert answer.status == 404


def share_with_the_secretariat(page: Page) -> None:
    page.get_by_label("Share it with").select_option("The secretariat")
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Shared: The secretariat.")


def read_what_is_shared(page: Page, axe: Axe) -> None:
    page.goto("/self-assessment/")
    axe(page)
    page.locator("ul.list").get_by_role("link", name="Austria").click()
    expect(page.get_by_role("main")).to_contain_text("Level 1.0")
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    rows = load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0].values
    assert [row[2:4] for row in rows if row[0] == "reserve"] == [(1, "The list of posts")]


def test_two_officials_write_at_once_and_the_first_contact_closes_and_shares_it(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    anna, karl, pole, editor = (page_at(size) for size in ("desktop", "phone", "phone", "desktop"))
    enter_as_first_contact(anna)
    enter_as_focal_point(karl, "AT")
    begin(anna, axe)
    go_on(karl, axe)
    write_beside(anna, axe)
    close(anna, axe)
    karl.goto("/self-assessment/")
    karl.locator(".own-assessments ul a").click()
    expect(karl.get_by_role("main")).to_contain_text("Level 1.0")
    axe(karl)
    enter_as_focal_point(pole, "PL")
    enter(editor, Role.EDITOR)
    for page in (pole, editor):
        expect_one_word(page, "Done, not shared", anna.url)
    share_with_the_secretariat(anna)
    axe(anna)
    expect_one_word(pole, "Done and shared", anna.url)
    read_what_is_shared(editor, axe)
