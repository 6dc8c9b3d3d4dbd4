"""What only focal points may read is nowhere else: not on a page, in a calendar, in data or in a PDF."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from meetings.models import AgendaItem, Meeting, Stage
from meetings.reports import pdf
from meetings.reports.permissions import Document
from nfp_portal.accounts.access import VISITOR
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.files import make_scan
from tests.factories.meetings import (
    at,
    make_conclusion,
    make_document,
    make_meeting,
    make_objective,
    make_participant,
    make_report,
    make_timed_item,
)

pytestmark = pytest.mark.django_db

SECRET = "Quokka"
PERSON = "Zwetschgenbaum"
OUTSIDERS = (VISITOR, Role.DELEGATION, Role.PARTNER)
INSIDERS = (Role.FOCAL_POINT, Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
ADDRESSES = ("", "agenda", "agenda.ics", "agenda.json", "report", "participants", "participants.csv")


@pytest.fixture
def meeting() -> Meeting:
    """A meeting with a released report that says the secret wherever something may be restricted."""
    made = make_meeting(slug="open-house", stage=Stage.PUBLISHED)
    make_timed_item(made, "Opening", at(9), at(10))
    restricted = {"audience": Audience.FOCAL_POINTS, "position": 9}
    make_timed_item(
        made, f"{SECRET} session", at(14), at(15),
        moderator=f"{SECRET} moderator", note=f"{SECRET} note", speakers=[[f"{SECRET} speaker", "", ""]],
        papers=[f"{SECRET} item paper"], location=f"{SECRET} room", **restricted,
    )  # fmt: skip
    make_objective(made, "Learn from each other")
    make_objective(made, f"{SECRET} objective", Audience.FOCAL_POINTS)
    make_conclusion(made, "Go on")
    make_conclusion(made, f"{SECRET} conclusion", Audience.FOCAL_POINTS)
    make_document(made, f"{SECRET} paper", files=[make_scan()], **restricted)
    make_document(made, f"{SECRET} of all", item=made.items.get(title="Opening"), **restricted)
    make_report(made, focal_points_part=f"{SECRET} part", status="released")
    make_participant(made, "AT", family_name=PERSON, email="zwetschge@example.org")
    return made


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("document", Document)
def test_a_document_with_participants_names_counts_as_naming_people(
    meeting: Meeting, document: Document, audience: Audience
) -> None:
    text = pdf.compose(meeting, document, audience)
    assert document.names_people(audience) == (PERSON.upper() in text)
    assert "zwetschge@example.org" not in text


def restricted_item(meeting: Meeting) -> AgendaItem:
    return meeting.items.get(audience=Audience.FOCAL_POINTS)


def sign_in(client: Client, caller: str) -> Client:
    if caller != VISITOR:
        client.force_login(make_user(Role(caller)))
    return client


@pytest.mark.parametrize("caller", OUTSIDERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_outsiders_find_nothing_restricted(
    client: Client, meeting: Meeting, caller: str, address: str
) -> None:
    response = sign_in(client, caller).get(f"/meetings/open-house/{address}")
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("caller", INSIDERS)
@pytest.mark.parametrize("address", ["", "agenda", "agenda.ics", "agenda.json", "report"])
def test_insiders_find_all_of_it(client: Client, meeting: Meeting, caller: str, address: str) -> None:
    response = sign_in(client, caller).get(f"/meetings/open-house/{address}")
    assert SECRET in response.content.decode()


@pytest.mark.parametrize("caller", [*OUTSIDERS, *INSIDERS])
def test_the_address_of_a_restricted_item_is_not_there_for_outsiders(
    client: Client, meeting: Meeting, caller: str
) -> None:
    response = sign_in(client, caller).get(f"/meetings/open-house/agenda/{restricted_item(meeting).key}/")
    assert response.status_code == (404 if caller in OUTSIDERS else 200)


@pytest.mark.parametrize("document", ["agenda", "report", "participants"])
@pytest.mark.parametrize("caller", OUTSIDERS)
def test_outsiders_cannot_ask_for_the_other_copy(
    client: Client, meeting: Meeting, document: str, caller: str
) -> None:
    response = sign_in(client, caller).get(f"/meetings/open-house/{document}.pdf?copy=focal_points")
    assert response.status_code == 404


@pytest.mark.parametrize("address", ["", "calendar.ics", "?q=quokka"])
def test_lists_of_meetings_say_nothing_restricted(client: Client, meeting: Meeting, address: str) -> None:
    content = client.get(f"/meetings/{address}").content.decode()
    assert SECRET not in content.replace(f'value="{SECRET.lower()}"', "")


def test_the_agenda_of_a_meeting_is_closed_until_it_is_published(client: Client) -> None:
    announced = make_meeting(slug="announced", stage=Stage.ANNOUNCED)
    make_timed_item(announced, "Still a draft", at(9), at(10))
    assert "Still a draft" not in client.get("/meetings/announced/").content.decode()
    assert "Still a draft" not in client.get("/meetings/announced/agenda.ics").content.decode()
    assert client.get("/meetings/announced/agenda.pdf").status_code == 404
    assert "Still a draft" in sign_in(client, Role.EDITOR).get("/meetings/announced/").content.decode()


@pytest.mark.parametrize("caller", [*OUTSIDERS, Role.FOCAL_POINT])
def test_a_draft_report_is_seen_by_the_secretariat_alone(client: Client, caller: str) -> None:
    drafted = make_meeting(slug="drafted", stage=Stage.REPORT)
    make_report(drafted, background="Not for you yet")
    signed_in = sign_in(client, caller)
    assert signed_in.get("/meetings/drafted/report").status_code == 404
    assert signed_in.get("/meetings/drafted/report.pdf").status_code == 404
    assert "Read the report" not in signed_in.get("/meetings/drafted/").content.decode()


def test_the_public_meets_states_and_bodies_but_no_persons(client: Client, meeting: Meeting) -> None:
    for address in ("participants", "participants.csv", "participants.xlsx", ""):
        response = client.get(f"/meetings/open-house/{address}")
        assert PERSON not in response.content.decode(errors="ignore")
    assert "Austria" in client.get("/meetings/open-house/participants").content.decode()


def test_members_see_the_participants_and_focal_points_for_a_purpose_their_addresses(
    client: Client, meeting: Meeting
) -> None:
    seen = {}
    for role in (Role.DELEGATION, Role.FOCAL_POINT):
        client.force_login(make_user(role))
        content = client.get("/meetings/open-house/participants?purpose=meeting").content.decode()
        seen[role] = (PERSON.upper() in content, "zwetschge@example.org" in content)
    assert seen == {Role.DELEGATION: (True, False), Role.FOCAL_POINT: (True, True)}


@pytest.mark.parametrize("document", list(Document))
def test_a_public_document_is_made_without_restricted_words(meeting: Meeting, document: Document) -> None:
    html = pdf.compose(meeting, document, Audience.ALL)
    assert SECRET not in html
    assert PERSON.upper() not in html
    assert "zwetschge" not in html


@pytest.mark.parametrize("document", [Document.AGENDA, Document.REPORT])
def test_a_change_of_what_is_restricted_leaves_public_documents_as_they_are(
    meeting: Meeting, document: Document
) -> None:
    before = {audience: pdf.fingerprint(meeting, document, audience) for audience in Audience}
    meeting.items.filter(audience=Audience.FOCAL_POINTS).update(title="Another")
    after = {audience: pdf.fingerprint(meeting, document, audience) for audience in Audience}
    assert before[Audience.ALL] == after[Audience.ALL]
    assert before[Audience.FOCAL_POINTS] != after[Audience.FOCAL_POINTS]


def text_of(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("document", ["agenda", "report", "participants"])
def test_the_text_of_a_printed_document_keeps_to_its_audience(
    meeting: Meeting, document: str, tmp_path: Path
) -> None:
    assert Path(settings.MEDIA_ROOT).is_dir()
    texts = {}
    for audience in ("public", "focal_points"):
        output = tmp_path / f"{audience}.pdf"
        call_command("render", "meeting", "open-house", document, audience=audience, output=output)
        texts[audience] = text_of(output)
    assert SECRET not in texts["public"]
    assert PERSON.upper() not in texts["public"]
    assert (SECRET if document != "participants" else PERSON.upper()) in texts["focal_points"]
