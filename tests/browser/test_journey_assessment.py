"""Journey 18: an assessment, from the request of a State to what another State reads of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exchange.assessments.models import Assessment
from nfp_portal.accounts.models import Role
from tests.browser.people import enter_as_focal_point, give_second_factor, sign_in
from tests.browser.test_journey_annual_meeting import Clicks
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_delegate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]


def enter_as_delegate(page: Page, iso2: str) -> None:
    user = make_delegate(iso2)
    user.set_password(PASSWORD)
    user.save()
    sign_in(page, user.email, PASSWORD)


def request_one(page: Page, axe: Axe) -> None:
    """From the exchange in three clicks."""
    click = Clicks()
    page.goto("/questions/")
    click(page.get_by_role("link", name="Assessments", exact=True))
    expect(page.get_by_role("heading", name="No assessment to read")).to_be_visible()
    axe(page)
    click(page.get_by_role("link", name="Request an assessment").first)
    axe(page)
    page.get_by_label("What is to be assessed").fill("Patrols at the green line")
    page.get_by_label("Preferred time").fill("Spring")
    page.get_by_label("Contact").fill("Anna Demo, anna@example.org")
    click(page.get_by_role("button", name="Send the request"))
    assert click.since() == 3
    expect(page.get_by_role("heading", name="Patrols at the green line")).to_be_visible()
    axe(page)


def recommend(page: Page, kind: str, text: str) -> None:
    page.get_by_role("link", name="Write a recommendation").click()
    page.get_by_label("Kind").select_option(label=kind)
    page.get_by_label("Recommendation", exact=True).fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text(text)


def prepare(page: Page, axe: Axe, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Accept").click()
    recommend(page, "Training of border guards and customs", "Train mixed patrols for winter.")
    recommend(page, "Other", "Write one strategy.")
    axe(page)
    page.get_by_role("link", name="Hand the report over").click()
    axe(page)
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("main")).to_contain_text("Report handed over")
    axe(page)


def give_up_and_undo(page: Page, axe: Axe) -> None:
    page.get_by_role("link", name="Give it up").click()
    axe(page)
    page.get_by_role("button", name="Give it up").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("main")).to_contain_text("Draft of Austria")


def decide(page: Page, axe: Axe, address: str) -> None:
    """Endorse one and note one, make an initiative, open all of it."""
    page.goto(address)
    axe(page)
    first, second = (page.locator(f"#recommendation-{number}") for number in (1, 2))
    first.get_by_role("button", name="Endorse recommendation 1", exact=True).click()
    second.get_by_role("button", name="Note recommendation 2").click()
    expect(second).to_contain_text("Noted")
    first.get_by_role("button", name="Make it an initiative").click()
    expect(page.get_by_role("main")).to_contain_text("Recommendation of an assessment")
    expect(page.get_by_role("main")).to_contain_text("Draft of Austria")
    axe(page)
    give_up_and_undo(page, axe)
    page.get_by_role("link", name="Propose it").click()
    axe(page)
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("main")).to_contain_text("Proposed by Austria")
    page.goto(address)
    expect(first).to_contain_text("Became an initiative")
    page.get_by_role("link", name="Open it to others").click()
    axe(page)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("link", name="Change who reads it")).to_be_visible()


def test_a_state_requests_decides_opens_and_another_state_reads_it(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    delegate, staff, austria, poland = (page_at(size) for size in ("phone", "desktop", "phone", "phone"))
    enter_as_delegate(delegate, "AT")
    request_one(delegate, axe)
    address = Assessment.objects.get().get_absolute_url()
    enter_as_focal_point(poland, "PL")
    poland.goto("/assessments/")
    expect(poland.get_by_role("heading", name="No assessment to read")).to_be_visible()
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(staff, editor.email, PASSWORD, give_second_factor(editor))
    prepare(staff, axe, address)
    enter_as_focal_point(austria, "AT")
    decide(austria, axe, address)
    poland.goto("/assessments/")
    axe(poland)
    poland.get_by_role("link", name="Patrols at the green line").click()
    expect(poland.get_by_role("main")).to_contain_text("Train mixed patrols for winter.")
    expect(poland.get_by_role("main")).not_to_contain_text("Anna Demo")
    axe(poland)
