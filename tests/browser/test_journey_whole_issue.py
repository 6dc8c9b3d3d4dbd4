"""Journey 13: an issue, from the call by mail to the reader who leaves by one click.

Two States write by the link of the call and a third has nothing; one text is edited and cleared by a link.
The issue is sent back once, approved, scheduled and sent. Each page is looked at by axe; `Steps` counts what
a task costs its user, the opening of a link included.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from network.rounds.models import Addressee
from newsletter.dispatch import actions as sending
from newsletter.dispatch.tasks import send_scheduled
from newsletter.models import Issue, Piece, PieceStatus
from newsletter.readers.models import Reader, SubscriptionState
from newsletter.readers.tasks import update_readers
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from nfp_portal.mail.tasks import sweep
from tests.browser.people import link_in
from tests.browser.test_journey_annual_meeting import Clicks, enter, letter_to
from tests.factories.dispatches import let_the_minute_pass
from tests.factories.network import make_agency, make_appointment, make_person
from tests.factories.newsletter import make_piece
from tests.factories.pictures import document, drawing, file_of, plain
from tests.mailbox import Mailbox
from tests.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]
STATES = {"AT": "at@example.org", "IS": "is@example.org", "PL": "pl@example.org"}
VISITOR = "visitor@example.org"
RECEIVING = {*STATES.values(), VISITOR}
PASTED = "We held two drills.\n•\tThe duty officer is the bottleneck\n•\tSay when it is over"
EDITED = "On Monday the bridge opened.\n\n- Two lanes are for lorries"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Steps(Clicks):
    """What somebody does one after the other: a link that is opened, a click, a file that is chosen."""

    def open_link(self, page: Page, link: str) -> None:
        page.goto(link)
        self.number += 1

    def choose(self, page: Page, label: str, file: FilePayload) -> None:
        page.get_by_label(label).set_input_files(file)
        self.number += 1


def message_of(page: Page, text: str) -> None:
    expect(page.locator("#messages").filter(has_text=text)).to_be_visible()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


# The call and what the States write --------------------------------------------------------------


def open_call(page: Page, axe: Axe) -> None:
    page.goto("/newsletter/issues/")
    axe(page)
    page.get_by_role("link", name="Call for contributions").first.click()
    axe(page)
    page.get_by_label("Contributions by").fill(f"{timezone.localdate() + timedelta(days=14)}")
    page.get_by_label("Text").fill("Write to us.")
    page.get_by_role("button", name="Open the call").click()
    message_of(page, "The call is open")
    axe(page)


def link_of_call(mailbox: Mailbox, address: str) -> str:
    return link_in(letter_to(mailbox, address, "Please write for our newsletter"), "/answer/")


def write_in_word(page: Page, axe: Axe, link: str) -> int:
    """Send a Word file with a picture; the picture's description is in the file."""
    picture = file_of(plain(640, 400, "#1d6f4a"), "bridge.png").getvalue()
    file = document(drawing("r1", "Officers at the new bridge"), r1=picture).getvalue()
    steps = Steps()
    steps.open_link(page, link)
    axe(page)
    steps.choose(page, "Or a Word file", FilePayload(name="bridge.docx", mimeType=WORD, buffer=file))
    steps(page.get_by_role("button", name="Send to the editors"))
    heading(page, "Your contributions")
    expect(page.get_by_role("main")).to_contain_text("With the editors")
    axe(page)
    return steps.number


def paste(page: Page, axe: Axe, link: str) -> int:
    """Paste a list from a word processor; the draft is there after the page was closed."""
    steps = Steps()
    steps.open_link(page, link)
    page.get_by_label("Headline").fill("Our second drill")
    page.get_by_label("Text", exact=True).fill(PASTED)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Headline")).to_have_value("Our second drill")
    steps(page.get_by_role("button", name="Send to the editors"))
    heading(page, "Your contributions")
    return steps.number


def have_nothing(page: Page, axe: Axe, link: str) -> int:
    steps = Steps()
    steps.open_link(page, link)
    steps(page.get_by_role("button", name="Nothing from us this time"))
    expect(page.get_by_text("You said that there is nothing this time.")).to_be_visible()
    axe(page)
    return steps.number


def contribute(phone: Page, axe: Axe, mailbox: Mailbox) -> None:
    assert write_in_word(phone, axe, link_of_call(mailbox, STATES["AT"])) == 3
    assert paste(phone, axe, link_of_call(mailbox, STATES["PL"])) == 2
    assert have_nothing(phone, axe, link_of_call(mailbox, STATES["IS"])) == 2
    answered = Addressee.objects.filter(round__kind="call").exclude(outcome="waiting")
    outcomes = dict(answered.values_list("state__iso2", "outcome"))
    assert outcomes == {"AT": "answered", "IS": "nothing", "PL": "answered"}
    pasted = Piece.objects.get(headline="Our second drill")
    assert "- The duty officer is the bottleneck\n- Say when it is over" in pasted.body
    assert [each.alternative for each in bridge().text.pictures] == ["Officers at the new bridge"]


def bridge() -> Piece:
    return Piece.objects.get(headline="A bridge opens")


# Editing and clearance ---------------------------------------------------------------------------


def start_issue(page: Page, axe: Axe) -> None:
    page.goto("/newsletter/issues/new/")
    axe(page)
    page.get_by_label("Title").fill("Bridges and drills")
    page.get_by_label("Period").fill("May 2026")
    page.get_by_role("button", name="Start").click()
    heading(page, "No. 1: Bridges and drills")


def edit_and_send_for_clearance(page: Page, axe: Axe) -> None:
    page.goto("/newsletter/issues/")
    page.get_by_role("link", name="Read and edit A bridge opens").click()
    axe(page)
    page.get_by_label("Text", exact=True).fill(EDITED)
    page.get_by_role("button", name="Save", exact=True).click()
    message_of(page, "Saved.")
    page.get_by_role("link", name="Send for clearance A bridge opens").click()
    axe(page)
    page.get_by_label("Remark").fill("We left out the plan. Is that right?")
    page.get_by_role("button", name="Send", exact=True).click()
    message_of(page, "Sent for clearance.")
    expect(page.get_by_role("main")).to_contain_text("With the State for clearance")


def clear(page: Page, axe: Axe, mailbox: Mailbox) -> None:
    """Open the link of the letter, click OK; what else the page offers is looked at and left."""
    letter = letter_to(mailbox, STATES["AT"], "Is this text OK to print?")
    steps = Steps()
    steps.open_link(page, link_in(letter, "/answer/"))
    heading(page, "Is this text OK to print?")
    expect(page.get_by_text("We left out the plan.")).to_be_visible()
    axe(page)
    for view in ("Edited text", "Your text", "Changes"):
        page.get_by_role("link", name=view).click()
        expect(page.get_by_role("link", name=view)).to_have_attribute("aria-current", "page")
    for other in ("Change", "Withdraw"):
        page.get_by_role("link", name=other, exact=True).click()
        axe(page)
        page.get_by_role("link", name="Cancel").click()
    assert bridge().status == PieceStatus.CLEARANCE
    steps(page.get_by_role("button", name="OK to print"))
    expect(page.get_by_role("main")).to_contain_text("Printed exactly so.")
    axe(page)
    assert steps.number == 2
    cleared = bridge()
    assert (cleared.status, cleared.body) == (PieceStatus.CLEARED, EDITED)


# A reader ----------------------------------------------------------------------------------------


def subscribe(page: Page, axe: Axe, mailbox: Mailbox) -> None:
    page.goto("/newsletter/")
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Subscribe", exact=True).first.click()
    axe(page)
    page.get_by_label("E-mail").fill(VISITOR)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    axe(page)
    link = link_in(letter_to(mailbox, VISITOR, ""), "/newsletter/confirm/")
    for _scanner in range(2):
        page.goto(link)
    axe(page)
    assert Reader.objects.get(address=VISITOR).subscription == SubscriptionState.PENDING
    page.get_by_role("button", name="Yes, send it to me").click()
    expect(page.get_by_role("heading", name="You receive the newsletter")).to_be_visible()
    axe(page)


# The issue, its approval and its dispatch --------------------------------------------------------


def compose(page: Page, axe: Axe) -> None:
    """Accept three pieces, change their order, write the opening, look at the mail, submit."""
    page.goto("/newsletter/issues/1/")
    for headline in ("A bridge opens", "Closed finding", "Our second drill"):
        page.get_by_role("button", name=f"Accept {headline}").click()
        message_of(page, f"Accepted: {headline}.")
    page.get_by_role("button", name="Move up Our second drill").click()
    page.get_by_label("Opening note").fill("Two things **tried** this spring.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    axe(page)
    page.get_by_role("link", name="Preview").click()
    frame = page.frame_locator("iframe[title='On a wide screen, 600 px']")
    expect(frame.get_by_role("heading", name="A bridge opens")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Back to the issue").click()
    page.get_by_role("button", name="Submit for approval").click()
    message_of(page, "A second person must approve it")


def send_back(page: Page, axe: Axe) -> None:
    page.goto("/newsletter/issues/1/approve/")
    axe(page)
    page.get_by_label("Remark").fill("Say in which year.")
    page.get_by_role("button", name="Send back with a remark").click()
    message_of(page, "Sent back with your remark.")


def revise(page: Page) -> None:
    page.goto("/newsletter/issues/1/")
    expect(page.get_by_role("main")).to_contain_text("Say in which year.")
    page.get_by_label("Opening note").fill("Two things **tried** in the spring of 2026.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    page.get_by_role("button", name="Submit for approval").click()
    message_of(page, "A second person must approve it")


def approve_and_schedule(page: Page, axe: Axe) -> None:
    """From the submitted issue in three steps: approve, choose a moment, confirm."""
    page.goto("/newsletter/issues/1/approve/")
    expect(page.locator(".changes ins")).to_contain_text(["in", "the spring of 2026."])
    axe(page)
    steps = Steps()
    steps(page.get_by_role("button", name="Approve", exact=True))
    expect(page.get_by_role("heading", name="Send No. 1 in English to 4 readers?")).to_be_visible()
    axe(page)
    steps(page.get_by_role("link", name="Send later"))
    moment = timezone.localtime() + timedelta(minutes=5)
    page.get_by_label("Day").fill(f"{moment:%Y-%m-%d}")
    page.get_by_label("Time in Vienna").fill(f"{moment:%H:%M}")
    axe(page)
    steps(page.get_by_role("button", name="Send then"))
    message_of(page, f"It goes out on {moment.day} {moment:%B %Y}, {moment:%H:%M}.")
    axe(page)
    assert steps.number == 3


def dispatch(page: Page, axe: Axe) -> None:
    """The moment comes, and the minute to undo passes; the open page shows by itself that all has left."""
    Issue.objects.update(scheduled_for=timezone.now() + timedelta(seconds=55))
    send_scheduled.delay()
    undo = page.get_by_role("button", name="Undo")
    deadline = monotonic() + 20
    while not undo.is_visible():
        assert monotonic() < deadline
        page.reload()
    axe(page)
    undo.focus()
    with page.expect_response("**/dispatch/"):
        pass
    expect(undo).to_be_focused()
    let_the_minute_pass()
    sweep.delay()
    sent = page.locator(".stats > div").filter(has=page.get_by_text("Sent", exact=True)).locator("dd")
    expect(sent).to_have_text("4", timeout=20_000)
    sending.close_finished()
    expect(page.locator("#dispatch-progress")).not_to_have_attribute("hx-get", re.compile("."))
    axe(page)


# What came of it ---------------------------------------------------------------------------------


def copies(mailbox: Mailbox) -> dict[str, EmailMessage]:
    """The mails of the issue by their addresses; each address has one."""
    messages = [each for each in mailbox.messages() if str(each["Subject"]).startswith("Newsletter No. 1")]
    assert len({each["Message-ID"] for each in messages}) == len(messages)
    assert sorted(str(each["To"]) for each in messages) == sorted(RECEIVING)
    return {str(each["To"]): each for each in messages}


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def check_mails(mailbox: Mailbox) -> None:
    """Each has both texts, its own link and its picture inside, and asks nothing of anybody's server."""
    for address, message in copies(mailbox).items():
        own = f"{settings.SITE_URL}/newsletter/unsubscribe/{Reader.objects.get(address=address).token}/"
        assert message["List-Unsubscribe"] == f"<{own}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        text, html = part(message, "plain"), part(message, "html")
        for each in (text, html):
            assert "A bridge opens" in each
            assert "Our second drill" in each
            assert own in each
            assert "Hidden words" not in each
            assert "{{" not in each
        pictures = [each for each in message.walk() if each.get_content_maintype() == "image"]
        inside = {f"cid:{str(each['Content-ID']).strip('<>')}" for each in pictures}
        assert len(inside) == 1
        assert inside == set(re.findall(r'src="([^"]*)"', html))
        assert not re.search(r"<(script|link|iframe)|url\(|srcset|background=", html)
        assert 'alt="Officers at the new bridge"' in html
        assert len(html.encode()) < 90_000
        assert len(message.as_bytes()) < 1_000_000


def leave_by_one_click(page: Page, mailbox: Mailbox) -> None:
    """Post to the address of the header as a mail program does: without cookies and redirects."""
    for address in (VISITOR, STATES["IS"]):
        own = str(copies(mailbox)[address]["List-Unsubscribe"]).strip("<>")
        answer = page.request.post(own, form={"List-Unsubscribe": "One-Click"}, max_redirects=0)
        assert answer.status == 200
        assert Reader.objects.get(address=address).opted_out_at is not None


def pdf_of(page: Page, seconds: float = 30) -> PdfReader:
    """Wait for the worker's PDF as the page asks one to."""
    deadline = monotonic() + seconds
    while (answer := page.request.get("/newsletter/1.pdf")).status == 202:
        assert monotonic() < deadline, "The PDF was not made"
        sleep(0.3)
    assert answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.body()))


def check_archive(page: Page, axe: Axe) -> None:
    page.goto("/newsletter/")
    axe(page)
    page.get_by_role("link", name="Bridges and drills", exact=True).click()
    expect(page.get_by_role("heading", name="A bridge opens")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Austria, Border Police Directorate")
    expect(page.get_by_role("img", name="Officers at the new bridge")).to_be_visible()
    axe(page)
    pdf = pdf_of(page)
    assert sum(len(sheet.images) for sheet in pdf.pages) >= 1
    printed = " ".join(sheet.extract_text() for sheet in pdf.pages)
    for text in (page.content(), page.request.get("/newsletter/feed.xml").text(), printed):
        assert "A bridge opens" in text
        assert "Hidden words" not in text


def test_an_issue_from_the_call_to_the_one_click(
    page_at: PageAt, axe: Axe, mailbox: Mailbox, worker: Worker
) -> None:
    for iso2, address in STATES.items():
        agency = make_agency(iso2)
        make_appointment(iso2, person=make_person(iso2, agency=agency, email=address))
    make_piece(headline="Closed finding", body="Hidden words.", audience=Audience.FOCAL_POINTS)
    update_readers.delay()
    phone, editor, approver = page_at("phone"), page_at("desktop"), page_at("desktop")

    enter(editor, Role.EDITOR)
    open_call(editor, axe)
    contribute(phone, axe, mailbox)
    start_issue(editor, axe)
    edit_and_send_for_clearance(editor, axe)
    clear(phone, axe, mailbox)
    subscribe(phone, axe, mailbox)

    compose(editor, axe)
    enter(approver, Role.APPROVER)
    send_back(approver, axe)
    revise(editor)
    approve_and_schedule(approver, axe)
    dispatch(approver, axe)
    check_mails(mailbox)
    check_archive(phone, axe)
    leave_by_one_click(phone, mailbox)
