"""Journey 13: a news item, written by one, published by another, read by a visitor with a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Letter
from nfp_portal.turns.actions import notify_all
from tests.browser.people import give_second_factor, sign_in
from tests.browser.test_journey_annual_meeting import Clicks
from tests.factories.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]


def staff_of(page: Page, role: Role) -> User:
    user = make_user(role, password=PASSWORD)
    sign_in(page, user.email, PASSWORD, give_second_factor(user))
    return user


def write(page: Page, click: Clicks, axe: Axe) -> None:
    """From the page of news."""
    page.goto("/news/")
    axe(page)
    click(page.get_by_role("link", name="Write a news item").first)
    axe(page)
    page.get_by_label("Title").fill("Boats meet")
    page.get_by_label("Text", exact=True).fill("Two boats **met**.")
    page.locator("[name=statement_1_speaker]").fill("Anna Demo")
    page.locator("[name=statement_1_function]").fill("Head of Unit")
    page.locator("[name=statement_1_text]").fill("They met at sea.")
    click(page.get_by_role("button", name="Save and submit for approval"))
    expect(page.get_by_role("status").filter(has_text="Submitted.")).to_be_visible()
    axe(page)


def publish(page: Page, click: Clicks, axe: Axe, approver: User) -> None:
    """The approver comes by the letter, whose link the desk has too."""
    axe(page)
    waiting = page.get_by_role("link", name="Approve the news item “Boats meet”")
    notify_all()
    [letter] = Letter.objects.filter(deliveries__address=approver.email, subject__contains="Boats meet")
    [link] = [url for url in re.findall(r"https?://\S+", letter.text) if "/news/" in url]
    assert link.endswith(str(waiting.get_attribute("href")))
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text("Two boats **met**.")
    axe(page)
    click(page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("status").filter(has_text="Published.")).to_be_visible()


def read(page: Page, axe: Axe) -> None:
    """A visitor comes from the page about the Network, with a phone."""
    page.goto("/about/")
    axe(page)
    page.get_by_role("link", name="News", exact=True).click()
    axe(page)
    page.get_by_role("link", name="Boats meet").click()
    expect(page.get_by_role("article")).to_contain_text("“They met at sea.”")
    axe(page)


def test_news_is_written_by_one_published_by_another_and_read_by_all(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    click = Clicks()
    editor, approver, visitor = page_at("desktop"), page_at("desktop"), page_at("phone")
    staff_of(editor, Role.EDITOR)
    write(editor, click, axe)
    account = staff_of(approver, Role.APPROVER)
    publish(approver, click, axe, account)
    assert click.since() == 3  # two of the editor, one of the approver
    read(visitor, axe)
