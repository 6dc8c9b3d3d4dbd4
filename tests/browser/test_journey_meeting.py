"""Journey 2: staff publish a meeting's agenda and report; a visitor reads them without a restricted word."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from meetings.models import Meeting
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
    ("Opening", "Opening", "09:00", "09:30", "Ana Ruiz; Director; Transnational Threats Department"),
    ("Safe roads", "Session", "09:30", "11:00", "Jo Lind; Adviser; Frontex\nMia Berg; Analyst; Europol"),
    ("Safe rails", "Session", "11:30", "12:00", "Leo Kuhn; Head of Unit; INTERPOL"),
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


def add_item(page: Page, item: tuple[str, str, str, str, str], audience: str = "Everyone") -> None:
    title, kind, begins, ends, speakers = item
    page.get_by_role("link", name="Add an item").first.click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Kind").select_option(label=kind)
    page.get_by_label("For", exact=True).select_option(label=audience)
    page.get_by_label("Day").select_option("2026-10-06")
    page.get_by_label("Begins").fill(begins)
    page.get_by_label("Ends").fill(ends)
    page.get_by_label("Moderator").fill(f"{SECRET} moderator" if audience != "Everyone" else "Ira Novak")
    page.get_by_label("Speakers").fill(speakers)
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()


def write_agenda(page: Page, axe: Axe) -> None:
    page.get_by_role("main").get_by_role("link", name="Arrange the agenda").first.click()
    axe(page)
    for item in ITEMS:
        add_item(page, item)
        expect(page.get_by_role("status").filter(has_text="Added.")).to_be_visible()
    add_item(page, (f"{SECRET} session", "Session", "11:45", "12:30", SECRET), "Focal points only")
    expect(page.get_by_role("alert")).to_contain_text("At that time there is “Safe rails”, 11:30–12:00.")
    axe(page)
    page.get_by_label("Begins").fill("14:00")
    page.get_by_label("Ends").fill("15:00")
    save(page, "Added.")
    axe(page)


def rows(page: Page) -> Locator:
    return page.locator("[data-order-item] h3")


def arrange(page: Page, axe: Axe) -> None:
    """Bring the rails before the roads by a button, then the opening after the rails by dragging."""
    page.get_by_role("button", name="Move up Safe rails").click()
    expect(rows(page)).to_contain_text([
        "09:00–09:30 Opening", "09:30–10:00 Safe rails", "10:30–12:00 Safe roads", f"{SECRET} session",
    ])  # fmt: skip
    handle = page.locator("[data-order-item]").first.locator("[data-drag]")
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), page.locator("[data-order-item]").nth(1).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] - 4, steps=8)
    page.mouse.up()
    expect(rows(page)).to_contain_text([
        "09:00–09:30 Safe rails", "09:30–10:00 Opening", "10:30–12:00 Safe roads", f"{SECRET} session",
    ])  # fmt: skip
    axe(page)


def remove_and_undo(page: Page, axe: Axe) -> None:
    page.get_by_role("link", name="Remove Opening").click()
    page.get_by_role("button", name="Yes, remove").click()
    expect(rows(page)).to_have_count(len(ITEMS))
    axe(page)
    page.get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(len(ITEMS) + 1)
    page.goto(f"/meetings/{SLUG}/history/")
    expect(page.locator(".history > li").first).to_contain_text("restored")
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
    expect(page.get_by_role("main")).to_contain_text("2 of 2 registered participants are marked.")
    axe(page)
    for number in ("1", "2"):
        page.get_by_role("checkbox", name="Eva MUSTER").set_checked(number == "2")
        save(page, "Saved: 1 change.")
        expect(page.get_by_role("main")).to_contain_text(f"{number} of 2 registered participants are marked.")


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
    remove_and_undo(desk, axe)
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
