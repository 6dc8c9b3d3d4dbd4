"""The page of the participants: what editors see beside the names, and addresses for a purpose alone."""

import csv
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from meetings.models import Meeting
from meetings.participation.models import Participant, PersonalNotes, Status, notes_go_on
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.actions import quota
from nfp_portal.audit.models import Act, Entry
from tests.factories.accounts import client_of, make_user
from tests.factories.invitations import make_invited_meeting
from tests.factories.meetings import make_participant

pytestmark = pytest.mark.django_db
PAGE = "/meetings/vienna/participants"


@pytest.fixture
def meeting() -> Meeting:
    return make_invited_meeting()


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def text_of(client: Client, address: str = PAGE) -> str:
    return " ".join(client.get(address).content.decode().split())


def accepted(meeting: Meeting, name: str, **facts: Any) -> Participant:
    facts = {"family_name": name, "status": Status.ACCEPTED} | facts
    return make_participant(meeting, **facts)


def test_what_people_need_is_read_by_editors_alone(meeting: Meeting, desk: Client) -> None:
    assert "What people need" not in text_of(desk)
    notes = {"dietary": "No nuts", "needs_letter": True, "visa": "Embassy in Astana"}
    person = accepted(meeting, "Muster")
    PersonalNotes.objects.create(participant=person, delete_on=notes_go_on(meeting), **notes)
    withdrawn = accepted(meeting, "Weber", status=Status.WITHDRAWN)
    PersonalNotes.objects.create(participant=withdrawn, dietary="Halal", delete_on=notes_go_on(meeting))
    page = text_of(desk)
    assert "No nuts" in page
    assert "needs an invitation letter: Embassy in Astana" in page
    assert "Halal" not in page
    for role in (Role.FOCAL_POINT, Role.DELEGATION, Role.APPROVER):
        other = text_of(client_of(make_user(role)))
        assert ("No nuts" in other, "Astana" in other) == ((role == Role.APPROVER),) * 2, role
    assert "No nuts" not in text_of(Client())


def test_addresses_are_shown_for_a_purpose_and_count_as_one_list(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        accepted(meeting, f"Muster{number}", email=f"muster{number}@example.org")
    monkeypatch.setattr(quota, "LISTED_PER_HOUR", 1)
    monkeypatch.setattr(quota, "EXPORTS_PER_HOUR", 1)
    reader = client_of(make_user(Role.FOCAL_POINT))
    assert "MUSTER2" in text_of(reader)
    assert "muster2@example.org" not in text_of(reader)
    assert "muster2@example.org" not in text_of(reader, f"{PAGE}?purpose=ask")
    assert text_of(reader, f"{PAGE}?purpose=meeting").count("mailto:muster") == 3
    assert reader.get(f"{PAGE}?purpose=meeting").status_code == 429
    exported = Entry.objects.filter(act=Act.EXPORT).exclude(details__has_key="refused").get()
    assert (exported.subject, (exported.details or {})["reason"]) == (
        f"participants:{meeting.key}",
        "meeting",
    )
    for nobody in (Client(), client_of(make_user(Role.DELEGATION))):
        assert "mailto:muster" not in text_of(nobody, f"{PAGE}?purpose=meeting")


def test_editors_read_who_leads_who_is_online_and_for_which_days(meeting: Meeting, desk: Client) -> None:
    first, _second = meeting.days()
    accepted(meeting, "Adler", role="adviser", days=[first])
    accepted(meeting, "Zeder", role="head", mode="online", status=Status.CONFIRMED)
    page = text_of(desk)
    assert "Head of delegation · Online · Confirmed" in page
    assert f"Adviser · {first.day} {first:%b} · Accepted" in page
    assert page.index("ZEDER") < page.index("ADLER")
    reader = text_of(client_of(make_user(Role.FOCAL_POINT)))
    assert ("Online" in reader, "Head of delegation" in reader) == (False, False)
    rows = list(csv.DictReader(desk.get(f"{PAGE}.csv").content.decode("utf-8-sig").splitlines()))
    assert [(row["Role"], row["Takes part"], row["Days"]) for row in rows] == [
        ("Head of delegation", "Online", ""),
        ("Adviser", "In person", first.isoformat()),
    ]
    accept = text_of(desk, f"{PAGE}/accept/")
    assert "Head of delegation · Online" in accept
