"""Journey 14: a counterpart is found by typing a name, anything else by the key / from any page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nfp_portal.accounts.audience import Audience
from tests.browser.people import enter_as_focal_point
from tests.factories.network import make_agency, make_appointment, make_person
from tests.factories.practices import make_practice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
ADDRESS = "kwiatek@example.org"


def test_a_counterpart_is_found_in_one_step_from_home(page_at: Callable[[str], Page], axe: Axe) -> None:
    agency = make_agency("PL", "Border Guard")
    person = make_person("PL", family_name="Kwiatek", function="Head of Unit", agency=agency, email=ADDRESS)
    make_appointment("PL", person=person)
    page = page_at("phone")
    enter_as_focal_point(page, "AT")
    page.goto("/")
    page.get_by_label("Search the portal").fill("kwiatek")
    page.keyboard.press("Enter")
    expect(page.locator(".result").first).to_contain_text("Kwiatek, Anna")
    expect(page.locator(".result").first).to_contain_text("Poland, Head of Unit, Border Guard")
    expect(page.get_by_role("link", name=ADDRESS)).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")


def test_the_key_leads_to_the_search_from_every_page_but_not_out_of_a_field(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    for number in range(22):
        make_practice(f"Quoll {number}", summary="Seen & counted at the border.", audience=Audience.ALL)
    page = page_at("desktop")
    page.goto("/meetings/")
    page.get_by_label("Number, title, theme or place").press("/")
    expect(page.get_by_label("Number, title, theme or place")).to_have_value("/")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    box = page.get_by_label("Search the portal")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("quoll border")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="22 results")).to_be_visible()
    expect(page.locator(".result mark").first).to_have_text("Quoll")
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page)
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".result")).to_have_count(2)
    page.get_by_role("link", name="Practices 22").click()
    expect(page.get_by_role("link", name="Practices 22")).to_have_attribute("aria-current", "true")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(page.get_by_label("Search the portal")).to_be_focused()


@pytest.mark.parametrize("path", ["/search/", "/search/?q=zzyx", "/search/?q=bsmc", "/"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_each_state_of_the_search_passes_axe(
    page_at: Callable[[str], Page], axe: Axe, path: str, size: str
) -> None:
    page = page_at(size)
    page.goto(path)
    axe(page)
