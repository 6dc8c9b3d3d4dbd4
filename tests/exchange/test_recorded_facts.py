"""What public records hold of the Network, page by page; each fact stands beside its own source."""

import re
from html import unescape
from html.parser import HTMLParser

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
    ("/history/", "adopted the Concept, MC.DOC/2/05", "OSCE Secretariat, page of the Borders Team"),
    ("/history/", "This BMSC is a college; the BSMC is the Concept of 2005.", TEAM),
    ("/history/", "Five countries of the Western Balkans named National Contact Points", TEAM),
    ("/history/", "A newsletter, a web platform and an annual meeting keep the Network together.", TEAM),
    ("/history/", "Host countries: Kyrgyzstan · Tajikistan · Turkmenistan", TEAM),
    ("/history/", "Credit: OSCE/Mikhail Evstafiev.", TEAM),
    ("/history/", "the four names are one unit", "record of the tenth annual meeting, 13 October 2017"),
    ("/history/", "A participating State can ask the OSCE to assess", TEAM),
    ("/assessments/", "A participating State can ask the OSCE to assess", TEAM),
    (
        "/history/",
        "The public record of the Berlin meeting was added",
        "POLIS, record of the tenth annual meeting",
    ),
    ("/fields/", "23 fields", OSCE),
    ("/states/MK/", "Earlier name the former Yugoslav Republic of Macedonia", OSCE),
    ("/states/CZ/", "Earlier name Czech Republic in use in April 2016", OSCE),
    ("/states/MN/", "Participating State, East Asia", OSCE),
    ("/meetings/10/participants", IN_PROTOCOL_ORDER, RECORD),
    ("/meetings/10/participants", GUESTS, RECORD),
    ("/meetings/10/participants", "the former Yugoslav Republic of Macedonia, Georgia", RECORD),
    ("/meetings/10/participants", "the Czech Republic, Turkmenistan and Ukraine took part.", RECORD),
    ("/meetings/10/participants", "Took part (35)", RECORD),
]
# What belongs together on a page: an entry, a row, a part with its heading, the head of the page.
BLOCKS = {"article", "aside", "figure", "header", "li", "section", "tr"}
WITHOUT_END = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """The blocks of a page as text, those inside others too; `targets` are the texts that links lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, list[str]]] = []
        self.targets: dict[str, str] = {}
        self._open: list[tuple[str, str, list[str], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for _tag, _id, _texts, links in self._open:
            links += [href for href in [given.get("href") or ""] if href.startswith("#")]
        if tag not in WITHOUT_END:
            is_block = tag in BLOCKS or "section" in (given.get("class") or "").split()
            self._open.append((tag if is_block else "", given.get("id") or "", [], []))

    def handle_data(self, data: str) -> None:
        for _tag, _id, texts, _links in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        block, anchor, texts, links = self._open.pop()
        text = " ".join(" ".join(texts).split()).replace(" ,", ",")
        if block:
            self.blocks.append((text, links))
        if anchor:
            self.targets[f"#{anchor}"] = text

    def stand_together(self, fact: str, source: str) -> bool:
        """Whether a block holds the fact and names its source, or links it on the same page."""
        return any(
            source in " ".join((text, *(self.targets.get(link, "") for link in links)))
            for text, links in self.blocks
            if fact in text
        )


def words_of(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split()).replace(" ,", ",")


def main_of(client: Client, address: str) -> str:
    return (
        client.get(address).content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    )


def test_each_recorded_fact_stands_beside_its_source(client: Client) -> None:
    pages = {address: Page(main_of(client, address)) for address, _fact, _source in FACTS}
    apart = [row for row in FACTS if not pages[row[0]].stand_together(row[1], row[2])]
    assert apart == []


def test_a_source_elsewhere_on_the_page_is_no_source_of_a_fact() -> None:
    page = Page('<section><p>A fact.<br></p></section><section><p id="of">A source.</p></section>')
    assert not page.stand_together("A fact.", "A source.")
    page = Page(
        '<section>A fact. <a href="#of">Source</a></section><section><p id="of">A source.</p></section>'
    )
    assert page.stand_together("A fact.", "A source.")


def test_there_are_23_fields_of_work(client: Client) -> None:
    page = client.get("/fields/").content.decode()
    assert len(re.findall(r'<a class="tap" href="/fields/', page)) == 23
    assert OSCE in page


def test_the_objective_for_focal_points_is_shown_to_them_alone(client: Client) -> None:
    sixth = "Go through the initiatives under way and agree on what the Network does next."
    member = client_of(make_user(Role.FOCAL_POINT))
    assert sixth not in words_of(client, "/meetings/10/")
    assert sixth in words_of(member, "/meetings/10/")
