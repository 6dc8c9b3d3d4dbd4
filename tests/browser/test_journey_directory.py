"""Journey: a focal point looks somebody up, copies addresses, chooses rows and reads the past."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from network import demonstration
from network.models import Appointment
from nfp_portal.accounts.models import Role
from tests.browser.people import sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_agency, make_appointment, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
QUESTION = "Name, agency, topic, State"
ROWS = "tbody tr"
# A promise of the page: results so long after the last key. A loaded test machine gets ten times that.
SOON = 0.3
PATIENCE = 10


@pytest.fixture(autouse=True)
def _people(live_server: Any) -> None:
    demonstration.load()
    for name in ("Großkopf", "Großmann"):
        make_appointment("DE", person=make_person("DE", family_name=name, email=f"{name[-3:]}@example.org"))
    make_user(Role.FOCAL_POINT, email="anna@example.org", password=PASSWORD)


def everybody() -> int:
    return Appointment.objects.in_force().count()


def opened(page: Page, path: str = "/network/") -> Page:
    sign_in(page, "anna@example.org", PASSWORD)
    page.goto(path)
    return page


def test_typing_finds_and_the_address_keeps_the_question(page: Page, axe: Axe) -> None:
    page = opened(page)
    expect(page.locator(ROWS)).to_have_count(min(everybody(), 100))
    axe(page)
    page.get_by_label(QUESTION).press_sequentially("grosskopf", delay=30)
    began = time.monotonic()
    expect(page.locator(ROWS)).to_have_count(1, timeout=SOON * PATIENCE * 1000)
    assert time.monotonic() - began < SOON * PATIENCE
    assert page.url.endswith("/network/?q=grosskopf")
    axe(page)
    page.get_by_role("link", name="Großkopf").click()
    expect(page.get_by_role("heading", name=re.compile("GROSSKOPF|GROẞKOPF"))).to_be_visible()
    page.go_back()
    expect(page.get_by_label(QUESTION)).to_have_value("grosskopf")
    expect(page.locator(ROWS)).to_have_count(1)


def test_going_back_takes_one_filter_after_the_other_away(page_at: Callable[[str], Page]) -> None:
    page = opened(page_at("desktop"))
    of_germany = Appointment.objects.in_force().filter(state__iso2="DE").count()
    page.locator("#id_state").select_option("DE")
    expect(page.locator(ROWS)).to_have_count(of_germany)
    page.get_by_label(QUESTION).fill("gross")
    expect(page.locator(ROWS)).to_have_count(2)
    page.get_by_label(QUESTION).fill("grossm")
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page).to_have_url(re.compile("q=grossm&state=DE$"))
    page.go_back()
    expect(page).to_have_url(re.compile("state=DE$"))
    expect(page.locator(ROWS)).to_have_count(of_germany)
    expect(page.locator("#id_state")).to_have_value("DE")
    page.get_by_role("link", name="Clear filters").click()
    expect(page.locator(ROWS)).to_have_count(min(everybody(), 100))


def test_addresses_of_the_chosen_or_of_all_are_copied(new_context: Any) -> None:
    context = new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(context.new_page(), "/network/?q=gross")
    page.get_by_text("Download a list").click()
    page.get_by_role("button", name="Copy e-mail list").click()
    expect(page.get_by_label("What is it for?")).to_be_focused()
    page.keyboard.type("Writing")
    page.get_by_role("button", name="Copy e-mail list").click()
    expect(page.get_by_role("button", name="2 addresses copied")).to_be_visible()
    page.get_by_role("checkbox", name="Choose Großkopf, Anna").check()
    expect(page.locator("output")).to_have_text("Chosen: 1")
    page.get_by_role("button", name=re.compile("Copy e-mail list|copied")).click()
    expect(page.get_by_role("button", name="1 address copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "opf@example.org"
    page.get_by_label("Choose all shown").check()
    expect(page.locator("output")).to_have_text("Chosen: 2")
    page.get_by_label(QUESTION).fill("grosskopf")
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator("output")).to_have_text("")


def test_where_the_clipboard_is_refused_the_addresses_stand_in_a_box(page_at: Callable[[str], Page]) -> None:
    page = page_at("phone")
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    opened(page, "/network/?q=gross")
    page.get_by_text("Download a list").click()
    page.get_by_label("What is it for?").select_option("meeting")
    page.get_by_role("button", name="Copy e-mail list").click()
    box = page.get_by_role("textbox", name="E-mail addresses")
    expect(box).to_have_value("opf@example.org; ann@example.org")
    expect(box).to_be_focused()


def test_without_script_the_same_form_gives_the_chosen_rows(new_context: Any) -> None:
    page = opened(new_context(java_script_enabled=False).new_page(), "/network/?q=gross")
    expect(page.get_by_label("Choose all shown")).to_be_hidden()
    page.get_by_role("checkbox", name="Choose Großmann, Anna").check()
    page.get_by_text("Download a list").click()
    page.get_by_label("What is it for?").select_option("case")
    page.get_by_role("button", name="Copy e-mail list").click()
    expect(page.get_by_role("textbox")).to_have_value("ann@example.org")
    page.get_by_role("link", name="Back to the directory").click()
    page.get_by_label(QUESTION).fill("nobody at all")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="No focal point matches")).to_be_visible()


def test_the_keyboard_alone_finds_chooses_and_goes_to_the_next_page(page_at: Callable[[str], Page]) -> None:
    for number in range(20):
        make_appointment("AL", person=make_person("AL", family_name=f"More{number}"))
    page = opened(page_at("desktop"))
    page.get_by_label(QUESTION).focus()
    page.keyboard.type("more1")
    expect(page.locator(ROWS)).to_have_count(11)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(page.locator(ROWS)).to_have_count(100)
    page.get_by_role("checkbox", name="Choose More0, Anna").focus()
    page.keyboard.press("Space")
    expect(page.locator("output")).to_have_text("Chosen: 1")
    page.get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.locator(ROWS)).to_have_count(everybody() - 100)
    page.get_by_role("link", name="Previous").focus()
    page.keyboard.press("Enter")
    expect(page.locator(ROWS)).to_have_count(100)


@pytest.mark.parametrize(
    "path", ["/network/?on=2016-04-12", "/states/?sub_region=central_asia", "/states/AT/"]
)
def test_the_past_the_map_and_a_state_pass_axe_and_do_not_scroll_sideways(
    page: Page, axe: Axe, path: str
) -> None:
    page = opened(page, path)
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page)


def test_an_agency_in_sarajevo_is_found_on_the_page_of_everything_too(page_at: Callable[[str], Page]) -> None:
    agency = make_agency("BA", "Border Police, Sarajevo")
    make_appointment("BA", person=make_person("BA", family_name="Begić", agency=agency))
    page = opened(page_at("desktop"), "/search/?q=sarajevo")
    expect(page.get_by_role("link", name="Begić, Anna")).to_be_visible()
