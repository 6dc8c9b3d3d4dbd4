"""Journey 13: a State writes by the link of a call on a phone, and clears the edited text by another.

Each page is looked at by axe; `Clicks` counts what a task costs its user.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from newsletter import actions
from newsletter.contributions.models import Clearance
from newsletter.models import Piece, PieceStatus
from nfp_portal.accounts.models import Role
from tests.browser.people import give_second_factor, sign_in
from tests.browser.test_journey_annual_meeting import Clicks
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.contributions import clearance_link, link_of, make_call
from tests.factories.network import make_agency, make_appointment, make_person
from tests.factories.newsletter import make_editor, make_issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]
WRITTEN = "In the framework of our plan we held two drills.\n\n- the duty officer is the bottleneck"
EDITED = "This autumn we held two drills.\n\n- the duty officer is the bottleneck\n- say when it is over"


def contribute(page: Page, axe: Axe, link: str) -> None:
    """Open the link, write, send."""
    click = Clicks()
    page.goto(link)
    axe(page)
    page.get_by_label("Headline").fill("Our second drill")
    page.get_by_label("Text", exact=True).fill(WRITTEN)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Headline")).to_have_value("Our second drill")
    click(page.get_by_role("button", name="Send to the editors"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your contributions")
    expect(page.get_by_role("main")).to_contain_text("With the editors")
    axe(page)
    assert click.since() == 1


def send_for_clearance(page: Page, axe: Axe) -> Clearance:
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(page, editor.email, PASSWORD, give_second_factor(editor))
    page.goto("/newsletter/issues/")
    axe(page)
    page.get_by_role("link", name="Send for clearance Our second drill").click()
    axe(page)
    page.get_by_label("Remark").fill("We left out the plan. Is that right?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#messages").filter(has_text="Sent for clearance.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("With the State for clearance")
    return Clearance.objects.get()


def clear(page: Page, axe: Axe, link: str) -> None:
    """Open the link, click OK."""
    click = Clicks()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this text OK to print?")
    axe(page)
    for view in ("Edited text", "Your text", "Changes"):
        page.get_by_role("link", name=view).click()
        expect(page.get_by_role("link", name=view)).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="Change", exact=True).click()
    axe(page)
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="Withdraw").click()
    axe(page)
    page.get_by_role("link", name="Cancel").click()
    click(page.get_by_role("button", name="OK to print"))
    expect(page.get_by_role("main")).to_contain_text("Printed exactly so.")
    axe(page)
    assert click.since() == 1


def test_a_text_is_written_by_a_link_edited_and_cleared_by_a_link(page_at: PageAt, axe: Axe) -> None:
    agency = make_agency("PL", name="Border Guard Service")
    make_appointment("PL", person=make_person("PL", agency=agency))
    make_issue(number=13)
    phone = page_at("phone")
    contribute(phone, axe, link_of(make_call("PL"), "PL"))
    piece = Piece.objects.get()
    actions.change_piece(piece.pk, revision=piece.revision, by=make_editor(), body=EDITED)
    sent = send_for_clearance(page_at("desktop"), axe)
    clear(phone, axe, clearance_link(sent))
    piece.refresh_from_db()
    assert (piece.status, piece.body) == (PieceStatus.CLEARED, EDITED)
