"""Journey 18: by the keyboard alone one follows a State, reads the digest, leaves it and returns."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from network.following.models import Following
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns import actions
from nfp_portal.turns.models import Digest
from tests.browser.people import link_in, sign_in
from tests.browser.test_journey_annual_meeting import letter_to
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.practices import make_practice
from tests.mailbox import Mailbox
from tests.network.following.conftest import MORNING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("worker"),
]

Axe = Callable[[Page], None]


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go there by Tab and press it. A page has fewer than 200 things to stop at."""
    expect(target).to_be_visible()
    for _stop in range(200):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            page.keyboard.press(key)
            return
    raise AssertionError(target)


def shows(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def choose(page: Page, axe: Axe) -> None:
    """On the page of a State, with Undo, and on the page of all choices."""
    page.goto("/states/FI/")
    head = page.locator(".page-head")
    press(page, head.get_by_role("button", name="Follow Finland", exact=True))
    shows(page, "You follow Finland: what is new comes with your digest.")
    expect(head).to_contain_text("You follow it")
    axe(page)
    press(page, page.get_by_role("button", name="Undo"))
    shows(page, "You no longer follow Finland.")
    press(page, head.get_by_role("button", name="Follow Finland", exact=True))
    expect(head.get_by_role("button", name="Stop following Finland")).to_be_visible()
    page.goto("/accounts/mail/")
    axe(page)
    press(page, page.get_by_label("News"), "Space")
    press(page, page.get_by_role("button", name="Save"))
    shows(page, "Saved.")


def send_the_digest(monkeypatch: pytest.MonkeyPatch, days: int = 0) -> int:
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: MORNING + timedelta(days=days))
        return actions.send_digests()


def leave(page: Page, axe: Axe, address: str) -> None:
    """On a phone, without a session: opening the link changes nothing."""
    page.goto(address)
    axe(page)
    press(page, page.get_by_role("button", name="Leave the digest"))
    expect(page.get_by_role("heading", name="The digest does not come any more")).to_be_visible()
    axe(page)


def test_somebody_follows_a_state_reads_the_digest_and_leaves_it(
    page_at: Callable[[str], Page], axe: Axe, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user(Role.PARTNER, password=PASSWORD)
    desktop, phone = page_at("desktop"), page_at("phone")
    sign_in(desktop, user.email, PASSWORD)
    choose(desktop, axe)
    row = Following.objects.get(user=user)
    assert ([each.iso2 for each in row.states.all()], row.kinds) == (["FI"], ["news"])
    make_practice("Boats meet", "FI", audience=Audience.ALL)
    make_practice("Of another State", "AT", audience=Audience.ALL)
    make_practice("For focal points", "FI", audience=Audience.FOCAL_POINTS)
    assert send_the_digest(monkeypatch) == 1
    letter = letter_to(mailbox, user.email, "New in what you follow: 1")
    desktop.goto(link_in(letter, "/practices/"))
    expect(desktop.get_by_role("heading", name="Boats meet")).to_be_visible()
    leave(phone, axe, link_in(letter, "/accounts/mail/leave/"))
    assert actions.digest_of(User.objects.get(pk=user.pk)) == Digest.NONE
    make_practice("Boats meet again", "FI", audience=Audience.ALL)
    assert send_the_digest(monkeypatch, days=1) == 0
    press(phone, phone.get_by_role("button", name="Undo"))
    expect(phone.get_by_role("button", name="Leave the digest")).to_be_visible()
    assert send_the_digest(monkeypatch, days=2) == 1
