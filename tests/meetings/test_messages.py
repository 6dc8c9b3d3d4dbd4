"""The secretariat writes to the participants: looked at, tested, above fifty approved, in the history."""

import re
from collections.abc import Callable
from email import message_from_bytes
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.models import Mailing, Meeting
from meetings.participation.models import Status
from meetings.views.histories import history_of_meeting
from nfp_portal.accounts.models import User
from nfp_portal.mail.message import compile_letter
from nfp_portal.mail.models import Delivery
from nfp_portal.turns.listing import turns_for
from tests.factories.files import PDF
from tests.factories.meetings import make_coming_meeting, make_participant

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def desk(client_of: SignIn, editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    made = make_coming_meeting(slug="next", title="Next meeting")
    make_participant(made, "AT", status=Status.ACCEPTED, email="anna@example.org")
    make_participant(made, "FR", status=Status.WITHDRAWN, email="gone@example.org")
    return made


def write(desk: Client, **typed: Any) -> str:
    """Write a message; return the address of its page."""
    form = desk.get("/meetings/next/write/").context["form"]
    sent = {"key": str(form["key"].value()), "revision": "1", "groups": ["participants"]}
    sent |= {"subject": "Bus 7", "text": "It leaves at {{time}}."}
    return str(desk.post("/meetings/next/write/", sent | typed).headers["Location"])


def test_a_message_is_looked_at_and_sent_once(desk: Client, meeting: Meeting) -> None:
    page = write(desk)
    shown = desk.get(page)
    assert shown.context["status"] == "Not sent. It goes to 1 address."
    assert shown.context["preview"].samples[0].subject == "Bus 7"
    assert not Delivery.objects.exists()
    for _click in range(2):
        answer = desk.post(page, {"act": "send"}, follow=True)
    assert answer.context["status"] == "Sent to 1 address."
    [delivery] = Delivery.objects.select_related("letter")
    assert delivery.address == "anna@example.org"
    assert "It leaves at { {time}}." in delivery.letter.text
    assert any("Bus 7, Participants (1 address)" in step.heading for step in history_of_meeting(meeting))


def test_lines_and_bullets_of_a_message_stay_in_both_parts(desk: Client, meeting: Meeting) -> None:
    """A line ends where it was typed, a bullet stands on a line of its own, a blank line is a paragraph."""
    desk.post(write(desk, text="Please bring:\n- a map\n• a pass\n\nBus 7\nleaves at ten."), {"act": "send"})
    letter = Delivery.objects.select_related("letter")[0].letter
    assert "Please bring:\n- a map\n• a pass\n\nBus 7\nleaves at ten.\n" in letter.text
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", letter.html, re.DOTALL)
    assert [each.strip() for each in paragraphs[:2]] == [
        "Please bring:<br>- a map<br>• a pass",
        "Bus 7<br>leaves at ten.",
    ]


def test_a_test_goes_to_oneself_and_a_draft_is_in_no_history(
    desk: Client, meeting: Meeting, editor: User
) -> None:
    desk.post(write(desk), {"act": "test"})
    assert [each.address for each in Delivery.objects.all()] == [editor.email]
    assert not any("Bus 7" in step.heading for step in history_of_meeting(meeting))


def test_a_file_comes_with_the_message(desk: Client, meeting: Meeting) -> None:
    desk.post(write(desk, file=SimpleUploadedFile("Fahrplan – Вена.pdf", PDF)), {"act": "send"})
    letter = Delivery.objects.select_related("letter__attachment")[0].letter
    slots = {"to": "anna@example.org", "message_id": "<1@example.org>"}
    mail = message_from_bytes(compile_letter(letter).join(slots))
    [part] = [each for each in mail.walk() if each.get_filename()]
    assert part.get_content_type() == "application/pdf"
    assert part.get_payload(decode=True) == PDF
    name = str(part.get_param("filename", header="content-disposition"))
    assert "Fahrplan" in name or "Fahrplan" in str(part["Content-Disposition"])


def test_a_draft_is_changed_and_discarded(desk: Client, meeting: Meeting) -> None:
    page = write(desk)
    changed = {"revision": "1", "groups": ["participants"], "subject": "Bus 8", "text": "Later."}
    assert desk.post(f"{page}edit/", changed).headers["Location"] == page
    assert Mailing.objects.get().subject == "Bus 8"
    assert desk.post(f"{page}edit/", changed).status_code == 409
    desk.post(page, {"act": "discard"})
    assert not Mailing.objects.exists()


def test_above_fifty_addresses_a_second_person_approves(
    desk: Client, client_of: SignIn, meeting: Meeting, editor: User, approver: User
) -> None:
    for _number in range(50):
        make_participant(meeting, "DE", status=Status.ACCEPTED)
    page = write(desk)
    desk.post(page, {"act": "send"})
    assert not Delivery.objects.exists()
    desk.post(page, {"act": "submit"})
    assert [turn.item.verb for turn in turns_for(approver).shown] == ["Approve the message “Bus 7”"]
    assert turns_for(editor).number == 0
    desk.post(f"{page}approve/", {"decision": "approve"})
    assert not Delivery.objects.exists()
    changed = {"revision": "1", "groups": ["participants"], "subject": "Other", "text": "Later."}
    desk.post(f"{page}edit/", changed)
    assert Mailing.objects.get().subject == "Bus 7"
    second = client_of(approver)
    assert "Next meeting, 51 addresses" in second.get(f"{page}approve/").content.decode()
    second.post(f"{page}approve/", {"decision": "approve", "fingerprint": "9"})
    assert not Delivery.objects.exists()
    second.post(f"{page}approve/", {"decision": "approve", "fingerprint": "1"})
    assert Delivery.objects.count() == 51
    assert Mailing.objects.get().number == 51


def test_a_message_is_sent_back_with_a_remark(
    desk: Client, client_of: SignIn, meeting: Meeting, approver: User
) -> None:
    page = write(desk)
    desk.post(page, {"act": "submit"})
    second = client_of(approver)
    assert second.post(f"{page}approve/", {"decision": "send_back"}).status_code == 422
    second.post(f"{page}approve/", {"decision": "send_back", "remark": "Say which stop."})
    assert not Delivery.objects.exists()
    changed = {"revision": "1", "groups": ["participants"], "subject": "Bus 7", "text": "From the station."}
    desk.post(f"{page}edit/", changed)
    assert Mailing.objects.get().text == "From the station."
