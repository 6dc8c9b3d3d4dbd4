"""Journey 10: a focal point asks, another answers on a phone by a link, everybody reads.

Each page is looked at by axe, on a desktop and on a phone; `Clicks` counts what a task costs its user.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exchange.questions.models import Question
from nfp_portal.accounts.models import Role
from tests.browser.people import give_second_factor, sign_in
from tests.browser.test_journey_annual_meeting import Clicks
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.questions import close, link_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]


def ask(page: Page, axe: Axe, click: Clicks) -> Question:
    page.goto("/questions/")
    axe(page)
    click(page.get_by_role("main").get_by_role("link", name="Ask the Network").first)
    page.get_by_label("Title").fill("Readers on trains")
    page.get_by_label("Background").fill("We want to buy some.")
    page.get_by_label("Question", exact=True).first.fill("Do you use them?")
    page.get_by_label("Question", exact=True).nth(1).fill("What would you do differently?")
    page.get_by_label("Free text").nth(1).check()
    page.get_by_label("States may leave it open").nth(1).check()
    page.get_by_label("Everyone, also in the newsletter").check()
    axe(page)
    click(page.get_by_role("button", name="Save and look at it"))
    axe(page)
    click(page.get_by_role("button", name="Submit"))
    expect(page.get_by_role("status").filter(has_text="Submitted.")).to_be_visible()
    assert click.since() == 3
    return Question.objects.get()


def check(page: Page, axe: Axe, question: Question) -> Question:
    """The approver comes from the letter that says whose turn it is, and opens the question."""
    approver = make_user(Role.APPROVER, password=PASSWORD)
    sign_in(page, approver.email, PASSWORD, give_second_factor(approver))
    page.goto(f"/questions/drafts/{question.key}/check/")
    expect(page.get_by_role("main")).to_contain_text("Do you use them?")
    axe(page)
    page.get_by_role("button", name="Open to the States").click()
    expect(page.get_by_role("status").filter(has_text="The question is open")).to_be_visible()
    question.refresh_from_db()
    return question


def answer(page: Page, axe: Axe, click: Clicks, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("button", name="Save the draft")).to_be_hidden()  # the page saves it
    click(page.get_by_label("Planned"))
    page.get_by_label("What would you do differently?").fill("Larger buttons.")
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    axe(page)
    page.reload()
    expect(page.get_by_label("What would you do differently?")).to_have_value("Larger buttons.")
    page.get_by_role("link", name="Ask a colleague").click()
    axe(page)
    page.get_by_role("link", name="Back to the answer").click()
    page.get_by_role("link", name="Answer in a spreadsheet").click()
    axe(page)
    page.goto(link)
    click(page.get_by_label("Everyone, also in the newsletter"))
    click(page.get_by_role("button", name="Send the answer"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    axe(page)
    assert click.since() == 3


def read(page: Page, axe: Axe) -> None:
    page.goto("/questions/1/")
    axe(page)
    expect(page.get_by_role("main")).to_contain_text("Responses from Poland (1 in total).")
    page.get_by_role("link", name="Planned 1").click()
    expect(page.get_by_role("row", name="Poland")).to_contain_text("Larger buttons.")


def test_a_question_is_asked_answered_and_read(page_at: PageAt, axe: Axe) -> None:
    author = make_user(Role.FOCAL_POINT, password=PASSWORD)
    make_appointment("AT", person=make_person("AT", user=author))
    make_appointment("PL")
    asker, click = page_at("desktop"), Clicks()
    sign_in(asker, author.email, PASSWORD)
    question = ask(asker, axe, click)
    question = check(page_at("desktop"), axe, question)
    answer(page_at("phone"), axe, click, link_of(question, "PL"))
    close(question)
    read(page_at("phone"), axe)
