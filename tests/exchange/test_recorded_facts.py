"""What public records hold of the Network, page by page; each page names the source of what it says."""

import re
from html import unescape

import pytest
from django.test import Client

from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user

pytestmark = pytest.mark.django_db

OSCE = "Source: the public pages of the OSCE."
RELEASE = "OSCE press release, 12 April 2016"
TEAM = "OSCE Secretariat, page of the Borders Team"
RECORD = "record of the meeting in POLIS, added on 13 October 2017"
CONFERENCE = "Record of the conference in POLIS, without a date"
FIFTEENTH = "Transnational Threats Department, news item; issued on: not recorded"
PROJECT = (
    "Supporting the development and sustainable operation of regional co-operation mechanism by means of"
    " enhancing the capacity of the Police (and Customs) Co-operation Centres (P(C)CCs) in South Eastern"
    " Europe (SEE) region"
)
IN_PROTOCOL_ORDER = (
    "102 participants from Albania, Germany, the United States of America, Armenia, Austria, Azerbaijan,"
)
GUESTS = (
    "Algeria, BOMCA, BOMNAF, DCAF, Europol, Frontex, ICMPD, INTERPOL, PCC SEE, UNCCT,"
    " FBI (United States of America) and NCTC (United States of America) also took part."
)
OBJECTIVES = (
    "Review the transnational threats and challenges that are emerging",
    "Examine how services already work together across borders",
    "Draw lessons from the migration crisis",
    "Gather good practice in telling the public and partner agencies",
    "Look for better ways of talking with the public and with partner services",
)
SECRETARIAT = (
    "Conflict Prevention Centre",
    "Department of Human Resources",
    "Documentation Centre in Prague",
    "Gender Issues Programme",
    "Office of Internal Oversight",
    "Secretary General",
    "Transnational Threats Department",
)
# Address, what its page says, and the source it names.
FACTS = [
    ("/history/", "A decision of the Permanent Council created the Network.", RELEASE),
    ("/meetings/10/", "The Network marked its tenth anniversary here.", RELEASE),
    ("/meetings/10/", "100 officially appointed focal points from 57 participating States", RELEASE),
    ("/history/", "100 officially appointed focal points from 57 participating States", RELEASE),
    ("/states/", "57 States of 57", OSCE),
    ("/structures/", "Field operations (12)", OSCE),
    *(("/structures/", name, OSCE) for name in SECRETARIAT),
    ("/meetings/10/", "12–13 April 2016", RELEASE),
    ("/meetings/10/", "Berlin, Germany", RECORD),
    ("/meetings/10/", "in co-operation with the German OSCE Chairmanship", RELEASE),
    ("/meetings/10/", "Emilie Haber, State Secretary, Federal Ministry of the Interior of Germany", RELEASE),
    ("/meetings/10/", "Alexey Lyzhenkov, Director, Transnational Threats Department", RELEASE),
    ("/meetings/10/", "Emerging transnational threats and challenges and modern approaches", RELEASE),
    ("/meetings/10/", "Cross-border co-operation and confidence building mechanisms", RELEASE),
    (
        "/meetings/10/",
        "Crisis management through communication with partner agencies and the public",
        RELEASE,
    ),
    *(("/meetings/10/", text, RECORD) for text in OBJECTIVES),
    ("/meetings/10/", "Study visit to the German-Polish border in Świecko", RELEASE),
    ("/meetings/10/report", "invited to consider giving it", "POLIS, record of the conference in Skopje"),
    ("/meetings/10/", "under the tag “cross-border co-operation”", RECORD),
    ("/meetings/pccc-inaugural-conference/", "Dates not recorded", CONFERENCE),
    (
        "/meetings/pccc-inaugural-conference/",
        "Skopje, the former Yugoslav Republic of Macedonia (today North Macedonia)",
        CONFERENCE,
    ),
    ("/meetings/pccc-inaugural-conference/", PROJECT, CONFERENCE),
    ("/meetings/pccc-inaugural-conference/", "with the OSCE Chairmanship-in-Office", CONFERENCE),
    ("/meetings/15/", "21–22 September 2021", FIFTEENTH),
    ("/meetings/15/", "more than 100 participants", FIFTEENTH),
    ("/meetings/15/", "OSCE States and of the Mediterranean Partners for Co-operation", FIFTEENTH),
    ("/meetings/15/", "Transnational threats: where they are heading", FIFTEENTH),
    ("/meetings/15/", "Self-Assessment Tool for Nations to Increase Preparedness", FIFTEENTH),
    ("/meetings/15/", "Strengthening identity management through biometric technologies", FIFTEENTH),
    ("/meetings/15/", "Partners for Co-operation in Central Asia", FIFTEENTH),
    ("/meetings/15/", "Maria Gratschew, Counselor in the Swedish delegation", FIFTEENTH),
    ("/meetings/15/", "Alena Kupchyna", FIFTEENTH),
    ("/meetings/15/", "With the United Nations Office of Counter-Terrorism and INTERPOL.", FIFTEENTH),
    ("/meetings/field-operations-gathering/", "Neither a date nor a place is recorded.", TEAM),
    ("/structures/bmsc/", "Dushanbe, Tajikistan", TEAM),
    ("/structures/bsmu/", "Border Security Management Unit; Border Management and Security Unit", "POLIS"),
]


def words_of(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace(" ,", ",")


def test_each_recorded_fact_stands_on_a_page_that_names_its_source(client: Client) -> None:
    pages = {address: words_of(client, address) for address, _fact, _source in FACTS}
    missing = [
        (address, text)
        for address, fact, source in FACTS
        for text in (fact, source)
        if text not in pages[address]
    ]
    assert missing == []


def test_there_are_23_fields_of_work(client: Client) -> None:
    page = client.get("/fields/").content.decode()
    assert len(re.findall(r'<a class="tap" href="/fields/', page)) == 23
    assert OSCE in page


def test_the_tenth_meeting_lists_who_was_there_in_protocol_order(client: Client) -> None:
    page = words_of(client, "/meetings/10/participants")
    assert IN_PROTOCOL_ORDER in page
    assert "Took part (35)" in page
    assert "the former Yugoslav Republic of Macedonia, Georgia" in page
    assert "the Czech Republic, Turkmenistan and Ukraine took part." in page
    assert GUESTS in page
    assert RECORD in page


def test_states_have_the_names_of_their_time_beside_one_record(client: Client) -> None:
    macedonia, czechia = words_of(client, "/states/MK/"), words_of(client, "/states/CZ/")
    assert OSCE in macedonia
    assert "Earlier name the former Yugoslav Republic of Macedonia" in macedonia
    assert "Earlier name Czech Republic in use in April 2016" in czechia
    assert "Participating State, East Asia" in words_of(client, "/states/MN/")


def test_the_objective_for_focal_points_is_shown_to_them_alone(client: Client) -> None:
    sixth = "Go through the initiatives under way and agree on what the Network does next."
    member = client_of(make_user(Role.FOCAL_POINT))
    assert sixth not in words_of(client, "/meetings/10/")
    assert sixth in words_of(member, "/meetings/10/")
