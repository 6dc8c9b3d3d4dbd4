"""Journey 19: the calendar of events and the history, read by staff, a focal point and a visitor."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from meetings.models import EventStatus, Meeting, Series, Stage
from network.models import FieldOfWork, State
from nfp_portal.accounts.models import Role
from tests.browser.people import enter_as_focal_point
from tests.browser.test_journey_annual_meeting import enter
from tests.factories.meetings import make_meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
TENTH = "Tenth Annual Meeting"
SKOPJE = "Inaugural conference on Enhancing the capacity"
TEAM = "Source: OSCE Secretariat, page of the Borders Team"


def make_course(title: str, day: date, **facts: Any) -> Meeting:
    """A course on policing in Norway on this day."""
    given = {
        "series": Series.TRAINING,
        "field": FieldOfWork.objects.get(slug="policing"),
        "country": State.objects.get(iso2="NO"),
        "starts_on": day,
        "ends_on": day,
    }
    return make_meeting(title=title, **(given | facts))


def narrow(page: Page, **choices: str) -> None:
    """Start from all events and choose by the labels of the options, which count the events of each."""
    page.goto("/events/")
    for name, label in choices.items():
        page.locator(f"[name={name}]").select_option(label=label)
    page.get_by_role("button", name="Find").click()


def expect_events(page: Page, *titles: str) -> None:
    rows = page.locator("th[scope=row] a")
    expect(rows).to_have_count(len(titles))
    for row, title in zip(rows.all(), titles, strict=True):
        expect(row).to_contain_text(title)


def entries_of(page: Page) -> dict[str, tuple[date, date, str, str]]:
    """Download the file that the page offers; of each entry its days, what it is known by, and its status."""
    with page.expect_download() as download:
        page.locator("#calendar-address").click()
    calendar = Calendar.from_ical(download.value.path().read_bytes())
    return {
        str(each["summary"]): (
            each.decoded("dtstart"),
            each.decoded("dtend"),
            str(each["uid"]),
            str(each["status"]),
        )
        for each in calendar.walk("VEVENT")
    }


def read_as_staff(page: Page, axe: Axe) -> None:
    """The secretariat sees what it plans on the page; the file is the same for everybody."""
    narrow(page, state="Norway (3)")
    expect_events(page, "Course at sea", "Course to be announced", "Course on land")
    axe(page)
    assert set(entries_of(page)) == {"Course at sea", "Course on land"}


def read_as_focal_point(page: Page, axe: Axe, course: Meeting) -> None:
    narrow(page, kind="Trainings (2)", field="Policing (2)", state="Norway (2)")
    expect_events(page, "Course at sea", "Course on land")
    expect(page.get_by_role("row", name="Course on land")).to_contain_text("cancelled")
    axe(page)
    entries = entries_of(page)
    host = urlsplit(settings.SITE_URL).hostname
    known_by = f"meeting-{course.key}@{host}"
    assert entries.pop("Course at sea") == (date(2090, 5, 1), date(2090, 5, 2), known_by, "CONFIRMED")
    assert entries.pop("Course on land")[3] == "CANCELLED"
    assert entries == {}
    narrow(page, kind="Trainings (2)", state="Austria (2)")
    expect(page.get_by_role("heading", name="No event found")).to_be_visible()
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Clear filters").last.click()
    expect(page.get_by_role("link", name=TENTH)).to_be_visible()


def read_events_as_visitor(page: Page, axe: Axe) -> None:
    """What is over stands under its year, what has no recorded date under that heading, and in no file."""
    page.goto("/about/")
    page.get_by_role("link", name="Events", exact=True).click()
    section = page.locator("section.section")
    expect(section.filter(has=page.get_by_role("heading", name="To come"))).to_contain_text("Course at sea")
    past = section.filter(has=page.get_by_role("heading", name="2016", exact=True))
    expect(past).to_contain_text(TENTH)
    expect(past).to_contain_text("12–13 April 2016")
    undated = section.filter(has=page.get_by_role("heading", name="Date not recorded"))
    expect(undated).to_contain_text(SKOPJE)
    expect(page.get_by_role("main")).not_to_contain_text("Course to be announced")
    axe(page)
    entries = entries_of(page)
    [tenth] = [entry for title, entry in entries.items() if title.startswith(TENTH)]
    assert tenth[:2] == (date(2016, 4, 12), date(2016, 4, 14))
    assert "Course to be announced" not in entries
    assert [title for title in entries if title.startswith(SKOPJE)] == []
    assert len({known_by for _first, _end, known_by, _status in entries.values()}) == len(entries)
    undated.get_by_role("link", name=SKOPJE).click()
    dates = page.locator("dl div").filter(has=page.get_by_text("Dates", exact=True))
    expect(dates).to_contain_text("not recorded")


def line_of(page: Page, slug: str) -> Locator:
    return page.locator(f"li#{slug}")


def read_history(page: Page, axe: Axe) -> None:
    """The same for everybody: each milestone with its source, no photograph, nothing planned or invented."""
    page.goto("/about/")
    page.get_by_role("link", name="History", exact=True).click()
    main = page.get_by_role("main")
    concept = line_of(page, "border-security-and-management-concept")
    college = line_of(page, "border-management-staff-college")
    expect(
        concept.get_by_role("heading", name="Border Security and Management Concept (BSMC)")
    ).to_be_visible()
    expect(concept).to_contain_text("This BSMC is a text; the BMSC is the college in Dushanbe.")
    expect(college).to_contain_text("This BMSC is a college; the BSMC is the Concept of 2005.")
    for line in page.locator("ol.timeline li").all():
        expect(line).to_contain_text("Source: ")
    photograph = line_of(page, "photograph-of-a-checkpoint")
    for fact in ("29 February", "bridge over the river Piandj", "Credit: OSCE/Mikhail Evstafiev.", TEAM):
        expect(photograph).to_contain_text(fact)
    expect(main.locator("img, picture, video")).to_have_count(0)
    expect(main).not_to_contain_text("Course")
    axe(page)
    line_of(page, "hundred-focal-points").get_by_role("link", name=TENTH).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TENTH)
    page.go_back()
    college.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("OSCE Border Management Staff College")


def search_for_either(page: Page, axe: Axe) -> None:
    """Each acronym leads to what it stands for first."""
    for acronym, first in (
        ("BSMC", "Border Security and Management Concept"),
        ("BMSC", "OSCE Border Management Staff College"),
    ):
        page.goto("/search/")
        page.get_by_role("main").get_by_role("searchbox").fill(acronym)
        page.keyboard.press("Enter")
        expect(page.locator(".result").first).to_contain_text(first)
        axe(page)
    page.goto("/search/?q=BSMC")
    page.locator(".result a").first.click()
    expect(page).to_have_url(re.compile("/history/#border-security-and-management-concept$"))
    expect(line_of(page, "border-security-and-management-concept")).to_be_in_viewport()


def test_events_and_history_are_read_by_staff_a_focal_point_and_a_visitor(
    page_at: Callable[[str], Page], axe: Axe
) -> None:
    staff, member, visitor = page_at("desktop"), page_at("desktop"), page_at("phone")
    course = make_course("Course at sea", date(2090, 5, 1))
    make_course("Course on land", date(2090, 6, 1), event_status=EventStatus.CANCELLED)
    make_course("Course to be announced", date(2090, 7, 1), stage=Stage.PLANNED)
    enter(staff, Role.EDITOR)
    read_as_staff(staff, axe)
    enter_as_focal_point(member, "PL")
    read_as_focal_point(member, axe, course)
    read_events_as_visitor(visitor, axe)
    for page in (visitor, member, staff):
        read_history(page, axe)
    search_for_either(visitor, axe)
