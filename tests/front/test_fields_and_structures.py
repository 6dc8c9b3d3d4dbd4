"""Pages of fields of work and of structures: what the portal holds about each, for who may read it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchange.initiatives.models import Initiative
from meetings.models import Meeting
from network.models import Contact, FieldOfWork, Organisation
from nfp_portal.accounts.models import Role
from tests.factories import questions
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative
from tests.factories.meetings import make_item, make_meeting
from tests.factories.network import make_appointment, make_delegate, make_focal_point, make_person
from tests.factories.newsletter import make_issue, make_sent_issue
from tests.factories.practices import make_practice, offer_practice

pytestmark = pytest.mark.django_db

FIELD, STRUCTURE = "/fields/policing/", "/structures/tntd/"


@pytest.fixture(autouse=True)
def _without_second_factors(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def readers() -> dict[str, Client]:
    return {
        "visitor": Client(),
        "delegation": client_of(make_delegate("BE")),
        "focal point": client_of(make_focal_point("PL")),
        "editor": client_of(make_user(Role.EDITOR)),
    }


def policing() -> FieldOfWork:
    return FieldOfWork.objects.get(name="Policing")


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def seen_by(readers: dict[str, Client], path: str, titles: list[str]) -> dict[str, list[str]]:
    """Which of the titles each reader finds on a page."""
    texts = {who: text_of(client, path) for who, client in readers.items()}
    return {who: [title for title in titles if title in text] for who, text in texts.items()}


def test_a_field_has_an_address_that_follows_from_its_name() -> None:
    addresses = {field.name: field.get_absolute_url() for field in FieldOfWork.objects.all()}
    assert len(addresses) == 23
    assert addresses["Cyber/ICT Security"] == "/fields/cyber-ict-security/"
    assert addresses["Tolerance and non-discrimination"] == "/fields/tolerance-and-non-discrimination/"
    assert Client().get("/fields/unknown/").status_code == 404


def make_things(field: FieldOfWork) -> list[str]:
    """Of each kind one for everyone and one that is not; return their titles."""
    editor = make_user(Role.EDITOR)
    titles = [
        "Practice for all",
        "Practice for some",
        "Practice that waits",
        "Endorsed plan",
        "Proposed plan",
    ]
    make_practice(titles[0], audience="all", field=field)
    make_practice(titles[1], field=field)
    offer_practice(titles[2], field=field)
    make_initiative(titles[3], status="endorsed", audience="all", field=field)
    make_initiative(titles[4], audience="all", field=field)
    questions.close(questions.make_open_question(editor, title="Mobile scanners", field=field))
    questions.make_open_question(editor, title="Open question", field=field)
    make_meeting(title="Announced meeting", field=field)
    make_meeting(title="Planned meeting", stage="planned", field=field)
    return [*titles, "Mobile scanners", "Open question", "Announced meeting", "Planned meeting"]


def test_a_field_shows_each_reader_what_they_may_read(readers: dict[str, Client]) -> None:
    titles = make_things(policing())
    public = ["Practice for all", "Endorsed plan", "Mobile scanners", "Announced meeting"]
    members = [title for title in titles if title not in {"Practice that waits", "Planned meeting"}]
    assert seen_by(readers, FIELD, titles) == {
        "visitor": public,
        "delegation": public,
        "focal point": members,
        "editor": [title for title in titles if title != "Practice that waits"],
    }
    numbers = {
        "visitor": "Practices: 1 · Initiatives: 1 · Questions to the Network: 1 · Meetings: 1",
        "focal point": "Practices: 2 · Initiatives: 2 · Questions to the Network: 2 · Meetings: 1",
        "editor": "Practices: 2 · Initiatives: 2 · Questions to the Network: 2 · Meetings: 2",
    }
    for who, text in numbers.items():
        page = text_of(readers[who], "/fields/")
        assert {part for part in text.split(" · ") if part not in page} == set(), who


def test_who_works_on_a_field_is_for_those_who_see_people(readers: dict[str, Client]) -> None:
    make_appointment("AT", person=make_person("AT", topics=["Policing"]))
    parts = ["1 focal point works on it", "/network/?topic=Policing"]
    shown = seen_by(readers, FIELD, parts)
    assert shown == {"visitor": [], "delegation": parts, "focal point": parts, "editor": parts}


def test_a_field_without_anything_says_so_and_is_still_there() -> None:
    assert "Nothing is recorded in this field yet" in text_of(Client(), "/fields/elections/")


@pytest.mark.parametrize(
    ("path", "kept", "dropped"),
    [
        ("/practices/", "Practice for all", "Another practice"),
        ("/initiatives/", "Endorsed plan", "Another plan"),
        ("/questions/", "Mobile scanners", "Another question"),
        ("/meetings/", "Announced meeting", "Another meeting"),
    ],
)
def test_each_list_is_narrowed_by_field(path: str, kept: str, dropped: str) -> None:
    make_things(policing())
    make_practice("Another practice", audience="all")
    make_initiative("Another plan", status="endorsed", audience="all")
    editor = make_user(Role.EDITOR)
    questions.close(questions.make_open_question(editor, title="Another question"))
    make_meeting(title="Another meeting")
    both, one = (text_of(Client(), path + query) for query in ("", "?field=policing"))
    assert [kept in both, dropped in both, kept in one, dropped in one] == [True, True, True, False]
    assert "Policing (1)" in both  # counted without what a visitor may not read
    wrong = text_of(Client(), f"{path}?field=pk")
    assert ["error-summary" in wrong, kept in wrong] == [True, False]


def test_a_thing_leads_to_its_field() -> None:
    link = '<a href="/fields/policing/">Policing</a>'
    practice = make_practice(audience="all", field=policing())
    initiative = make_initiative(status="endorsed", audience="all", field=policing())
    question = questions.close(questions.make_open_question(make_user(Role.EDITOR), field=policing()))
    for thing in (practice, initiative, question):
        assert link in text_of(Client(), thing.get_absolute_url())
    assert 'href="/fields/policing/"' in text_of(Client(), make_meeting(field=policing()).get_absolute_url())
    person = make_person("AT", topics=["Policing"])
    assert link in text_of(client_of(make_focal_point()), person.get_absolute_url())


def test_pages_of_fields_cost_the_same_however_much_there_is(readers: dict[str, Client]) -> None:
    def price(who: str, path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            readers[who].get(path)
        return len(queries)

    make_things(policing())
    paths = [(who, path) for who in ("visitor", "focal point") for path in ("/fields/", FIELD)]
    before = [price(*each) for each in paths]
    for _more in range(12):
        make_practice("One more", audience="all", field=policing())
        make_initiative("One more", "AT", "BE", audience="all", status="endorsed", field=policing())
        make_meeting(field=policing())
    assert [price(*each) for each in paths] == before
    page = text_of(readers["visitor"], FIELD)
    assert page.count("One more") == 20  # ten practices, ten initiatives
    assert 'href="/initiatives/?field=policing&amp;status=all"' in page


# Structures -------------------------------------------------------------------------------------------


def test_a_structure_says_what_is_recorded_and_what_is_not() -> None:
    unit = text_of(Client(), "/structures/tntd/")
    assert [part in unit for part in ("January 2012", 'href="/structures/bsmu/"', "not recorded")] == [
        True
    ] * 3
    college = text_of(Client(), "/structures/bmsc/")
    assert [part in college for part in ("27 May 2009", "Dushanbe, Tajikistan")] == [True] * 2
    operation = text_of(Client(), "/structures/osce-mission-to-serbia/")
    assert ['href="/states/RS/"' in operation, "Seat" in operation] == [True, False]
    assert 'href="/structures/osce-mission-to-serbia/"' in text_of(Client(), "/states/RS/")


def test_a_body_has_one_page() -> None:
    editor = client_of(make_user(Role.EDITOR))
    response = editor.get("/organisations/tntd/")
    assert (response.status_code, response.headers["Location"]) == (301, "/structures/tntd/")
    assert [editor.get(f"/{kind}/frontex/").status_code for kind in ("organisations", "structures")] == [
        200,
        404,
    ]


def test_a_structure_shows_each_reader_what_they_may_read(readers: dict[str, Client]) -> None:
    body = Organisation.objects.get(slug="tntd")
    make_sent_issue(
        {"headline": "Open piece", "organisation": body},
        {"headline": "Closed piece", "organisation": body, "audience": "focal_points"},
    )
    make_issue()
    make_person("AT", family_name="Quoll", state=None, agency=None, organisation=body)
    Contact.objects.create(organisation=body, address="desk@tntd.example.org")
    for title, stage in (("Announced", "announced"), ("Published", "agenda")):
        meeting = make_meeting(title=title, stage=stage, starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 2))
        make_item(meeting, speakers=[["Ira Novak", "Head", f"{body.name}, {title}"]])
        meeting.recorded_bodies.add(body)
    for title, audience, status in (("Shared plan", "all", "endorsed"), ("Early plan", "all", "")):
        initiative = make_initiative(title, status=status, audience=audience)
        initiative.sponsors.create(organisation=body)
    link = f'<a href="{STRUCTURE}">'
    assert link in text_of(Client(), f"/meetings/{meeting.slug}/participants")
    assert link in text_of(readers["visitor"], Initiative.objects.get(title="Shared plan").get_absolute_url())
    public = ["Open piece", "Published", ">Announced<", "Shared plan"]
    titles = ["Closed piece", "QUOLL", "desk@tntd", f"{body.name}, Announced", "Early plan", *public]
    assert seen_by(readers, STRUCTURE, titles) == {
        "visitor": public,
        "delegation": ["QUOLL", *public],
        "focal point": ["Closed piece", "QUOLL", "Early plan", *public],
        "editor": titles,
    }


@pytest.mark.parametrize(
    ("slug", "organiser", "is_named"),
    [
        ("bsmu", "TNTD/BSMU with the Chairmanship", True),
        ("tntd", "TNTD/BSMU with the Chairmanship", True),
        ("bsmu", "Border Security and Management Unit", True),
        ("bsmu", "border security management unit", True),
        ("bmsc", "OSCE Border Management Staff College", True),
        ("bmsc", "Border Management Staff College, Dushanbe", True),
        ("bmsc", "Border Security and Management Unit", False),
        ("bsmu", "BSMUX", False),
        ("bsmu", "", False),
    ],
)
def test_a_structure_lists_what_names_it_as_organiser(slug: str, organiser: str, *, is_named: bool) -> None:
    make_meeting(title="Quoll course", organiser=organiser)
    make_initiative("Quoll plan", status="endorsed", audience="all", organisers=organiser)
    make_initiative("Numbat plan", status="endorsed", audience="all", lead=organiser)
    make_initiative("Early plan", audience="all", organisers=organiser)
    page = text_of(Client(), f"/structures/{slug}/")
    shown = [title in page for title in ("Quoll course", "Quoll plan", "Numbat plan", "Early plan")]
    assert shown == [is_named, is_named, is_named, False]


def test_a_page_of_a_structure_costs_the_same_however_much_there_is() -> None:
    body, client = Organisation.objects.get(slug="tntd"), client_of(make_focal_point())

    def add() -> None:
        make_sent_issue({"organisation": body})
        make_person("AT", agency=None, organisation=body)
        make_initiative(organisers="TNTD").sponsors.create(organisation=body)
        meeting = make_meeting(starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 2), organiser="TNTD")
        make_item(meeting, speakers=[["Ira Novak", "Head", body.name]])
        meeting.recorded_bodies.add(body)

    def price() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(STRUCTURE)
        return len(queries)

    add()
    before = price()
    for _more in range(4):
        add()
    assert price() == before


@pytest.mark.parametrize("facts", [{"started": "May 2009"}, {"ended": "2011-5"}])
def test_times_of_a_structure_are_dates_or_parts_of_them(facts: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(slug="bmsc").update(**facts)


def test_a_field_that_is_removed_leaves_its_things() -> None:
    make_initiative(field=policing())
    make_meeting(slug="kept", field=policing())
    policing().delete()
    assert (Initiative.objects.get().field, Meeting.objects.get(slug="kept").field) == (None, None)


def test_structures_are_narrowed_by_kind() -> None:
    units, every = (text_of(Client(), path) for path in ("/structures/?kind=osce_unit", "/structures/"))
    missions = [row.name for row in Organisation.objects.filter(kind="field_operation")]
    assert missions
    assert [name for name in missions if f">{name}<" in units] == []
    assert [name for name in missions if f">{name}<" not in every] == []
    assert f"Field operations ({len(missions)})" in every
    assert STRUCTURE in units
