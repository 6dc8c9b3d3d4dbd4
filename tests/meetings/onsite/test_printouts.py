"""What editors print for a meeting on site: in protocol order, by day, and for nobody else."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from meetings.models import Meeting
from meetings.onsite.pdf import PrintoutDocument
from meetings.onsite.printouts import Printout
from meetings.participation.models import ListedAs, Mode, Participant, PersonalNotes, Status
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.meetings import make_coming_meeting, make_meeting, make_participant

pytestmark = pytest.mark.django_db

SIGNED_BY = {"signatory": "Petra Muster", "signatory_function": "Head of Unit"}
NEEDED = {"given_name": "Anna", "status": Status.ACCEPTED}


@pytest.fixture
def coming() -> Meeting:
    """A meeting of two days to which people of two States and a body come, and one who joins online."""
    meeting = make_coming_meeting(slug="coming", title="Gathering of spring", city="Vienna", **SIGNED_BY)
    first, second = meeting.days()
    make_participant(meeting, "FR", family_name="Dupont", days=[second], **NEEDED)
    make_participant(meeting, "AT", family_name="Muster", days=[first, second], **NEEDED)
    make_participant(meeting, "AT", family_name="Haupt", role="head", **NEEDED)
    make_participant(meeting, "interpol", family_name="Novak", **NEEDED)
    make_participant(meeting, "DE", family_name="Fern", mode=Mode.ONLINE, **NEEDED)
    make_participant(meeting, "DE", family_name="Beispiel", **NEEDED)
    make_participant(meeting, "CH", family_name="Abgesagt", **NEEDED | {"status": Status.WITHDRAWN})
    return meeting


@pytest.fixture
def held() -> Meeting:
    """A meeting of last month: one of Austria came on its second day, one of Germany did not."""
    meeting = make_meeting(slug="held", title="Gathering of October", city="Vienna", **SIGNED_BY)
    make_participant(meeting, "AT", family_name="Came", function="Adviser", days=[date(2026, 10, 7)])
    make_participant(meeting, "DE", family_name="Stayed", status=Status.ACCEPTED)
    return meeting


def text_of(meeting: Meeting, printout: Printout, **facts: Any) -> str:
    """The words of a printout."""
    html = PrintoutDocument(meeting, printout, **facts).compose()
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def in_order(text: str, *names: str) -> bool:
    places = [text.find(name) for name in names]
    return -1 not in places and places == sorted(places)


def address(slug: str, printout: str, query: str = "") -> str:
    return f"/meetings/{slug}/participants/{printout}.pdf{query}"


def test_sign_in_sheets_are_in_protocol_order_and_honour_the_days(
    client_of: Callable[[User], Client], coming: Meeting, editor: User
) -> None:
    desk, path = client_of(editor), address("coming", "sign-in", "?purpose=meeting")
    assert desk.get(path).status_code == 202
    jobs.run(Job.objects.get(kind="meetings.printout").pk)
    reader = PdfReader(BytesIO(desk.get(path).getvalue()))
    first, second = (" ".join(page.extract_text().split()) for page in reader.pages)
    assert in_order(second, "Germany", "BEISPIEL", "Austria", "HAUPT", "MUSTER", "France", "DUPONT", "NOVAK")
    assert "MUSTER" in first
    assert [name for name in ("France", "DUPONT", "FERN", "ABGESAGT") if name in first] == []
    assert "FERN" not in second
    exports = Entry.objects.filter(act=Act.EXPORT).values_list("details__kind", "details__reason")
    assert list(exports) == [("sign-in pdf", "meeting")]


def test_who_comes_on_no_day_of_the_meeting_is_on_each_sheet(coming: Meeting) -> None:
    """As after new dates: the days that people named before are no days of the meeting."""
    coming.participants.update(days=[date(2020, 1, 1)])
    assert text_of(coming, Printout.SIGN_IN).count("DUPONT") == 2


def test_a_sheet_leaves_the_line_of_who_is_not_named_empty(coming: Meeting) -> None:
    coming.participants.filter(family_name="Dupont").update(listed_as=ListedAs.NOT_NAMED)
    assert "DUPONT" not in text_of(coming, Printout.SIGN_IN)
    assert "France" in text_of(coming, Printout.SIGN_IN)
    assert "DUPONT" in text_of(coming, Printout.BADGES)


def test_cards_and_badges_are_for_those_who_come_in_person(coming: Meeting) -> None:
    cards = text_of(coming, Printout.PLACE_CARDS)
    assert cards.count("Austria Anna HAUPT Austria Anna HAUPT") == 1
    assert in_order(cards, "Germany", "Austria", "France", "INTERPOL")
    badges = text_of(coming, Printout.BADGES)
    assert badges.count("Anna") == 5
    assert "FERN" not in cards + badges


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATION, Role.ADMINISTRATOR])
def test_printouts_are_for_editors_alone(
    client: Client, coming: Meeting, held: Meeting, role: Role | None
) -> None:
    if role:
        client.force_login(make_user(role))
    paths = [address("held" if each == "certificates" else "coming", each) for each in Printout]
    paths.append("/meetings/coming/participants/signatory/")
    statuses = [client.get(path).status_code for path in paths]
    assert statuses == [404 if role else 302] * 6
    assert 'id="print"' not in client.get("/meetings/coming/participants").content.decode()


def test_certificates_are_for_who_took_part_and_only_afterwards(
    client_of: Callable[[User], Client], coming: Meeting, held: Meeting, editor: User
) -> None:
    desk = client_of(editor)
    assert desk.get(address("coming", "certificates")).status_code == 404
    assert desk.get(address("held", "certificates")).status_code == 202
    text = text_of(held, Printout.CERTIFICATES)
    assert "Berta CAME Adviser Austria took part in the Gathering of October Vienna 7 October 2026" in text
    assert "Petra Muster Head of Unit" in text
    assert "STAYED" not in text
    held.participants.filter(family_name="Came").update(status=Status.ABSENT)
    assert desk.get(address("held", "certificates")).status_code == 404


def test_letters_for_a_visa_are_for_who_needs_one_or_for_one_person(
    client_of: Callable[[User], Client], coming: Meeting, editor: User
) -> None:
    desk = client_of(editor)
    assert desk.get(address("coming", "visa-letters")).status_code == 404
    dupont, muster = (_person(coming, name) for name in ("Dupont", "Muster"))
    PersonalNotes.objects.create(
        participant=dupont, needs_letter=True, visa="At Paris", delete_on=date(2030, 1, 1)
    )
    PersonalNotes.objects.create(
        participant=muster, dietary="No nuts", visa="I have one", delete_on=date(2030, 1, 1)
    )
    assert desk.get(address("coming", "visa-letters")).status_code == 202
    text = text_of(coming, Printout.VISA_LETTERS)
    assert "DUPONT" in text
    assert [phrase for phrase in ("MUSTER", "Paris", "nuts") if phrase in text] == []
    assert "Hosted by not recorded Costs of travel and stay not recorded Date of birth" in text
    alone = text_of(coming, Printout.VISA_LETTERS, person=muster.key)
    assert ("MUSTER" in alone, "DUPONT" in alone) == (True, False)
    fern = _person(coming, "Fern")
    for key, status in ((muster.key, 202), (fern.key, 404), ("x", 404)):
        assert desk.get(address("coming", "visa-letters", f"?person={key}")).status_code == status


def _person(meeting: Meeting, family_name: str) -> Participant:
    return meeting.participants.get(family_name=family_name)


def test_who_signs_is_asked_for_once(
    client_of: Callable[[User], Client], held: Meeting, editor: User
) -> None:
    Meeting.objects.filter(pk=held.pk).update(signatory="", signatory_function="")
    desk, asks = client_of(editor), "/meetings/held/participants/signatory/?then=certificates"
    page = desk.get("/meetings/held/participants").content.decode()
    assert f'href="{asks}"' in page
    assert desk.get(address("held", "certificates")).headers["Location"] == asks
    assert desk.post(asks, {"revision": held.revision, "signatory": "Petra Muster"}).status_code == 422
    sent = {"revision": held.revision, "costs": "The organiser", **SIGNED_BY}
    assert desk.post(asks, sent).headers["Location"] == address("held", "certificates", "?purpose=meeting")
    assert desk.post(asks, sent).status_code == 409
    assert (
        address("held", "certificates", "?purpose=meeting")
        in desk.get("/meetings/held/participants").content.decode()
    )
    held.refresh_from_db()
    assert (held.signatory, held.costs) == ("Petra Muster", "The organiser")


def test_what_cannot_be_printed_is_no_button_and_says_why(
    client_of: Callable[[User], Client], editor: User
) -> None:
    make_coming_meeting(slug="empty")
    page = " ".join(client_of(editor).get("/meetings/empty/participants").content.decode().split())
    section = page.partition('id="print"')[2].partition("</section>")[0]
    assert ".pdf" not in section
    nobody = "Sign-in sheets, Place cards, Badges:</strong> Nobody is accepted to come in person."
    assert section.count("Nobody is accepted") == section.count(nobody) == 1
    assert "Nobody has said that they need a letter for a visa." in section
    assert "They can be printed once the meeting is over." in section


def test_a_printout_costs_the_same_whatever_the_number_of_people(coming: Meeting) -> None:
    costs, days = [], list(coming.days())
    for number in (0, 30):
        for each in range(number):
            make_participant(coming, "AT", days=[days[each % 2]], **NEEDED)
        with CaptureQueriesContext(connection) as queries:
            PrintoutDocument(coming, Printout.SIGN_IN).compose()
        costs.append(len(queries))
    assert costs[0] == costs[1]
