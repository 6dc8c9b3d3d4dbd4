"""What the search finds of meetings, their items, people, conclusions and papers: as far as one may read."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.agenda.actions.revisions import publish_agenda
from meetings.agenda.pasted.plan import fingerprint_of
from meetings.models import AgendaItem, Meeting, Stage
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    FIRST_DAY,
    make_conclusion,
    make_document,
    make_item,
    make_meeting,
    make_participant,
)
from tests.searching import hits, titles

pytestmark = pytest.mark.django_db

VISIT = "Study visit to the German-Polish border in Świecko"
TENTH = "Tenth Annual Meeting of the OSCE Border Security and Management National Focal Points Network"


def publish(meeting: Meeting, by: User) -> None:
    items = list(meeting.items.in_order().with_people())
    publish_agenda(meeting, fingerprint=fingerprint_of(items), is_final=False, by=by)


@pytest.mark.parametrize("query", ["Świecko", "swiecko", "SWIECKO", "Свецко", "german polish swiecko"])
def test_a_place_is_found_in_any_spelling(client: Client, query: str) -> None:
    matches = titles(client, query)
    assert (matches["meetings"], matches["agenda"]) == ([VISIT], [VISIT])


def test_the_centres_lead_to_the_conclusion_and_to_the_conference_it_brought_about(client: Client) -> None:
    matches = hits(client, "Police Co-operation Centres")
    [conference] = matches["meetings"]
    assert conference.url == "/meetings/pccc-inaugural-conference/"
    assert conference.detail == "Skopje, the former Yugoslav Republic of Macedonia (today North Macedonia)"
    [conclusion] = matches["conclusions"]
    assert conclusion.title.startswith("The region needs to see its situation better")
    assert conclusion.detail == "10th Annual Meeting of the Network, 12–13 April 2016"
    address, _hash, anchor = conclusion.url.partition("#")
    assert address == "/meetings/10/report"
    assert f'id="{anchor}"' in client.get(address).content.decode()


@pytest.mark.parametrize("query", ["10", "10th", "10th meeting", "tenth berlin", "берлин", "2016 annual"])
def test_a_meeting_is_found_by_number_year_and_place_in_any_alphabet(client: Client, query: str) -> None:
    assert titles(client, query)["meetings"][0] == TENTH


def test_items_speakers_and_papers_lead_to_their_place_on_the_page(client: Client) -> None:
    meeting = make_meeting(slug="vienna", title="Meeting in Vienna")
    item = make_item(meeting, "Ёлка and border", session=1, speakers=[["Zoé Kovač", "Adviser", "Frontex"]])
    paper = make_document(meeting, "Ferries", symbol="SEC.GAL/7", item=item)
    belongs = "Meeting in Vienna, 6–7 October 2026"
    [[found_item], [speaker], [of_symbol]] = (
        [(hit.title, hit.url, hit.detail) for group in hits(client, query).values() for hit in group]
        for query in ("ёлка", "zoe kovac frontex", "sec.gal/7")
    )
    of_item = f"/meetings/vienna/agenda#agenda-{item.key}"
    assert found_item == ("Session 1: Ёлка and border", of_item, belongs)
    assert speaker == ("Zoé Kovač, Adviser, Frontex", of_item, f"Session 1: Ёлка and border, {belongs}")
    assert of_symbol == ("SEC.GAL/7 Ferries", f"/meetings/vienna/#papers-{paper.key}", f"Paper, {belongs}")
    for _title, url, _detail in (found_item, of_symbol):
        address, _hash, anchor = url.partition("#")
        assert f'id="{anchor}"' in client.get(address).content.decode()


def test_a_published_agenda_is_searched_as_it_was_published(
    client: Client, client_of: Callable[[User], Client], editor: User
) -> None:
    """Not as its rows are now, which the secretariat searches; and nothing that was restricted since."""
    meeting = make_meeting(slug="vienna")
    item = make_item(meeting, "Ferries", day=FIRST_DAY, speakers=[["Zoé Kovač", "", ""]])
    publish(meeting, editor)
    AgendaItem.objects.filter(pk=item.pk).update(title="Trains")
    item.panel.update(name="Ira Novak")
    everybody, desk = client, client_of(editor)
    assert titles(everybody, "ferries") == {"agenda": ["Ferries"]}
    assert titles(everybody, "kovac") == {"speakers": ["Zoé Kovač"]}
    assert titles(everybody, "trains") == titles(everybody, "novak") == titles(desk, "ferries") == {}
    assert titles(desk, "trains novak") == {}
    assert (titles(desk, "trains"), titles(desk, "novak")) == (
        {"agenda": ["Trains"]},
        {"speakers": ["Ira Novak"]},
    )
    publish(meeting, editor)
    assert titles(everybody, "ferries") == {}
    assert titles(everybody, "trains") == {"agenda": ["Trains"]}
    AgendaItem.objects.filter(pk=item.pk).update(audience=Audience.FOCAL_POINTS)
    assert titles(everybody, "trains") == titles(everybody, "novak") == {}
    assert titles(client_of(make_user(Role.FOCAL_POINT)), "novak") == {"speakers": ["Ira Novak"]}


def test_an_agenda_whose_meeting_moved_is_searched_by_its_rows(client: Client, editor: User) -> None:
    meeting = make_meeting(slug="vienna")
    item = make_item(meeting, "Ferries", day=FIRST_DAY)
    publish(meeting, editor)
    AgendaItem.objects.filter(pk=item.pk).update(title="Trains", day=None)
    Meeting.objects.filter(pk=meeting.pk).update(starts_on="2036-10-06", ends_on="2036-10-06")
    assert "Trains" in client.get("/meetings/vienna/agenda").content.decode()
    assert (titles(client, "trains"), titles(client, "ferries")) == ({"agenda": ["Trains"]}, {})


def test_drafts_are_for_the_secretariat_and_participants_for_nobody(
    client: Client, client_of: Callable[[User], Client], editor: User
) -> None:
    meeting = make_meeting(slug="drafted", title="Quolls", stage=Stage.PLANNED)
    make_item(meeting, "Quolls of the north", speakers=[["Quoll Speaker", "", ""]])
    make_document(meeting, "On quolls")
    make_conclusion(meeting, "Count the quolls")
    make_participant(meeting, family_name="Quollmann")
    assert titles(client, "quoll") == titles(client_of(make_user(Role.FOCAL_POINT)), "quoll") == {}
    assert titles(client_of(editor), "quoll") == {
        "meetings": ["Quolls"],
        "agenda": ["Quolls of the north"],
        "speakers": ["Quoll Speaker"],
        "conclusions": ["Count the quolls"],
        "papers": ["On quolls"],
    }


def test_a_search_costs_the_same_queries_however_much_there_is(client: Client, editor: User) -> None:
    costs = []
    for number in (2, 40):
        for part in range(number):
            meeting = make_meeting(title=f"Quolls {number} {part}")
            speakers = [["Quoll Speaker", "", ""]]
            make_item(meeting, "Quolls", day=FIRST_DAY, speakers=speakers, papers=["On quolls"])
            if part % 2:
                publish(meeting, editor)
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/search/?q=quoll&kind=meetings")
        costs.append(len(queries))
        results = page.context["results"]
    assert costs == [25, 25]
    assert (results.facets[0].number, len(results.results)) == (168, 20)
    assert "Page 1 of 3" in page.content.decode()
