"""Journey 9: an annual meeting, prepared from the one before, until everybody reads its report.

Each page is looked at by axe, on a phone; `Clicks` counts what a task costs its user.
"""

import re
from collections.abc import Callable
from datetime import time, timedelta
from email.message import EmailMessage
from itertools import count

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page, expect

from meetings.models import Meeting
from meetings.papers.samples import sample_pdf
from network.models import Contact
from nfp_portal.accounts.models import Role, User
from tests.browser.people import give_second_factor, link_in, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.meetings import make_item, make_meeting, make_participant
from tests.factories.network import make_appointment, make_person, state
from tests.mailbox import Mailbox
from tests.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]
SLUG = "21"


class Clicks:
    """Clicks one after the other, and how many they were."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, target: Locator) -> None:
        target.click()
        self.number += 1

    def since(self) -> int:
        number, self.number = self.number, 0
        return number


def enter(page: Page, role: Role) -> User:
    user = make_user(role, password=PASSWORD)
    sign_in(page, user.email, PASSWORD, give_second_factor(user))
    return user


def letter_to(mailbox: Mailbox, address: str, subject: str, seconds: float = 40) -> EmailMessage:
    """Wait for the letter to an address with these words in its subject."""
    for number in count(1):
        for letter in mailbox.wait_for(number, seconds):
            if letter["To"] == address and subject in letter["Subject"]:
                return letter
    raise AssertionError  # the mailbox fails first


def last_year() -> Meeting:
    """The 20th meeting was held: twelve items, and two people of Austria who are no focal points."""
    first = timezone.localdate() - timedelta(days=300)
    days = {"starts_on": first, "ends_on": first + timedelta(days=1)}
    meeting = make_meeting(number=20, slug="20", title="20th annual meeting", **days)
    for number in range(12):
        facts = {"day": first + timedelta(days=number // 6), "begins": time(9 + number % 6), "minutes": 60}
        make_item(meeting, f"Session {number + 1}", **facts)
    for name in ("Gast", "Gehring"):
        make_participant(meeting, "AT", family_name=name, email=f"{name.lower()}@example.org")
    return meeting


def delegations() -> None:
    """Austria has three focal points; a delegation of each of three States is written to."""
    for name in ("Adler", "Brandt", "Curie"):
        make_appointment("AT", person=make_person("AT", given_name="Anna", family_name=name))
    for code in ("AT", "DE", "IT"):
        Contact.objects.create(state=state(code), address=f"embassy@{code.lower()}.example.org")


def held_yesterday(meeting: Meeting) -> None:
    """Let time pass: the last day of the meeting, and of what is on its days, was yesterday."""
    assert meeting.ends_on is not None
    passed = meeting.ends_on - timezone.localdate() + timedelta(days=1)
    items = list(meeting.items.all())
    meeting.items.update(day=None, begins=None, minutes=None)  # no item is ever outside of its meeting
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_on=F("starts_on") - passed, ends_on=F("ends_on") - passed
    )
    for item in items:
        times = {"begins": item.begins, "minutes": item.minutes}
        meeting.items.filter(pk=item.pk).update(day=item.day - passed, **times)


def prepare(page: Page, axe: Axe, click: Clicks) -> Meeting:
    page.goto("/meetings/20/")
    axe(page)
    click(page.get_by_role("link", name="Prepare the next meeting"))
    axe(page)
    click(page.get_by_role("button", name="Prepare the meeting"))
    expect(page).to_have_url(re.compile(f"/meetings/{SLUG}/"))
    axe(page)
    assert click.since() == 2
    meeting = Meeting.objects.get(slug=SLUG)
    assert meeting.items.count() == 12
    return meeting


PASTED = "\n".join(
    ["Day 1"]
    + [f"{9 + number}:00–{10 + number}:00 Topic {number + 1}" for number in range(6)]
    + ["Day 2"]
    + [f"{9 + number}:00–{10 + number}:00 Topic {number + 7}" for number in range(6)]
)


def paste(page: Page, axe: Axe, click: Clicks) -> None:
    click(page.get_by_role("link", name="Arrange the agenda").first)
    click(page.get_by_role("link", name="Paste from Word"))
    page.get_by_label("Agenda", exact=True).fill(PASTED)
    click(page.get_by_role("button", name="Preview"))
    axe(page)
    click(page.get_by_role("button", name=re.compile("^Write")))
    expect(page.locator("[data-order-item]")).to_have_count(12)
    axe(page)
    assert click.since() == 4


def invite(page: Page, axe: Axe) -> None:
    page.goto(f"/meetings/{SLUG}/edit/")
    axe(page)
    page.get_by_label("Stage").select_option(label="Registration open")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Invite the delegations").click()
    axe(page)
    page.get_by_role("button", name="Preview").click()
    axe(page)
    page.get_by_role("button", name=re.compile("^Invite")).click()
    expect(page.get_by_role("heading", name="Who was asked")).to_be_visible()
    axe(page)


def name_five(page: Page, axe: Axe, click: Clicks, letter: EmailMessage) -> None:
    """The delegation of Austria: its three focal points are ticked, both guests of last time are added."""
    page.goto(link_in(letter, "/answer/"))
    axe(page)
    click(page.get_by_role("button", name="Add those who came last time"))
    axe(page)
    click(page.get_by_role("button", name="Send the list"))
    expect(page.get_by_role("main")).to_contain_text("The list was received")
    axe(page)
    assert click.since() <= 4


def nobody_comes(page: Page, axe: Axe, letter: EmailMessage) -> None:
    page.goto(link_in(letter, "/answer/"))
    page.get_by_role("link", name="Nobody comes").click()
    axe(page)
    page.get_by_role("button", name="Send: nobody comes").click()
    axe(page)


def remind(page: Page, axe: Axe) -> None:
    page.goto(f"/meetings/{SLUG}/")
    page.get_by_role("link", name="Open the board").click()
    axe(page)
    page.get_by_role("link", name="Remind 1 who is silent").click()
    axe(page)
    page.get_by_role("main").get_by_role("button", name=re.compile("remind", re.IGNORECASE)).click()
    axe(page)


def hand_in_a_paper(staff: Page, speaker: Page, axe: Axe, mailbox: Mailbox) -> None:
    staff.goto(f"/meetings/{SLUG}/papers/requests/new/")
    axe(staff)
    staff.get_by_label("Name").fill("Ira Novak")
    staff.get_by_label("E-mail").fill("ira@example.org")
    staff.get_by_role("button", name="Send the link").click()
    axe(staff)
    speaker.goto(link_in(letter_to(mailbox, "ira@example.org", "Your paper"), "/answer/"))
    axe(speaker)
    speaker.get_by_label("Title of the paper").fill("Roads after rain")
    file = FilePayload(name="roads.pdf", mimeType="application/pdf", buffer=sample_pdf("Roads").read())
    speaker.get_by_label("File").set_input_files([file])
    speaker.get_by_role("button", name="Send the paper").click()
    expect(speaker.get_by_role("status").filter(has_text="Received.")).to_be_visible()
    axe(speaker)
    staff.reload()
    staff.get_by_role("link", name="Accept or decline").click()
    axe(staff)
    staff.get_by_role("button", name="Accept").click()
    axe(staff)


def confirm_and_accept(staff: Page, person: Page, axe: Axe, letter: EmailMessage) -> None:
    """One of the five confirms; the secretariat accepts all, the last once there is a seat for them."""
    person.goto(link_in(letter, "/answer/"))
    axe(person)
    person.get_by_role("button", name="I take part").click()
    axe(person)
    set_seats(staff, 4)
    axe(staff)
    staff.goto(f"/meetings/{SLUG}/participants/accept/")
    axe(staff)
    for box in staff.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    staff.get_by_role("button", name="Accept those who are ticked").click()
    expect(
        staff.get_by_role("status").filter(has_text="1 person is on the waiting list now.")
    ).to_be_visible()
    axe(staff)
    set_seats(staff, 5)
    staff.get_by_role("button", name="Give the seat to").press("Enter")
    expect(staff.locator("#messages")).to_contain_text("The seat is given to")
    axe(staff)


def set_seats(staff: Page, number: int) -> None:
    staff.goto(f"/meetings/{SLUG}/participants/seats/")
    staff.get_by_label(re.compile("^Seats")).first.fill(str(number))
    staff.get_by_role("button", name="Save").click()


def mark_attendance(phone: Page, axe: Axe, click: Clicks) -> None:
    """A tap for each of the five; nobody is marked by anything else."""
    phone.goto(f"/meetings/{SLUG}/participants/attendance/")
    axe(phone)
    for box in phone.locator("[data-door] label").all():
        click(box)
    expect(phone.locator(".door-head__count")).to_contain_text("5 of 5 Saved")
    axe(phone)
    assert click.since() == 5


def comment_on_the_report(staff: Page, state_page: Page, axe: Axe, mailbox: Mailbox) -> None:
    staff.goto(f"/meetings/{SLUG}/")
    staff.get_by_role("button", name="Draft the report").click()
    staff.get_by_label("Background").fill("The Network meets once a year.")
    staff.get_by_label("Closing").fill("The meeting closed.")
    staff.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    staff.goto(f"/meetings/{SLUG}/report/comments/ask/")
    axe(staff)
    staff.get_by_role("button", name="Open the round").click()
    expect(staff.get_by_role("status").filter(has_text="The round is open")).to_be_visible()
    axe(staff)
    state_page.goto(link_in(letter_to(mailbox, "embassy@at.example.org", "Please comment"), "/answer/"))
    axe(state_page)
    for field, text in zip(
        state_page.get_by_role("textbox", name="Your comment").all(),
        ("Say why.", "Thank the host."),
        strict=False,
    ):
        field.fill(text)
    state_page.get_by_label("Your name and function").fill("Anna Adler, Adviser")
    state_page.get_by_role("button", name="Send the comments").click()
    axe(state_page)
    staff.goto(f"/meetings/{SLUG}/report/comments/")
    axe(staff)
    for number in range(2):
        staff.get_by_role("link", name="Say what was done").nth(number).click()
        axe(staff)
        staff.get_by_label("What was done").select_option(index=1)
        staff.get_by_role("button", name="Save").click()


def publish(staff: Page, approver: Page, axe: Axe) -> None:
    staff.goto(f"/meetings/{SLUG}/report")
    staff.get_by_role("button", name="Submit for approval").click()
    axe(staff)
    approver.goto(f"/meetings/{SLUG}/report")
    approver.get_by_role("link", name="Review and approve").click()
    axe(approver)
    approver.get_by_role("button", name="Approve and publish").click()
    expect(approver.get_by_role("status").filter(has_text="Approved and published.")).to_be_visible()
    axe(approver)


def read_as_a_visitor(page: Page, axe: Axe) -> None:
    for address in ("", "agenda", "participants", "report"):
        page.goto(f"/meetings/{SLUG}/{address}")
        axe(page)
    expect(page.get_by_role("main")).to_contain_text("5 participants from Austria took part.")
    assert "ADLER" not in page.content()


def test_an_annual_meeting_from_last_year_to_its_report(
    page_at: PageAt, axe: Axe, worker: Worker, mailbox: Mailbox
) -> None:
    last_year()
    delegations()
    staff, click = page_at("phone"), Clicks()
    enter(staff, Role.EDITOR)
    meeting = prepare(staff, axe, click)
    paste(staff, axe, click)
    invite(staff, axe)
    austria = page_at("phone")
    name_five(austria, axe, click, letter_to(mailbox, "embassy@at.example.org", "Invitation"))
    nobody_comes(page_at("phone"), axe, letter_to(mailbox, "embassy@de.example.org", "Invitation"))
    remind(staff, axe)
    letter_to(mailbox, "embassy@it.example.org", "Reminder")
    hand_in_a_paper(staff, page_at("phone"), axe, mailbox)
    confirm_and_accept(staff, page_at("phone"), axe, letter_to(mailbox, "gast@example.org", "Please confirm"))
    held_yesterday(meeting)
    mark_attendance(staff, axe, click)
    comment_on_the_report(staff, page_at("phone"), axe, mailbox)
    approver = page_at("phone")
    enter(approver, Role.APPROVER)
    publish(staff, approver, axe)
    read_as_a_visitor(page_at("phone"), axe)
