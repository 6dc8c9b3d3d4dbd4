"""Journey 3: a visitor subscribes, an issue is composed, approved and sent, and everybody has it once."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.db.models import F
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from newsletter.dispatch import actions as sending
from newsletter.models import Issue
from newsletter.readers.models import Reader, SubscriptionState
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.mail.tasks import sweep
from tests.browser.people import give_second_factor, link_in, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.newsletter import make_piece, make_subscription
from tests.mailbox import Mailbox
from tests.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]
NEW_READER = "visitor@example.org"
OTHERS = 4


def subscribe(page: Page, axe: Axe, mailbox: Mailbox) -> None:
    page.goto("/newsletter/")
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Subscribe", exact=True).first.click()
    axe(page)
    page.get_by_label("E-mail").fill(NEW_READER)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    axe(page)
    [message] = mailbox.wait_for(1)
    link = link_in(message, "/newsletter/confirm/")
    for _scanner in range(2):
        page.goto(link)
    axe(page)
    assert Reader.objects.get(address=NEW_READER).subscription == SubscriptionState.PENDING
    page.get_by_role("button", name="Yes, send it to me").click()
    expect(page.get_by_role("heading", name="You receive the newsletter")).to_be_visible()
    axe(page)
    assert Reader.objects.get(address=NEW_READER).subscription == SubscriptionState.ACTIVE


def enter(page: Page, role: Role) -> User:
    user = make_user(role, password=PASSWORD)
    sign_in(page, user.email, PASSWORD, give_second_factor(user))
    return user


def compose(page: Page, axe: Axe) -> None:
    """Start No. 1, set two of three offered contributions in it, look at it, submit it."""
    page.goto("/newsletter/issues/")
    axe(page)
    page.get_by_role("link", name="Start an issue").first.click()
    axe(page)
    page.get_by_label("Title").fill("Patrols and drills")
    page.get_by_label("Period").fill("May 2026")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="No. 1: Patrols and drills")).to_be_visible()
    for headline in ("A joint patrol plan", "Closed finding"):
        page.get_by_role("button", name=f"Accept {headline}").click()
        expect(page.locator("#messages").filter(has_text=f"Accepted: {headline}.")).to_be_visible()
    page.get_by_role("button", name="Move up Closed finding").click()
    page.get_by_label("Opening note").fill("Two things **tried** this spring.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    axe(page)
    page.get_by_role("link", name="Preview").click()
    frame = page.frame_locator("iframe[title='On a wide screen, 600 px']")
    expect(frame.get_by_role("heading", name="A joint patrol plan")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Back to the issue").click()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("status").filter(has_text="A second person must approve")).to_be_visible()


def approve_and_send(page: Page, axe: Axe) -> None:
    page.goto("/newsletter/issues/1/")
    axe(page)
    page.get_by_role("link", name="Read and approve").click()
    axe(page)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("heading", name="Send No. 1 in English to 5 readers?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Send to 5 readers").click()
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    axe(page)
    undo.focus()
    with page.expect_response("**/dispatch/"):
        pass
    expect(undo).to_be_focused()


def let_the_minute_pass() -> None:
    """Put the clock of the dispatch forward, and do what the scheduler does every ten seconds."""
    a_minute = timedelta(seconds=61)
    Issue.objects.update(released_at=F("released_at") - a_minute)
    Letter.objects.update(not_before=F("not_before") - a_minute)
    Delivery.objects.open().update(due_at=F("due_at") - a_minute)
    sweep.delay()


def watch(page: Page, axe: Axe) -> None:
    """The open page shows by itself that all has left."""
    sent = page.locator(".stats > div").filter(has=page.get_by_text("Sent", exact=True)).locator("dd")
    expect(sent).to_have_text("5", timeout=20_000)
    sending.close_finished()
    expect(page.locator("#dispatch-progress")).not_to_have_attribute("hx-get", re.compile("."))
    axe(page)


def issues_in(mailbox: Mailbox) -> list[EmailMessage]:
    return [message for message in mailbox.messages() if message["Subject"].startswith("Newsletter No. 1")]


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def check_mails(mailbox: Mailbox) -> None:
    messages = issues_in(mailbox)
    assert sorted(message["To"] for message in messages) == sorted(
        Reader.objects.subscribed().values_list("address", flat=True)
    )
    assert len({message["Message-ID"] for message in messages}) == OTHERS + 1
    for message in messages:
        reader = Reader.objects.get(address=message["To"])
        own = f"{settings.SITE_URL}/newsletter/unsubscribe/{reader.token}/"
        assert message["List-Unsubscribe"] == f"<{own}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        text, html = part(message, "plain"), part(message, "html")
        for each in (text, html):
            assert "A joint patrol plan" in each
            assert own in each
            assert "Hidden words" not in each
        assert not re.search(r"<(img|script|link|iframe)|url\(", html)
        assert "{{" not in text + html


def leave_by_one_click(page: Page, mailbox: Mailbox) -> None:
    """Post to the address of the header as a mail program does: without cookies and redirects."""
    [message] = [message for message in issues_in(mailbox) if message["To"] == NEW_READER]
    answer = page.request.post(
        message["List-Unsubscribe"].strip("<>"), form={"List-Unsubscribe": "One-Click"}, max_redirects=0
    )
    assert answer.status == 200
    assert Reader.objects.get(address=NEW_READER).subscription == SubscriptionState.ENDED


def pdf_text(page: Page, seconds: float = 30) -> str:
    """Wait for the worker's PDF as the page asks one to."""
    deadline = monotonic() + seconds
    while (answer := page.request.get("/newsletter/1.pdf")).status == 202:
        assert monotonic() < deadline, "The PDF was not made"
        sleep(0.3)
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)


def check_archive(page: Page, axe: Axe) -> None:
    page.goto("/newsletter/")
    axe(page)
    page.get_by_role("link", name="Patrols and drills", exact=True).click()
    expect(page.get_by_role("heading", name="A joint patrol plan")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Austria, Border Police Directorate")
    axe(page)
    feed = page.request.get("/newsletter/feed.xml").text()
    for text in (page.content(), feed, pdf_text(page)):
        assert "A joint patrol plan" in text
        assert "Hidden words" not in text


def test_subscribers_receive_the_newsletter(
    page_at: PageAt, axe: Axe, mailbox: Mailbox, worker: Worker
) -> None:
    for _reader in range(OTHERS):
        make_subscription()
    make_piece(headline="A joint patrol plan", body="One *shared* page a month.")
    make_piece(headline="Closed finding", body="Hidden words.", audience=Audience.FOCAL_POINTS)
    make_piece(headline="Left for later")
    visitor, editor, approver = page_at("desktop"), page_at("desktop"), page_at("desktop")

    subscribe(visitor, axe, mailbox)
    enter(editor, Role.EDITOR)
    compose(editor, axe)
    enter(approver, Role.APPROVER)
    approve_and_send(approver, axe)
    let_the_minute_pass()
    watch(approver, axe)
    check_mails(mailbox)
    leave_by_one_click(visitor, mailbox)
    check_archive(visitor, axe)
