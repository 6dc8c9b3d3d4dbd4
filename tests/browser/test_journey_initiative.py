"""Journey 11: an initiative, from the proposal of a State to the next agenda that everybody reads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Series, Stage
from nfp_portal.accounts.models import Role
from tests.browser.people import enter_as_focal_point, give_second_factor, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.meetings import make_coming_meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]


def propose(page: Page, axe: Axe) -> None:
    """Three clicks, two fields; the page of the empty list says what to do."""
    page.goto("/initiatives/")
    expect(page.get_by_role("heading", name="No initiative is open")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Propose an initiative").first.click()
    axe(page)
    page.get_by_label("Title").fill("One form for patrols")
    page.get_by_label("What it is for").fill("What was seen is not lost at the line.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("heading", name="One form for patrols")).to_be_visible()
    axe(page)


def endorse(page: Page, axe: Axe) -> None:
    page.goto("/initiatives/1/")
    page.get_by_role("link", name="Record a step").click()
    page.get_by_label("Status").select_option(label="Endorsed")
    axe(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("For", exact=True).select_option(label="Everyone")
    page.get_by_label("Next step").fill("Collect the forms in use")
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


def test_a_state_proposes_others_join_and_everybody_reads_it_in_the_next_agenda(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    make_coming_meeting(slug="vienna", series=Series.ANNUAL, stage=Stage.AGENDA)
    austria, poland, staff, visitor = (page_at(size) for size in ("desktop", "phone", "desktop", "phone"))
    enter_as_focal_point(austria, "AT")
    propose(austria, axe)
    enter_as_focal_point(poland, "PL")
    poland.goto("/initiatives/1/")
    poland.get_by_role("button", name="Sponsor this too").click()
    expect(poland.get_by_role("main")).to_contain_text("Proposed by Austria with Poland")
    axe(poland)
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(staff, editor.email, PASSWORD, give_second_factor(editor))
    endorse(staff, axe)
    austria.reload()
    austria.get_by_role("link", name="Note progress").click()
    austria.get_by_label("What happened").fill("Twelve forms were collected.")
    austria.get_by_role("button", name="Save").click()
    expect(austria.get_by_role("main")).to_contain_text("Twelve forms were collected.")
    for address in ("/initiatives/", "/initiatives/1/", "/meetings/vienna/agenda"):
        visitor.goto(address)
        expect(visitor.get_by_role("main")).to_contain_text("One form for patrols")
        axe(visitor)
    expect(visitor.get_by_role("main")).to_contain_text("Collect the forms in use")
