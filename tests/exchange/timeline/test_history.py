"""The history of the Network: recorded facts with their sources, and the meetings that were held."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Stage
from tests.factories.meetings import make_meeting
from tests.searching import best, titles

pytestmark = pytest.mark.django_db

PAGE_OF_THE_TEAM = "OSCE Secretariat, page of the Borders Team"
RELEASE = "OSCE press release, 12 April 2016"


def line(client: Client, anchor: str) -> str:
    """The words of one line of the page."""
    page = client.get("/history/").content.decode()
    (item,) = re.findall(rf'<li class="[^"]*" id="{anchor}">(.*?)</li>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", item).split())


@pytest.mark.parametrize(
    ("anchor", "facts"),
    [
        ("ohrid-border-process", ("2003–2007", "Five States", "Tirana", PAGE_OF_THE_TEAM)),
        ("border-security-and-management-concept", ("December", "Ljubljana", "MC.DOC/2/05")),
        ("network-created", ("Permanent Council", "number of the decision is not recorded", RELEASE)),
        ("engagement-with-afghanistan-decided", ("Decision No. 4/07", "MC.DEC/4/07")),
        (
            "engagement-with-afghanistan",
            ("2008–2009", "Host States: Kyrgyzstan · Tajikistan · Turkmenistan", PAGE_OF_THE_TEAM),
        ),
        ("photograph-of-a-checkpoint", ("29 February", "Credit: OSCE/Mikhail Evstafiev")),
        ("border-management-staff-college", ("27 May", "Dushanbe", PAGE_OF_THE_TEAM)),
        (
            "unit-in-the-transnational-threats-department",
            (
                "January",
                "Borders Team",
                "Border Security and Management Unit",
                "Border Security Management Unit",
                "Border Management and Security Unit",
                "four names are one unit",
            ),
        ),
        ("hundred-focal-points", ("12 April", "100 officially appointed", "57 participating", RELEASE)),
        ("record-of-the-tenth-meeting", ("13 October", "cross-border co-operation", "POLIS")),
        ("three-means", ("not recorded", "newsletter", "web platform", "annual meeting")),
        ("meeting-field-operations-gathering", ("not recorded", "Annual gathering")),
        ("meeting-pccc-inaugural-conference", ("not recorded", "Inaugural conference")),
        ("assessments-on-request", ("can ask", "endorse", "patrolling and mentoring", PAGE_OF_THE_TEAM)),
        ("meeting-10", ("12–13 April", "Tenth Annual Meeting", RELEASE)),
        (
            "meeting-vienna-october-2010",
            ("12–14 October", "Source: PCC SEE Secretariat, news of October 2010"),
        ),
    ],
)
def test_a_line_says_what_is_recorded_and_where(client: Client, anchor: str, facts: tuple[str, ...]) -> None:
    shown = line(client, anchor)
    assert [fact for fact in facts if fact not in shown] == []


def test_each_line_names_a_source_and_no_photograph_is_shown(client: Client) -> None:
    main = client.get("/history/").content.decode().partition("<main")[2].partition("</main>")[0]
    lines = re.findall(r'<li class="agenda__item.*?</li>', main, re.DOTALL)
    assert len(lines) == 14 + 9
    assert [line for line in lines if "Source: " not in line] == []
    assert "<img" not in main


def test_years_follow_one_another_and_what_has_no_date_comes_last(client: Client) -> None:
    make_meeting(
        title="Undated and held", starts_on=None, ends_on=None, stage=Stage.HELD, is_demonstration=False
    )
    page = client.get("/history/").content.decode()
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings[:6] == ["2003", "2005", "2006", "2007", "2008", "2009"]
    assert headings[-1] == "Without a recorded date"
    assert page.index("Undated and held") > page.index("Without a recorded date")


def test_neither_demonstration_nor_what_is_to_come_is_history(client: Client) -> None:
    make_meeting(
        title="An invented one",
        starts_on=date(2020, 1, 1),
        ends_on=None,
        stage=Stage.HELD,
        is_demonstration=True,
    )
    make_meeting(title="One to come", starts_on=date(2090, 1, 1), ends_on=None, stage=Stage.ANNOUNCED)
    page = client.get("/history/").content.decode()
    assert "An invented one" not in page
    assert "One to come" not in page


def test_the_two_acronyms_lead_to_two_things(client: Client) -> None:
    assert "Border Management Staff College (BMSC)" in titles(client, "BMSC")["history"]
    assert "Border Security and Management Concept (BSMC)" in titles(client, "BSMC")["history"]
    assert best(client, "BMSC").title == "OSCE Border Management Staff College"
    assert "This BSMC is a text" in line(client, "border-security-and-management-concept")
    assert "This BMSC is a college" in line(client, "border-management-staff-college")


def test_the_page_costs_the_same_for_any_number_of_meetings(client: Client) -> None:
    client.get("/history/")
    with CaptureQueriesContext(connection) as few:
        client.get("/history/")
    for year in range(2030, 2060):
        make_meeting(title=f"Meeting of {year}", starts_on=date(year, 5, 1), ends_on=None, stage=Stage.HELD)
    with CaptureQueriesContext(connection) as many:
        client.get("/history/")
    assert len(many) == len(few)
