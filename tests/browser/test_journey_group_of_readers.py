"""Journey: an editor makes a group of readers, pastes addresses into it, and takes a removal back."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from newsletter.readers import actions
from newsletter.readers.models import GroupMember
from nfp_portal.accounts.models import Role
from tests.browser.people import give_second_factor, sign_in
from tests.factories.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def members() -> set[str]:
    return set(GroupMember.objects.filter(removed_at=None).values_list("reader__address", flat=True))


@pytest.mark.usefixtures("live_server")
def test_a_group_of_readers_is_made_filled_and_mended(page: Page, axe: Callable[[Page], None]) -> None:
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(page, editor.email, PASSWORD, give_second_factor(editor))
    page.goto("/newsletter/readers/")
    page.get_by_role("link", name="Groups").click()
    axe(page)
    page.get_by_label("Name").fill("Partners")
    page.get_by_role("button", name="Make the group").click()
    page.get_by_label("E-mail addresses").fill("Anna Muster <anna@example.org>\nben@example.org")
    page.get_by_label("How consent was given").fill("E-mail of 3 May")
    page.get_by_label("Day of the consent").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_role("button", name="Add to the group").click()
    page.get_by_text("2 addresses; the next issue goes to 2.").wait_for()
    assert members() == {"anna@example.org", "ben@example.org"}
    page.get_by_role("button", name="Remove ben@example.org").click()
    page.get_by_text("1 address; the next issue goes to 1.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("2 addresses; the next issue goes to 2.").wait_for()
    assert members() == {"anna@example.org", "ben@example.org"}
    actions.opt_out(GroupMember.objects.filter(removed_at=None).latest("pk").reader.token)
    page.reload()
    axe(page)
    page.get_by_role("link", name="History").click()
    axe(page)
    page.goto("/newsletter/readers/?reason=group")
    axe(page)
