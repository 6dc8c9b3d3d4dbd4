"""Journey 16: a centre is entered with two gaps, confirmed by its host State, compared with the others."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exchange.centres.models import Centre
from nfp_portal.accounts.models import Role
from tests.browser.people import enter_as_focal_point, give_second_factor, sign_in
from tests.browser.test_journey_annual_meeting import Clicks
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.centres import make_centre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]


def enter_centre(page: Page, axe: Axe) -> None:
    page.goto("/centres/")
    page.get_by_role("link", name="Enter a centre").first.click()
    axe(page)
    page.get_by_label("Name").fill("Centre on the pass")
    page.get_by_label("Host State").select_option(label="Austria")
    page.get_by_label("At work since").fill("May 2012")
    page.get_by_label("Databases", exact=False).first.select_option(label="Gap")
    page.get_by_label("Note on databases").fill("Requests go by fax")
    page.get_by_label("Training", exact=False).first.select_option(label="Gap")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Write it as 2012, 2012-04 or 2012-04-13.")
    axe(page)
    page.get_by_label("At work since").fill("2012-05")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("May 2012")
    axe(page)


def confirm(page: Page, axe: Axe) -> None:
    enter_as_focal_point(page, "AT")
    page.goto("/centres/centre-on-the-pass/")
    page.get_by_role("button", name="Still true").click()
    expect(page.get_by_role("status").filter(has_text="marked as still true")).to_be_visible()
    axe(page)


def read_gaps(page: Page, axe: Axe) -> None:
    """From the list it is one click."""
    enter_as_focal_point(page, "PL")
    page.goto("/centres/")
    axe(page)
    click = Clicks()
    click(page.get_by_role("link", name="Gaps of all centres"))
    assert click.since() == 1
    main = page.get_by_role("main")
    expect(main).to_contain_text("Requests go by fax")
    expect(main).to_contain_text("No databases here")
    axe(page)


def test_a_centre_is_entered_confirmed_by_its_host_state_and_its_gaps_are_read_in_one_click(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    staff, austria, poland, visitor = (page_at(size) for size in ("desktop", "phone", "phone", "phone"))
    Centre.objects.all().delete()
    visitor.goto("/centres/")
    expect(visitor.get_by_role("heading", name="No centre is entered yet")).to_be_visible()
    axe(visitor)
    make_centre("Centre on the river", "HU", "databases")
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(staff, editor.email, PASSWORD, give_second_factor(editor))
    enter_centre(staff, axe)
    confirm(austria, axe)
    read_gaps(poland, axe)
    visitor.goto("/centres/centre-on-the-pass/")
    expect(visitor.get_by_role("main")).to_contain_text("Austria")
    expect(visitor.get_by_role("main")).not_to_contain_text("Requests go by fax")
    axe(visitor)
