"""Journey 1: a focal point is invited, signs in with a second factor and keeps the own entry right."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from network.actions import access
from network.models import Person
from nfp_portal.accounts.models import Role
from tests.browser.people import code_of, link_in, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_agency, make_appointment, make_person
from tests.mailbox import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]


@pytest.fixture
def anna() -> Person:
    make_agency("AT", "Customs Administration")
    person = make_person(
        "AT", family_name="Muster", email="anna.muster@example.org", telephone="+43 1 000 0001"
    )
    make_appointment("AT", person=person)
    return person


@pytest.fixture
def colleague() -> Person:
    person = make_person("AT", given_name="Paul", family_name="Kollege")
    make_appointment("AT", person=person)
    return person


def accept_invitation(page: Page, axe: Axe, mailbox: Mailbox) -> str:
    """Follow the mail, set a password, set the app up; the app's secret comes back."""
    [message] = mailbox.wait_for(1)
    page.goto(link_in(message, "/accounts/invitation/"))
    axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Passkeys and second factor")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Set up the app").click()
    secret = page.locator(".secret").inner_text()
    axe(page)
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("[Rr]ecovery codes")).first).to_be_visible()
    axe(page)
    return secret


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    # The app shows another code half a minute later; the portal takes each code once.
    cache.clear()


@pytest.mark.usefixtures("worker")
def test_a_focal_point_keeps_the_own_entry_right(
    page: Page, axe: Axe, mailbox: Mailbox, anna: Person, colleague: Person
) -> None:
    access.invite_focal_point(anna.pk, by=None)
    secret = accept_invitation(page, axe, mailbox)
    sign_out(page)
    sign_in(page, "anna.muster@example.org", PASSWORD, secret)
    expect(page.get_by_role("heading", name="Your turn").first).to_be_visible()
    axe(page)
    page.goto("/me/")
    axe(page)
    change_telephone_and_agency(page, axe)
    find_the_change(page, axe)
    try_a_colleagues_entry(page, axe, colleague)


def change_telephone_and_agency(page: Page, axe: Axe) -> None:
    page.get_by_role("link", name="Change my entry").click()
    axe(page)
    page.locator("[name=telephone]").fill("+43 1 000 0002")
    page.locator("[name=agency]").select_option(label="Customs Administration")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()


def find_the_change(page: Page, axe: Axe) -> None:
    expect(page.get_by_role("main")).to_contain_text("Customs Administration")
    expect(page.locator(".history").filter(has_text="+43 1 000 0002")).to_be_visible()
    axe(page)
    page.goto("/network/")
    expect(page.get_by_role("row").filter(has_text="Muster")).to_contain_text("+43 1 000 0002")
    axe(page)


def try_a_colleagues_entry(page: Page, axe: Axe, colleague: Person) -> None:
    page.get_by_role("link", name="Kollege").click()
    expect(page.get_by_role("link", name="Change this entry")).to_have_count(0)
    answer = page.goto(f"/people/{colleague.key}/edit/")
    assert answer is not None
    assert answer.status == 404
    axe(page)


def test_undo_brings_the_old_number_back(page: Page, axe: Axe, live_server: object, anna: Person) -> None:
    anna.user = make_user(Role.FOCAL_POINT, email="anna@example.org", password=PASSWORD)
    anna.save()
    sign_in(page, "anna@example.org", PASSWORD)
    page.goto("/me/")
    page.get_by_role("link", name="Change my entry").click()
    page.locator("[name=telephone]").fill("+43 1 000 0009")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Taken back.")).to_be_visible()
    anna.refresh_from_db()
    assert anna.telephone == "+43 1 000 0001"
