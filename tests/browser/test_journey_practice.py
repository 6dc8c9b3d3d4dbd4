"""Journey 12: a practice, offered by a State in two clicks, sent back, published, used by another State."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from exchange.practices.models import Practice
from nfp_portal.accounts.models import Role
from nfp_portal.links.signing import path_of
from tests.browser.people import enter_as_focal_point, give_second_factor, sign_in
from tests.browser.test_journey_annual_meeting import Clicks
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.practices import make_practice, make_practice_request
from tests.factories.rounds import ask, page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]


def offer(page: Page, axe: Axe) -> None:
    """From the list it takes two clicks, and a choice in three fields."""
    click = Clicks()
    page.goto("/practices/")
    expect(page.get_by_role("heading", name="No practice is published yet")).to_be_visible()
    axe(page)
    click(page.get_by_role("link", name="Offer a practice").first)
    axe(page)
    page.get_by_label("Title").fill("Two in one car")
    page.get_by_label("What is done, and why").fill("Each patrol has an officer of both services.")
    page.get_by_label("Stage").select_option(label="Good practice")
    page.get_by_label("Mechanism").select_option(label="Joint patrol")
    page.get_by_label("For", exact=True).select_option(label="Everyone, also in the newsletter")
    click(page.get_by_role("button", name="Offer it"))
    assert click.since() == 2
    expect(page.get_by_role("status").filter(has_text="Offered.")).to_be_visible()
    axe(page)


def send_back(page: Page, axe: Axe) -> None:
    page.goto("/practices/two-in-one-car/review/")
    axe(page)
    page.get_by_label("Remark").fill("How does one know?")
    page.get_by_role("button", name="Send back").click()
    expect(page.get_by_role("status").filter(has_text="Sent back.")).to_be_visible()


def reword(page: Page, axe: Axe) -> None:
    """By the keyboard, from what stands under Your turn."""
    page.goto("/")
    page.get_by_role("link", name="Reword the practice “Two in one car”").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("How does one know?")
    axe(page)
    page.get_by_label("Evidence").fill("Fewer complaints.")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved and offered.")).to_be_visible()


def test_somebody_without_an_account_is_asked_for_a_practice_and_offers_it(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    staff, karl = page_at("desktop"), page_at("phone")
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(staff, editor.email, PASSWORD, give_second_factor(editor))
    staff.goto("/practices/ask/")
    axe(staff)
    karl.goto(path_of("practice", make_practice_request().key))
    axe(karl)
    karl.get_by_label("Title").fill("Two in one car")
    karl.get_by_label("What is done, and why").fill("Each patrol has an officer of both services.")
    karl.get_by_label("Stage").select_option(label="Good practice")
    karl.get_by_label("Mechanism").select_option(label="Joint patrol")
    karl.locator("main button[type=submit]").first.click()
    expect(karl.get_by_role("main")).to_contain_text("The Secretariat received it")
    axe(karl)


def test_a_state_says_once_a_year_what_is_still_true_and_what_has_changed(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    """On the page of the verification, which its letter leads to."""
    for title in ("One boat", "Two in one car"):
        make_practice(title)
    Practice.objects.update(confirmed_on=timezone.localdate() - timedelta(days=300))
    row, anna = ask(), page_at("phone")
    anna.goto(page_of(row))
    main = anna.get_by_role("main")
    expect(main).to_contain_text("Is this still true?")
    axe(anna)
    anna.get_by_role("button", name="Yes, it is still true One boat").click()
    expect(main).to_contain_text("Thank you, it is noted.")
    expect(main).not_to_contain_text("One boat")
    anna.locator("summary").filter(has_text="Something has changed Two in one car").click()
    anna.get_by_role("button", name="Tell the Secretariat").click()
    expect(anna.get_by_role("alert")).to_be_visible()  # what is missing, and the field stays open
    axe(anna)
    anna.get_by_label("What has changed").fill("Now three officers.")
    anna.get_by_role("button", name="Tell the Secretariat").click()
    expect(main).not_to_contain_text("Two in one car")
    staff = page_at("desktop")
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(staff, editor.email, PASSWORD, give_second_factor(editor))
    staff.goto("/")
    staff.get_by_role("link", name="Change the practice “Two in one car” as its State says").click()
    expect(staff.get_by_role("main")).to_contain_text("Now three officers.")
    axe(staff)


def test_a_practice_is_offered_sent_back_published_and_used_by_another_state(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    austria, poland, staff, visitor = (page_at(size) for size in ("desktop", "phone", "desktop", "phone"))
    enter_as_focal_point(austria, "AT")
    offer(austria, axe)
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(staff, editor.email, PASSWORD, give_second_factor(editor))
    send_back(staff, axe)
    reword(austria, axe)
    staff.goto("/practices/two-in-one-car/review/")
    staff.get_by_role("button", name="Publish").click()
    expect(staff.get_by_role("status").filter(has_text="Published.")).to_be_visible()
    enter_as_focal_point(poland, "PL")
    poland.goto("/practices/two-in-one-car/")
    poland.get_by_role("button", name="We use this too").click()
    expect(poland.get_by_role("main")).to_contain_text("1 State uses it too: Poland")
    for address in ("/practices/", "/practices/two-in-one-car/", "/states/AT/"):
        visitor.goto(address)
        expect(visitor.get_by_role("main")).to_contain_text("Two in one car")
        axe(visitor)
