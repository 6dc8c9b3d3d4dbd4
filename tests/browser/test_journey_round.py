"""Journey: a round is opened, a focal point answers by keyboard from the mail, the board shows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from network.models import Person
from network.rounds.models import Addressee, Round
from network.verification.models import Answer
from nfp_portal.accounts.models import Role
from tests.browser.people import give_second_factor, link_in, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import answer_of, ask, page_of
from tests.mailbox import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]


def tab_to(page: Page, text: str, presses: int = 60) -> None:
    """Press Tab until the focused element has this text."""
    for _press in range(presses):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")
        if text in focused:
            return
    raise AssertionError(f"{text} is not reached by {presses} presses of Tab")


def type_over(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_an_entry_is_confirmed_by_keyboard(page: Page, axe: Axe) -> None:
    row = ask(function="Adviser")
    page.goto(page_of(row))
    axe(page)
    tab_to(page, "Yes, all is correct")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    axe(page)
    row.refresh_from_db()
    assert answer_of(row) == Answer.CONFIRMED


def test_a_change_is_typed_by_keyboard_and_the_focus_moves_to_a_mistake(page: Page, axe: Axe) -> None:
    row = ask(function="Adviser")
    page.goto(page_of(row))
    tab_to(page, "Something has changed")
    page.keyboard.press("Enter")
    axe(page)
    type_over(page, "telephone", "01 234")
    tab_to(page, "Save and confirm")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_telephone")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("+43 1 000 0009")
    tab_to(page, "Save and confirm")
    page.keyboard.press("Enter")
    expect(page.get_by_text("your changes were saved")).to_be_visible()
    assert Person.objects.get(pk=row.person_id).telephone == "+43 1 000 0009"


def test_a_focal_point_reports_leaving_by_keyboard_in_their_own_language(page: Page, axe: Axe) -> None:
    row = ask(languages=["de"])
    page.goto(page_of(row))
    tab_to(page, "Ich habe die Funktion abgegeben")
    page.keyboard.press("Enter")
    axe(page)
    page.locator("#id_last_day").fill("2026-12-31")
    type_over(page, "successor_given_name", "Eva")
    type_over(page, "successor_family_name", "Neu")
    tab_to(page, "Dem Sekretariat mitteilen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("letzter Tag: 31. Dezember 2026")).to_be_visible()
    axe(page)


def test_a_link_that_is_closed_or_wrong_says_so(page: Page, axe: Axe) -> None:
    row = ask()
    Round.objects.update(closed_at=row.round.closes_at)
    for address, heading in ((page_of(row), "This round is closed"), ("/answer/x/", "does not work")):
        page.goto(address)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        axe(page)


def enter(page: Page) -> None:
    user = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(page, user.email, PASSWORD, give_second_factor(user))


@pytest.mark.usefixtures("worker")
def test_a_round_is_opened_answered_and_seen_live(page_at: PageAt, axe: Axe, mailbox: Mailbox) -> None:
    person = make_person(email="anna@example.org", family_name="Muster")
    make_appointment(person=person)
    make_appointment("DE", person=make_person("DE", family_name="Still"))
    desk = page_at("desktop")
    enter(desk)
    open_round(desk, axe)
    desk.locator("#show-answered").focus()
    answer_from_the_mail(page_at("phone"), mailbox)
    # The board asks again by itself; what has the focus keeps it.
    confirmed = desk.locator(".tallies__item", has_text="Confirmed").locator(".tallies__number")
    expect(confirmed).to_have_text("1", timeout=10_000)
    expect(desk.locator("#show-answered")).to_be_focused()
    axe(desk)
    expect(desk.get_by_role("link", name="Germany: nobody has answered")).to_be_visible()
    remind_and_close(desk, axe)
    assert answer_of(Addressee.objects.get(person=person)) == Answer.CONFIRMED


def open_round(page: Page, axe: Axe) -> None:
    page.goto("/verification/")
    axe(page)
    page.get_by_role("link", name="Open a round").click()
    axe(page)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="2 focal points would be asked")).to_be_visible()
    page.get_by_text("English: 2 letters").click()
    axe(page)
    assert Round.objects.count() == 0
    page.get_by_role("button", name="Open and write to 2 focal points").click()
    expect(page.get_by_role("heading", name="Who was asked")).to_be_visible()
    axe(page)


def answer_from_the_mail(page: Page, mailbox: Mailbox) -> None:
    letters = mailbox.wait_for(2, 40)
    own = next(letter for letter in letters if letter["To"] == "anna@example.org")
    page.goto(link_in(own, "/answer/"))
    page.get_by_role("button", name="Yes, all is correct").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def remind_and_close(page: Page, axe: Axe) -> None:
    page.get_by_role("button", name="Remind", exact=False).last.click()
    expect(page.get_by_text("is reminded.")).to_be_visible()
    page.get_by_role("link", name="Close the round").click()
    axe(page)
    page.get_by_role("button", name="Close the round").click()
    expect(page.get_by_role("heading", name="Closing report")).to_be_visible()
    assert page.locator("[hx-trigger]").count() == 0


@pytest.mark.parametrize("question", ["", "?show=states", "?show=all"])
def test_the_board_is_whole_on_a_phone(page_at: PageAt, axe: Axe, question: str) -> None:
    row = ask()
    page = page_at("phone")
    enter(page)
    page.goto(row.round.get_absolute_url() + question)
    axe(page)
