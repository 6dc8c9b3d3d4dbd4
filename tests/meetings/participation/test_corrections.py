"""The provisional list: what it is called where, who corrects it by which link, and when it is final."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pgtrigger
import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting, MeetingDate
from meetings.participation.corrections import ListStatus, list_status
from meetings.participation.models import ChangeRequest, Participant, Status
from meetings.reports import pdf
from meetings.reports.permissions import Document
from network.rounds.actions.opening import close_round
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from nfp_portal.accounts.models import Role, User
from nfp_portal.revisions.history import events_of
from tests.factories.accounts import make_user
from tests.factories.invitations import invite, link_of, link_of_person, make_invited_meeting
from tests.factories.meetings import make_coming_meeting, make_date, make_meeting, make_participant

pytestmark = pytest.mark.django_db

UNTIL = "corrections until 14 October 2026"
PUBLIC = "Provisional list of participants"
FINAL = "Final list of participants, 20 October 2026"
CHANGED = f"{FINAL}, changed 24 October 2026"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the clock to noon of a day of October 2026; the meeting is on the 6th and 7th."""

    def set_day(day: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 10, day, 12, tzinfo=UTC))

    set_day(9)
    return set_day


@pytest.fixture
def held(now: Callable[[int], None]) -> Meeting:
    """A meeting that ended two days ago, whose list is corrected until the 14th."""
    meeting = make_meeting(slug="held", title="Gathering of October")
    person = make_participant(meeting, "AT", family_name="Came", function="Adviser")
    at(7, person)
    make_date(meeting, MeetingDate.Kind.CORRECTIONS, date(2026, 10, 14))
    return meeting


@pytest.fixture
def person(held: Meeting) -> Participant:
    return held.participants.get()


def at(day: int, person: Participant) -> None:
    """Let the last row of somebody's history be of this day of October 2026."""
    latest = events_of(Participant).filter(pgh_obj_id=person.pk).latest("pgh_id")
    with pgtrigger.ignore("meetings.ParticipantEvent:append_only"):
        rows = events_of(Participant).filter(pk=latest.pk)
        rows.update(pgh_created_at=datetime(2026, 10, day, 12, tzinfo=UTC))


def sayings(client: Client, slug: str) -> list[str]:
    """What the page and each line of the sheet say of the list."""
    page = " ".join(client.get(f"/meetings/{slug}/participants").content.decode().split())
    text = client.get(f"/meetings/{slug}/participants.csv").content.decode("utf-8-sig")
    shown = [each for each in (f"{PUBLIC}, {UNTIL}", PUBLIC, CHANGED, FINAL) if each in page][:1]
    return [*shown, *(line["List"] for line in csv.DictReader(io.StringIO(text)) if "List" in line)]


def composed(meeting: Meeting, audience: Audience) -> str:
    fresh = Meeting.objects.get(pk=meeting.pk)
    return pdf.compose(fresh, Document.PARTICIPANTS, audience)


def test_page_sheet_and_pdf_say_how_far_the_list_is(
    client: Client,
    client_of: Callable[[User], Client],
    held: Meeting,
    editor: User,
    now: Callable[[int], None],
) -> None:
    reader, desk = client_of(make_user(Role.FOCAL_POINT)), client_of(editor)
    assert sayings(reader, "held") == [f"{PUBLIC}, {UNTIL}"] * 2
    assert sayings(client, "held") == [PUBLIC] * 2
    assert f"{PUBLIC}, {UNTIL}" in composed(held, Audience.FOCAL_POINTS)
    assert (PUBLIC in composed(held, Audience.ALL), UNTIL in composed(held, Audience.ALL)) == (True, False)
    before = pdf.fingerprint(held, Document.PARTICIPANTS, Audience.ALL)
    now(20)
    assert reader.post("/meetings/held/participants/final/").status_code == 404
    answer = desk.post("/meetings/held/participants/final/", follow=True)
    assert "The list of participants is final." in answer.content.decode()
    assert sayings(reader, "held") == sayings(client, "held") == [FINAL] * 2
    assert FINAL in composed(held, Audience.ALL)
    fresh = Meeting.objects.get(pk=held.pk)
    assert pdf.fingerprint(fresh, Document.PARTICIPANTS, Audience.ALL) != before


def test_a_final_list_says_when_it_changed_since(
    client: Client, client_of: Callable[[User], Client], held: Meeting, person: Participant, editor: User
) -> None:
    held.dates.update(done_at=datetime(2026, 10, 20, 12, tzinfo=UTC))
    for day, changes in (
        (22, {"email": "berta@example.org"}),
        (23, {"function": "Head"}),
        (24, {"mode": "online"}),
    ):
        held.participants.update(**changes)
        at(day, person)
    assert sayings(client_of(make_user(Role.FOCAL_POINT)), "held") == [CHANGED] * 2
    assert sayings(client, "held") == [CHANGED] * 2
    assert CHANGED in composed(held, Audience.FOCAL_POINTS)


def test_a_change_of_what_no_list_shows_is_none(held: Meeting, person: Participant) -> None:
    held.dates.update(done_at=datetime(2026, 10, 20, 12, tzinfo=UTC))
    held.participants.update(email="berta@example.org")
    at(22, person)
    assert list_status(held) == ListStatus(held, date(2026, 10, 14), date(2026, 10, 20))


def test_before_the_end_the_public_reads_of_no_list_and_nothing_is_final(
    client: Client, client_of: Callable[[User], Client], editor: User
) -> None:
    coming = make_coming_meeting(slug="coming")
    make_participant(coming, "AT", status=Status.ACCEPTED)
    entry = make_date(coming, MeetingDate.Kind.CORRECTIONS, coming.ends_on, done_at=timezone.now())
    assert sayings(client, "coming") == []
    reader = client_of(make_user(Role.FOCAL_POINT))
    text = f"{PUBLIC}, corrections until {entry.day.day} {entry.day:%B %Y}"
    assert sayings(reader, "coming")[1:] == [text]
    assert client_of(editor).post("/meetings/coming/participants/final/").status_code == 404


def test_what_was_done_before_the_end_does_not_make_the_list_final(
    client_of: Callable[[User], Client], held: Meeting, editor: User
) -> None:
    early = datetime(2026, 10, 7, 12, tzinfo=UTC)
    held.dates.update(done_at=early)
    assert list_status(held) == ListStatus(held, date(2026, 10, 14))
    client_of(editor).post("/meetings/held/participants/final/")
    assert list_status(held) == ListStatus(held, date(2026, 10, 14), date(2026, 10, 9))


def test_who_took_part_corrects_the_list_by_their_link(
    client: Client, client_of: Callable[[User], Client], editor: User, person: Participant
) -> None:
    link = link_of_person(person)
    page = " ".join(client.get(link).content.decode().split())
    assert "Berta CAME, Adviser" in page
    assert "Corrections are taken until 14 October 2026." in page
    answer = client.post(link, {"act": "request", "text": " "})
    assert (answer.status_code, 'href="#id_text"' in answer.content.decode()) == (422, True)
    for _click in range(2):
        assert client.post(link, {"act": "request", "text": "I am Head of Unit."}).status_code == 302
    request = ChangeRequest.objects.get()
    assert (request.participant, request.addressee) == (person, None)
    desk = client_of(editor)
    assert "Berta CAME, Austria requests a change of the list" in desk.get("/desk/").content.decode()
    assert "I am Head of Unit." in desk.get("/meetings/held/participants").content.decode()
    assert "I am Head of Unit." in desk.get("/meetings/held/delegations/AT/").content.decode()
    desk.post(f"/meetings/held/delegations/AT/requests/{request.key}/")
    request.refresh_from_db()
    assert request.done_by == editor
    assert "I am Head of Unit." not in desk.get("/meetings/held/participants").content.decode()


def test_who_is_not_on_the_list_may_say_so_and_who_withdrew_may_not(
    client: Client, held: Meeting, person: Participant
) -> None:
    held.participants.update(status=Status.ACCEPTED)
    assert "not on the list" in client.get(link_of_person(person)).content.decode()
    held.participants.update(status=Status.WITHDRAWN)
    assert client.get(link_of_person(person)).status_code == 410


@pytest.mark.parametrize("day", [15, 20])
def test_no_correction_is_taken_after_the_day_or_of_a_final_list(
    client: Client, held: Meeting, person: Participant, now: Callable[[int], None], day: int
) -> None:
    if day == 20:
        held.dates.update(day=date(2026, 10, 30), done_at=datetime(2026, 10, 19, tzinfo=UTC))
    now(day)
    link = link_of_person(person)
    assert client.get(link).status_code == 410
    assert client.post(link, {"act": "request", "text": "Late"}).status_code == 410
    assert not ChangeRequest.objects.exists()


def test_a_delegation_corrects_by_its_link_until_the_list_is_final(client: Client) -> None:
    meeting = make_invited_meeting()
    opened = invite(meeting, "AT")
    close_round(opened.key)
    make_date(meeting, MeetingDate.Kind.CORRECTIONS, timezone.localdate())
    first = timezone.localdate() - timedelta(days=3)
    meeting.items.all().delete()
    Meeting.objects.filter(pk=meeting.pk).update(starts_on=first, ends_on=first)
    link = link_of(opened)
    assert client.post(link, {"act": "request", "text": "Anna was there."}).status_code == 302
    meeting.dates.update(done_at=timezone.now())
    page = client.get(link).content.decode()
    assert "are no longer taken" in page
    assert 'name="act" value="request"' not in page
    assert "are no longer taken" in client.post(link, {"act": "request", "text": "Late"}).content.decode()
    assert [each.text for each in ChangeRequest.objects.all()] == ["Anna was there."]


def test_the_page_of_a_correction_speaks_six_languages(client: Client, person: Participant) -> None:
    link = link_of_person(person)
    titles = {
        code: client.get(f"{link}?in={code}").content.decode().partition("<h1>")[2].partition("</h1>")[0]
        for code in LETTER_LANGUAGES
    }
    assert titles == {
        "en": "Your entry on the list of participants",
        "de": "Ihr Eintrag in der Teilnehmerliste",
        "es": "Sus datos en la lista de participantes",
        "fr": "Votre mention sur la liste des participants",
        "it": "I Suoi dati nell’elenco dei partecipanti",
        "ru": "Ваша запись в списке участников",
    }


def test_a_request_is_of_a_delegation_or_of_a_person(person: Participant) -> None:
    with pytest.raises(IntegrityError, match="a_change_is_requested_by_a_delegation_or_a_person"):
        ChangeRequest.objects.create(text="Whose?")
