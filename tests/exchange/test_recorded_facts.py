"""What public records hold of the Network, page by page; each fact stands beside its own source."""

import re
from typing import NamedTuple

import pytest
from django.test import Client

from nfp_portal.accounts.models import Role
from tests.blocks import Page
from tests.exchange.recorded import (
    ELEVEN_BODIES,
    FIELD_OPERATIONS,
    FIELDS_OF_WORK,
    FIVE_OBJECTIVES,
    IN_PROTOCOL_ORDER,
    SECRETARIAT,
    SIXTH,
    STATES,
)
from tests.factories.accounts import client_of, make_user

pytestmark = pytest.mark.django_db

OSCE = "Source: the public pages of the OSCE."
RELEASE = "OSCE press release, 12 April 2016"
TEAM = "OSCE Secretariat, page of the Borders Team"
RECORD = "record of the meeting in POLIS, added on 13 October 2017"
SKOPJE = "Record of the conference in POLIS, without a date"
FIFTEENTH = "Transnational Threats Department, news item; issued on: not recorded"
PROJECT = (
    "opens the project “Supporting the development and sustainable operation of regional co-operation"
    " mechanism by means of enhancing the capacity of the Police (and Customs) Co-operation Centres (P(C)CCs)"
    " in South Eastern Europe (SEE) region”"
)
TENTH, PRESENT = "/meetings/10/", "/meetings/10/participants"
CONFERENCE, ONLINE = "/meetings/pccc-inaugural-conference/", "/meetings/15/"


class Fact(NamedTuple):
    """A recorded fact: its name, a page that says it, the source beside it, its texts, who reads them."""

    name: str
    page: str
    source: str
    texts: tuple[str, ...]
    reader: Role | None = None


FACTS = [
    Fact(
        "Network, 2006",
        "/history/",
        RELEASE,
        ("2006 The National Focal Points Network A decision of the Permanent Council created the Network.",),
    ),
    Fact(
        "Network, 2006",
        f"{TENTH}report",
        RELEASE,
        ("The Network was created in 2006 by a decision of the OSCE Permanent Council",),
    ),
    Fact("tenth anniversary", TENTH, RELEASE, ("The Network marked its tenth anniversary here.",)),
    *(
        Fact(
            "100 of 57",
            page,
            RELEASE,
            ("100 officially appointed focal points from 57 participating States",),
        )
        for page in (TENTH, "/history/")
    ),
    Fact("57 States", "/states/", OSCE, ("57 States of 57", *STATES)),
    Fact("12 field operations", "/structures/", OSCE, ("Field operations (12)", *FIELD_OPERATIONS)),
    Fact("23 fields of work", "/fields/", OSCE, ("23 fields", *FIELDS_OF_WORK)),
    Fact("units of the Secretariat", "/structures/", OSCE, SECRETARIAT),
    Fact("Berlin, 12–13 April 2016", TENTH, RELEASE, ("12–13 April 2016", "Berlin, Germany")),
    Fact("102", TENTH, RECORD, ("102 participants from 35 participating States.",)),
    Fact("35 of 57", PRESENT, RECORD, ("Took part (35)",)),
    Fact("Algeria", PRESENT, RECORD, (f"Ukraine took part. Algeria, {ELEVEN_BODIES}",)),
    Fact("11 bodies", PRESENT, RECORD, (ELEVEN_BODIES,)),
    Fact(
        "FBI and NCTC of the United States",
        PRESENT,
        RECORD,
        (
            "Federal Bureau of Investigation (FBI), United States of America",
            "National Counterterrorism Center (NCTC), United States of America",
        ),
    ),
    Fact("Mongolia", "/states/MN/", OSCE, ("Participating State, East Asia",)),
    Fact("Mongolia", PRESENT, RECORD, ("Moldova, Mongolia, Montenegro",)),
    Fact(
        "both names of North Macedonia",
        "/states/MK/",
        OSCE,
        ("Earlier name the former Yugoslav Republic of Macedonia",),
    ),
    Fact(
        "both names of North Macedonia",
        CONFERENCE,
        SKOPJE,
        ("the former Yugoslav Republic of Macedonia (today North Macedonia)",),
    ),
    Fact("both names of Czechia", "/states/CZ/", OSCE, ("Earlier name Czech Republic in use in April 2016",)),
    Fact("six objectives", TENTH, RECORD, FIVE_OBJECTIVES),
    Fact(
        "six objectives",
        TENTH,
        RECORD,
        (*FIVE_OBJECTIVES, f"{SIXTH} Focal points only"),
        Role.FOCAL_POINT,
    ),
    Fact("Świecko", TENTH, RELEASE, ("Study visit to the German-Polish border in Świecko",)),
    Fact("Świecko", "/meetings/study-visit-swiecko-2016/", RELEASE, ("13 April 2016", "Świecko, Poland")),
    Fact(
        "opening",
        TENTH,
        RELEASE,
        (
            "Emilie Haber, State Secretary, Federal Ministry of the Interior of Germany",
            "Alexey Lyzhenkov, Director, Transnational Threats Department",
        ),
    ),
    Fact(
        "organiser",
        TENTH,
        RELEASE,
        (
            "Transnational Threats Department, Border Security and Management Unit, in co-operation with",
            "with the German OSCE Chairmanship",
        ),
    ),
    Fact(
        "three topics",
        TENTH,
        RELEASE,
        (
            "Emerging transnational threats and challenges and modern approaches to border security",
            "Cross-border co-operation and confidence building mechanisms",
            "Crisis management through communication with partner agencies and the public",
        ),
    ),
    Fact("record of 2017", TENTH, RECORD, ("under the tag “cross-border co-operation”",)),
    Fact(
        "record of 2017",
        "/history/",
        "POLIS, record of the tenth annual meeting",
        ("2017", "13 October", "The public record of the Berlin meeting was added"),
    ),
    Fact(
        "conclusion",
        f"{TENTH}report",
        "POLIS, record of the conference in Skopje",
        ("technical assistance and help in building their capacity", "invited to consider giving it"),
    ),
    Fact(
        "conference",
        CONFERENCE,
        SKOPJE,
        (
            "Inaugural conference on Enhancing the capacity of the Police (and Customs) Co-operation Centres",
            "Co-operation Centres in South Eastern European region",
            "Dates not recorded",
            "Skopje, the former Yugoslav Republic of Macedonia",
            "Border Security and Management Unit, in co-operation with the OSCE Chairmanship-in-Office",
        ),
    ),
    Fact("title of the project", CONFERENCE, SKOPJE, (PROJECT,)),
    Fact("15th: dates", ONLINE, FIFTEENTH, ("21–22 September 2021",)),
    Fact("15th: more than 100", ONLINE, FIFTEENTH, ("more than 100 participants",)),
    Fact(
        "15th: audience",
        ONLINE,
        FIFTEENTH,
        ("work at the borders of OSCE States and of the Mediterranean Partners for Co-operation",),
    ),
    Fact(
        "15th: four sessions",
        ONLINE,
        FIFTEENTH,
        (
            "Transnational threats: where they are heading",
            "Self-Assessment Tool for Nations to Increase Preparedness for Cross Border Implications",
            "Strengthening identity management through biometric technologies",
            "participating States and Partners for Co-operation in Central Asia",
        ),
    ),
    Fact(
        "15th: speakers",
        ONLINE,
        FIFTEENTH,
        (
            "Maria Gratschew, Counselor in the Swedish delegation to the OSCE, spoke for the",
            "Alena Kupchyna, who co-ordinates the OSCE's activities against transnational threats,",
        ),
    ),
    Fact(
        "15th: UNOCT and INTERPOL",
        ONLINE,
        FIFTEENTH,
        ("With the United Nations Office of Counter-Terrorism and INTERPOL.",),
    ),
    Fact(
        "issued on not recorded",
        "/news/fifteenth-annual-meeting/",
        FIFTEENTH,
        (
            "Issued on not recorded",
            "Issued by OSCE Chairpersonship, OSCE Secretariat, Transnational Threats Department",
        ),
    ),
    Fact(
        "Concept",
        "/history/",
        TEAM,
        (
            "2005 December Border Security and Management Concept (BSMC) In Ljubljana the Ministerial",
            "Council adopted the Concept, MC.DOC/2/05",
        ),
    ),
    Fact(
        "College",
        "/history/",
        TEAM,
        (
            "2009 27 May Border Management Staff College (BMSC) The OSCE founded the College",
            "founded the College in Dushanbe, Tajikistan",
            "This BMSC is a college; the BSMC is the Concept of 2005.",
        ),
    ),
    Fact("College", "/structures/bmsc/", TEAM, ("Seat Dushanbe, Tajikistan", "Since 27 May 2009")),
    Fact(
        "Ohrid",
        "/history/",
        TEAM,
        ("2003–2007 Ohrid Border Process (OBP) Five States of the Western Balkans named",),
    ),
    Fact(
        "three means",
        "/history/",
        TEAM,
        ("A newsletter, a web platform and an annual meeting keep the Network together.",),
    ),
    Fact(
        "gathering of field operations",
        "/meetings/field-operations-gathering/",
        TEAM,
        ("Once a year the representatives of OSCE field", "Neither a date nor a place is recorded."),
    ),
    *(
        Fact(
            "assessment only on request",
            page,
            TEAM,
            ("A participating State can ask the OSCE to assess its border security and management.",),
        )
        for page in ("/history/", "/assessments/")
    ),
    Fact(
        "Afghanistan",
        "/history/",
        TEAM,
        ("2007 Decision on engagement with Afghanistan The Ministerial Council took Decision No. 4/07,",),
    ),
    Fact(
        "Afghanistan",
        "/history/",
        TEAM,
        (
            "2008–2009 Projects with Afghanistan and its neighbours The Borders Team developed projects",
            "in 2008, and began to carry them out in 2009.",
            "Host States: Kyrgyzstan · Tajikistan · Turkmenistan",
        ),
    ),
    Fact(
        "credit of the photograph",
        "/history/",
        TEAM,
        (
            "29 February A photograph of the time It is not shown here.",
            "a new terminal of the Tajik border customs, near a bridge over the river Piandj",
            "Credit: OSCE/Mikhail Evstafiev.",
        ),
    ),
    *(
        Fact(
            "four names of the unit",
            "/history/",
            source,
            (
                "The Borders Team of the Conflict Prevention Centre",
                "was followed by the Border Security and Management Unit (BSMU)",
                "Border Security Management Unit and Border Management and Security Unit: the four names are",
                "the four names are one unit.",
            ),
        )
        for source in (
            TEAM,
            "record of the tenth annual meeting, 13 October 2017",
            "record of the conference",
        )
    ),
    Fact(
        "four names of the unit",
        "/structures/bsmu/",
        "POLIS",
        ("Border Security Management Unit; Border Management and Security Unit",),
    ),
    Fact("protocol order", PRESENT, RECORD, (IN_PROTOCOL_ORDER,)),
]


def main_of(client: Client, address: str) -> str:
    return (
        client.get(address).content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    )


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_recorded_fact_stands_beside_its_source(client: Client, fact: Fact) -> None:
    reader = client_of(make_user(fact.reader)) if fact.reader else client
    page = Page(main_of(reader, fact.page))
    apart = [text for text in fact.texts if not page.stand_together([text], fact.source)]
    assert apart == []
    assert page.stand_together(fact.texts, fact.source)


def test_a_source_elsewhere_on_the_page_is_no_source_of_a_fact() -> None:
    page = Page('<section><p>A fact.<br></p></section><section><p id="of">A source.</p></section>')
    assert not page.stand_together(["A fact."], "A source.")
    page = Page(
        '<section>A fact. <a href="#of">Source</a></section><section><p id="of">A source.</p></section>'
    )
    assert page.stand_together(["A fact."], "A source.")


def test_there_are_23_fields_of_work(client: Client) -> None:
    page = client.get("/fields/").content.decode()
    assert len(re.findall(r'<a class="tap" href="/fields/', page)) == 23
    assert OSCE in page


def test_the_objective_for_focal_points_is_shown_to_them_alone(client: Client) -> None:
    member = client_of(make_user(Role.FOCAL_POINT))
    assert SIXTH not in main_of(client, TENTH)
    assert SIXTH in main_of(member, TENTH)
