"""Journey 2: staff publish a meeting's agenda and report; a visitor reads them without a restricted word."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from pypdf import PdfReader

from meetings.models import Meeting
from meetings.papers.samples import sample_pdf
from nfp_portal.accounts.models import Role, User
from tests.browser.people import give_second_factor, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import state
from tests.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PageAt = Callable[[str], Page]
SECRET = "Quokka"
SLUG = "training-on-roads-and-rails"
ITEMS = [
    ("Opening", "Opening", "09:00", "30", "Ana Ruiz; Director; Transnational Threats Department"),
    ("Safe roads", "Session", "09:30", "90", "Jo Lind; Adviser; Frontex\nMia Berg; Analyst; Europol"),
    ("Safe rails", "Session", "11:30", "30", "Leo Kuhn; Head of Unit; INTERPOL"),
]


CONCLUSIONS = [
    ("Roads and rails need each other.", "Everyone"),
    (f"{SECRET} stays with us.", "Focal points only"),
]


def enter(page: Page, role: Role) -> User:
    user = make_user(role, password=PASSWORD)
    sign_in(page, user.email, PASSWORD, give_second_factor(user))
    return user


def save(page: Page, message: str) -> None:
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=message).first).to_be_visible()


def plan_meeting(page: Page, axe: Axe) -> None:
    page.goto("/meetings/")
    axe(page)
    page.get_by_role("link", name="Plan a meeting").click()
    axe(page)
    page.get_by_label("Title").fill("Training on roads and rails")
    page.get_by_label("Series").select_option(label="Trainings")
    page.get_by_label("First day").fill("2026-10-06")
    page.get_by_label("Last day").fill("2026-10-05")
    page.get_by_label("City").fill("Vienna")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The last day must not come before the first.")
    axe(page)
    page.get_by_label("Last day").fill("2026-10-07")
    page.get_by_label("Stage").select_option(label="Agenda published")
    save(page, "The meeting is there.")
    axe(page)


def fill_row(page: Page, item: tuple[str, str, str, str, str], audience: str = "Everyone") -> None:
    title, kind, begins, minutes, speakers = item
    row = page.locator(".agenda-table")
    expect(row.get_by_label("Minutes")).to_be_focused()
    row.get_by_label("Begins").fill(begins)
    row.get_by_label("Minutes").fill(minutes)
    row.get_by_label("Title").fill(title)
    row.get_by_label("Kind").select_option(label=kind)
    row.get_by_label("For", exact=True).select_option(label=audience)
    row.get_by_role("combobox", name="Moderator").fill(
        f"{SECRET} moderator" if audience != "Everyone" else "Ira Novak"
    )
    for line in speakers.splitlines():
        row.get_by_role("combobox", name="Speakers").fill(line)
        row.get_by_role("combobox", name="Speakers").press("Enter")


def write_agenda(page: Page, axe: Axe) -> None:
    """Type the agenda row by row; the row that has no room says so and keeps what was typed."""
    page.get_by_role("main").get_by_role("link", name="Arrange the agenda").first.click()
    page.get_by_role("link", name="Add an item at 09:00").first.click()
    for number, item in enumerate(ITEMS, start=1):
        fill_row(page, item)
        page.get_by_role("button", name="Save and add another").click()
        expect(rows(page)).to_have_count(number)
    axe(page)
    fill_row(page, (f"{SECRET} session", "Session", "11:45", "45", SECRET), "Focal points only")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".cell-error")).to_contain_text("At that time there is “Safe rails”, 11:30–12:00.")
    axe(page)
    page.get_by_label("Begins").fill("14:00")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    expect(rows(page)).to_have_count(len(ITEMS) + 1)
    axe(page)


def paste_agenda(page: Page, axe: Axe) -> None:
    """Look at what a pasted agenda would become, and leave it."""
    page.get_by_role("link", name="Paste from Word").click()
    axe(page)
    agenda = "Day 2\n09:00–10:00 Safe ports\nSpeaker: Kim Rey, Chief, Frontex"
    page.get_by_label("Agenda", exact=True).fill(agenda)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("main")).to_contain_text("1 new · 4 removed")
    axe(page)
    page.get_by_role("link", name="Cancel").click()


def rows(page: Page) -> Locator:
    return page.locator("[data-order-item]")


def arrange(page: Page, axe: Axe) -> None:
    """Bring the rails before the roads by a button, then the opening after the rails by dragging."""
    page.get_by_role("button", name="Move up: Safe rails").click()
    expect(rows(page)).to_contain_text([
        "09:00–09:30 30 Opening", "09:30–10:00 30 Safe rails", "10:30–12:00 90 Safe roads", SECRET,
    ])  # fmt: skip
    expect(page.get_by_role("button", name="Move up: Safe rails")).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("Safe rails is now 09:30–10:00.")
    handle = rows(page).first.locator("[data-drag]")
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), rows(page).nth(1).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] - 4, steps=8)
    page.mouse.up()
    expect(rows(page)).to_contain_text([
        "09:00–09:30 30 Safe rails", "09:30–10:00 30 Opening", "10:30–12:00 90 Safe roads", SECRET,
    ])  # fmt: skip
    expect(page.get_by_role("button", name="Move down: Opening")).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("Opening is now 09:30–10:00.")
    page.get_by_role("link", name="Opening").press("Alt+ArrowUp")
    expect(rows(page).first).to_contain_text("Opening")
    page.get_by_role("link", name="Opening").press("Alt+ArrowDown")
    expect(page.get_by_role("link", name="Opening")).to_be_focused()
    expect(rows(page).first).to_contain_text("Safe rails")
    axe(page)


def remove_and_undo(page: Page, axe: Axe) -> None:
    page.get_by_label("More: Opening").click()
    page.get_by_role("button", name="Remove").click()
    expect(rows(page)).to_have_count(len(ITEMS))
    axe(page)
    page.get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(len(ITEMS) + 1)
    page.goto(f"/meetings/{SLUG}/history/")
    expect(page.locator(".history > li").first).to_contain_text("restored")
    axe(page)


def publish_agenda(page: Page, axe: Axe) -> None:
    """Publish it, then once more as Rev.1, which everybody sees with what changed."""
    page.goto(f"/meetings/{SLUG}/agenda/publish/")
    axe(page)
    page.get_by_role("button", name="Publish the agenda").click()
    meeting = Meeting.objects.get(slug=SLUG)
    meeting.items.filter(title="Safe rails").update(note="Bring a map.")
    page.goto(f"/meetings/{SLUG}/agenda/publish/")
    axe(page)
    page.get_by_role("button", name="Publish Rev.1").click()
    page.get_by_role("link", name="What changed").click()
    expect(page.get_by_role("main")).to_contain_text("Bring a map.")
    axe(page)


def drop_papers(page: Page, axe: Axe) -> None:
    """One file is for an open item, one for the restricted one, by the numbers in their names."""
    page.goto(f"/meetings/{SLUG}/")
    page.get_by_role("link", name="Add many files").click()
    axe(page)
    names = ("3_Road map_EN.pdf", f"4_{SECRET} plan_RU.pdf")
    pdf = sample_pdf("A paper").read()
    page.get_by_label("Files").set_input_files(
        [FilePayload(name=name, mimeType="application/pdf", buffer=pdf) for name in names]
    )
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".dropped__effect")).to_have_text(["A new paper.", "A new paper."])
    axe(page)
    page.get_by_role("button", name="Write 2 papers").click()
    expect(page.get_by_role("link", name="Meeting pack (PDF)")).to_be_visible()
    axe(page)


def register(page: Page, axe: Axe, name: str, body: tuple[str, str]) -> None:
    page.goto(f"/meetings/{SLUG}/participants/add/")
    page.get_by_label("Given name").fill("Eva")
    page.get_by_label("Family name").fill(name)
    page.get_by_label(body[0], exact=False).first.select_option(label=body[1])
    axe(page)
    save(page, "Added.")


def mark_attendance(page: Page, axe: Axe) -> None:
    """Whoever is added after the last day is marked; a tick taken away and made again ends where it began."""
    page.goto(f"/meetings/{SLUG}/participants")
    page.get_by_role("link", name="Mark who took part").click()
    expect(page.locator(".door-head__count")).to_contain_text("2 of 2")
    axe(page)
    page.locator("summary", has_text="Austria").click()
    for number in ("1", "2"):
        page.get_by_role("checkbox", name="Eva MUSTER").set_checked(number == "2")
        expect(page.locator(".door-head__count")).to_contain_text(f"{number} of 2 Saved")


def write_report(page: Page, axe: Axe) -> None:
    page.goto(f"/meetings/{SLUG}/")
    page.get_by_role("button", name="Draft the report").click()
    expect(page.get_by_label("Sessions")).to_have_value(re.compile("Safe roads"))
    expect(page.get_by_label("Part for focal points only")).to_have_value(re.compile(SECRET))
    axe(page)
    page.get_by_label("Closing").fill("The meeting closed with **thanks**.")
    save(page, "Saved. Submit it when it is ready for approval.")
    for text, audience in CONCLUSIONS:
        page.get_by_role("link", name="Add a conclusion").click()
        page.get_by_label("Conclusion").fill(text)
        page.get_by_label("Addressed to").fill("Participating States")
        page.get_by_label("For", exact=True).select_option(label=audience)
        save(page, "Added.")
    axe(page)
    page.goto(f"/meetings/{SLUG}/report")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_role("status").filter(has_text="Submitted.")).to_be_visible()


def release(page: Page, axe: Axe) -> None:
    """The approver reviews, approves and sees each document being made until it can be opened."""
    page.goto(f"/meetings/{SLUG}/report")
    axe(page)
    page.get_by_role("link", name="Review and approve").click()
    axe(page)
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_role("status").filter(has_text="Approved and published.")).to_be_visible()
    expect(page.locator(".progress")).to_have_count(6)
    expect(page.get_by_role("link", name="Open the PDF")).to_have_count(6, timeout=60_000)
    axe(page)


def words_of_pdf(page: Page, address: str) -> str:
    answer = page.request.get(f"/meetings/{address}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    sheets = PdfReader(BytesIO(answer.body())).pages
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)


def read_as_a_visitor(page: Page, axe: Axe) -> None:
    page.goto("/meetings/")
    page.get_by_role("link", name="Training on roads and rails").click()
    expect(page.get_by_role("main")).to_contain_text("Safe roads")
    axe(page)
    page.get_by_role("link", name="Read the report").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("2 participants from Austria took part. INTERPOL also took part.")
    expect(main).to_contain_text("Roads and rails need each other.")
    axe(page)
    page.goto("/search/?q=safe roads")
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Safe roads").click()
    expect(page.get_by_role("heading", name="Safe roads")).to_be_in_viewport()
    for address in ("", "agenda", "agenda.ics", "agenda.json", "report", "participants"):
        answer = page.request.get(f"/meetings/{SLUG}/{address}")
        assert answer.status == 200
        assert SECRET not in answer.text()
    for document in ("agenda", "report"):
        text = words_of_pdf(page, f"{SLUG}/{document}.pdf")
        assert "Safe roads" in text
        assert SECRET not in text


def test_staff_publish_a_meeting_and_a_visitor_reads_it(page_at: PageAt, axe: Axe, worker: Worker) -> None:
    desk = page_at("desktop")
    enter(desk, Role.EDITOR)
    plan_meeting(desk, axe)
    write_agenda(desk, axe)
    arrange(desk, axe)
    paste_agenda(desk, axe)
    remove_and_undo(desk, axe)
    publish_agenda(desk, axe)
    drop_papers(desk, axe)
    register(desk, axe, "Muster", ("State", state("AT").name))
    register(desk, axe, "Beispiel", ("Organisation", "International Criminal Police Organization (INTERPOL)"))
    mark_attendance(desk, axe)
    write_report(desk, axe)

    second_person = page_at("desktop")
    enter(second_person, Role.APPROVER)
    release(second_person, axe)
    assert SECRET in words_of_pdf(second_person, f"{SLUG}/report.pdf")

    read_as_a_visitor(page_at("desktop"), axe)
    assert Meeting.objects.get(slug=SLUG).stage == "published"


def test_the_report_of_the_tenth_meeting_is_made_while_a_visitor_waits(
    page: Page, axe: Axe, worker: Worker
) -> None:
    page.goto("/meetings/10/")
    axe(page)
    page.get_by_role("link", name="Report as PDF").click()
    expect(page.get_by_role("heading", name=re.compile("Report"))).to_be_visible()
    axe(page)
    expect(page.locator(".progress")).to_have_count(0, timeout=60_000)  # the document opens by itself
    text = words_of_pdf(page, "10/report.pdf")
    assert "102 participants from Albania, Germany, the United States of America, Armenia" in text
    assert "agree on what the Network does next" not in text
