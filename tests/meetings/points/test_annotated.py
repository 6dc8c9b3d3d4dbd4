"""The annotated agenda names who raised what, and nobody else reads what is for focal points only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from meetings.models import Meeting
from meetings.reports import pdf
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import make_coming_meeting, make_item, make_point
from tests.factories.network import make_delegate

pytestmark = pytest.mark.django_db

SECRET = "Quokka"
PUBLIC_ADDRESSES = (
    "/meetings/vienna/",
    "/meetings/vienna/agenda",
    "/meetings/vienna/agenda.ics",
    "/meetings/vienna/agenda.json",
    "/meetings/calendar.ics",
    "/newsletter/feed.xml",
    "/search/?q=threats",
)


@pytest.fixture
def meeting() -> Meeting:
    made = make_coming_meeting(slug="vienna", stage="agenda")
    threats = make_item(made, "Threats", note="What is new.", moderator="Ira Novak")
    make_point(made, f"{SECRET} stamps", "AT", "IT", "BE", text=f"{SECRET} text", item=threats)
    make_point(made, f"{SECRET} seals", "DE", text=f"{SECRET} seal text", item=threats)
    make_point(made, f"{SECRET} waits", "FR")
    return made


def test_the_annotated_agenda_gives_points_with_their_text_in_protocol_order(
    client: Client, meeting: Meeting, tmp_path: Path
) -> None:
    client.force_login(make_user(Role.FOCAL_POINT))
    phrases = [
        "Threats",
        "Point raised by Germany",
        f"{SECRET} seals",
        f"{SECRET} seal text",
        "Point raised by Austria, co-raised by Belgium and Italy",
        f"{SECRET} stamps",
        f"{SECRET} text",
    ]
    page = client.get("/meetings/vienna/agenda/annotated/").content.decode()
    assert '<h4 class="agenda__title">Threats' in page
    output = tmp_path / "annotated.pdf"
    call_command("render", "meeting", "vienna", "annotated", audience="focal_points", output=output)
    printed = " ".join(" ".join(each.extract_text() for each in PdfReader(output).pages).split())
    for text in (page, printed):
        assert [text.index(phrase) for phrase in phrases] == sorted(text.index(phrase) for phrase in phrases)
        assert f"{SECRET} waits" not in text
    agenda = client.get("/meetings/vienna/agenda").content.decode()
    assert "Raised by Austria, co-raised by Belgium and Italy" in agenda
    assert f"{SECRET} text" not in agenda


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_neither_visitors_nor_other_delegations_read_anything_of_a_restricted_point(
    client: Client, client_of: Callable[[User], Client], meeting: Meeting, address: str
) -> None:
    for each in (client, client_of(make_user(Role.PARTNER)), client_of(make_delegate("PL"))):
        text = each.get(address).content.decode()
        assert SECRET not in text
        assert "aised by" not in text


def test_no_other_copy_holds_a_point_and_the_annotated_one_is_not_given_to_others(
    client: Client, client_of: Callable[[User], Client], meeting: Meeting
) -> None:
    copies = [(document, audience) for document in Document for audience in Audience]
    copies.remove((Document.ANNOTATED, Audience.FOCAL_POINTS))
    copies = [each for each in copies if each[0] != Document.REPORT]  # there is none
    assert [each for each in copies if SECRET in pdf.compose(meeting, *each)] == []
    for reader in (client, client_of(make_delegate("AT"))):
        for address in ("agenda/annotated/", "agenda/annotated.pdf", "agenda/annotated.pdf?copy=public"):
            assert reader.get(f"/meetings/vienna/{address}").status_code in {302, 404}


def test_a_point_for_everybody_names_who_raised_it_in_public_and_says_no_more(
    client: Client, meeting: Meeting
) -> None:
    meeting.points.filter(title__contains="stamps").update(audience=Audience.ALL)
    page = client.get("/meetings/vienna/agenda").content.decode()
    assert "Raised by Austria, co-raised by Belgium and Italy" in page
    assert SECRET not in page


def test_a_point_that_is_reworded_makes_the_annotated_agenda_anew_and_no_other(meeting: Meeting) -> None:
    def prints() -> list[str]:
        wanted = (Document.ANNOTATED, Document.AGENDA)
        return [pdf.fingerprint(meeting, each, Audience.FOCAL_POINTS) for each in wanted]

    before = prints()
    meeting.points.filter(title__contains="seals").update(text="Another")
    assert [old == new for old, new in zip(before, prints(), strict=True)] == [False, True]
