"""Journey 9: a form that was filled over lunch is not lost, and what waits is one click from home."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from network.models import Person
from nfp_portal.accounts.models import Role
from tests.browser.people import sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import ask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]


@pytest.fixture
def anna() -> Person:
    user = make_user(Role.FOCAL_POINT, email="anna@example.org", password=PASSWORD)
    person = make_person("AT", user=user, email="anna@example.org", telephone="+43 1 000 0001")
    make_appointment("AT", person=person)
    return person


def test_a_late_form_comes_back_filled_and_one_click_sends_it(page: Page, axe: Axe, anna: Person) -> None:
    sign_in(page, "anna@example.org", PASSWORD)
    page.goto(f"/people/{anna.key}/edit/")
    page.get_by_label("function", exact=False).first.fill("Head of “Unit” <7>")
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("what you entered is kept for an hour")).to_be_visible()
    axe(page)
    page.locator("[name=login]").fill("anna@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/?kept_form=*")
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    expect(page.get_by_label("function", exact=False).first).to_have_value("Head of “Unit” <7>")
    axe(page)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("Head of “Unit” <7>").first).to_be_visible()


def test_the_entry_is_confirmed_by_the_first_button_at_home(page: Page, axe: Axe, anna: Person) -> None:
    ask(anna.appointments.get())
    sign_in(page, "anna@example.org", PASSWORD)
    expect(page.get_by_role("heading", name="Your turn 1")).to_be_visible()
    axe(page)
    page.locator("main .button").first.click()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    axe(page)
