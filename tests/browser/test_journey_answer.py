"""Journey 15: a colleague helps, the secretariat enters an answer, and who asked sums up on top of the PDF.

Each page is looked at by axe, on a desktop and on a phone.
"""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from exchange.questions.models import Colleague, Question
from nfp_portal.accounts.models import Role
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.links.signing import path_of
from tests.browser.people import give_second_factor, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.questions import close, link_of, make_open_question
from tests.printed import text_of_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]
OWN_WORDS = "What would you do differently?"


def pass_on(page: Page, axe: Axe, link: str) -> None:
    """On a phone: choose, and leave the rest to a colleague."""
    page.goto(link)
    page.get_by_label("Planned").check()
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    page.get_by_role("link", name="Ask a colleague").click()
    page.get_by_label("Name", exact=True).fill("Karl Helfer")
    page.get_by_label("Work e-mail").fill("karl@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("list").filter(has_text="Karl Helfer")).to_contain_text(
        "Colleague, asked by Anna"
    )
    axe(page)


def help_out(page: Page, axe: Axe, addressee: Page, link: str) -> None:
    """The colleague goes on in the same draft, sends it, and is named to both."""
    page.goto(path_of("question-colleague", Colleague.objects.get().key))
    expect(page.get_by_label("Planned")).to_be_checked()
    expect(page.get_by_role("link", name="Ask a colleague")).to_have_count(0)
    page.get_by_label(OWN_WORDS).fill("Größere Knöpfe.")
    page.get_by_label("Language of your text").select_option(label="Deutsch")
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("main")).to_contain_text("Sent by Karl Helfer")
    axe(page)
    addressee.goto(link)
    expect(addressee.get_by_role("main")).to_contain_text("Sent by Karl Helfer")


def enter_on_behalf(page: Page, axe: Axe, question: Question) -> None:
    """From the board, by the keyboard; what is missing is said at its field."""
    editor = make_user(Role.EDITOR, password=PASSWORD)
    sign_in(page, editor.email, PASSWORD, give_second_factor(editor))
    assert question.round is not None
    page.goto(question.round.get_absolute_url())
    page.get_by_role("link", name="Enter answer").first.click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Send the answer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Please give your name and function.")
    axe(page)
    page.get_by_label("Given by").fill("Eva MUSTER")
    page.get_by_label("How it came").fill("by telephone")
    page.get_by_role("button", name="Send the answer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rounds/**")


def sum_up(page: Page, axe: Axe) -> None:
    """From what stands under Your turn."""
    page.goto("/")
    page.get_by_role("link", name="Write the summary of “Mobile readers”").click()
    axe(page)
    page.get_by_label("Summary").fill("One plans to, one does.")
    page.get_by_role("button", name="Save").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Summary by Finland")
    expect(page.get_by_role("row", name="Austria")).to_contain_text("Karl Helfer")
    expect(page.get_by_role("row", name="Austria")).to_contain_text("German")
    expect(page.get_by_role("row", name="Poland")).to_contain_text("Eva MUSTER, by telephone")
    axe(page)


def printed(page: Page) -> str:
    """What the PDF says, rendered when it is first asked for."""
    assert page.request.get("/questions/1.pdf").status == 202
    jobs.run(Job.objects.latest("pk").pk)
    return text_of_pdf(page.request.get("/questions/1.pdf").body())


def test_a_colleague_and_the_secretariat_answer_and_who_asked_sums_up(page_at: PageAt, axe: Axe) -> None:
    author = make_user(Role.FOCAL_POINT, password=PASSWORD)
    make_appointment("FI", person=make_person("FI", user=author))
    make_appointment("AT")
    make_appointment("PL")
    with transaction.atomic():
        question = make_open_question(author, "FI")
    phone, link = page_at("phone"), link_of(question, "AT")
    pass_on(phone, axe, link)
    help_out(page_at("desktop"), axe, phone, link)
    enter_on_behalf(page_at("desktop"), axe, question)
    close(question)
    asker = page_at("desktop")
    sign_in(asker, author.email, PASSWORD)
    sum_up(asker, axe)
    text = printed(asker)
    on_top = text.index("Summary by Finland One plans to, one does.")
    assert (
        on_top < text.index("Responses from Austria and Poland (2 in total).") < text.index("Größere Knöpfe.")
    )
