"""A speaker or a State hands papers in by a link until the papers' day; editors accept or decline them."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting, MeetingDate
from meetings.papers.letters import PURPOSE
from meetings.papers.models import OfferedPaper, PaperRequest
from meetings.papers.offers import MOST_WAITING, purge_requests
from meetings.papers.turns import _waiting
from network.models import Contact
from nfp_portal.accounts.models import Role
from nfp_portal.links.signing import path_of
from nfp_portal.mail.models import Letter
from tests.factories.accounts import make_user
from tests.factories.files import make_scan
from tests.factories.meetings import (
    make_coming_meeting,
    make_date,
    make_document,
    make_item,
    make_meeting,
    make_paper_request,
    offer,
)
from tests.factories.network import state

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return make_coming_meeting(slug="vienna")


@pytest.fixture
def desk(settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client = Client()
    client.force_login(make_user(Role.EDITOR))
    return client


def link_of(request: PaperRequest) -> str:
    return path_of(PURPOSE, request.key)


def send(client: Client, request: PaperRequest, **facts: Any) -> Any:
    sent = {"title": "My paper", "language": "ru", "file": make_scan("my paper.pdf"), "key": uuid4()} | facts
    return client.post(link_of(request), sent)


def letters() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


def decide(desk: Client, offered: OfferedPaper, act: str, **facts: Any) -> Any:
    """Press a button of the page as it was opened."""
    address = f"/meetings/vienna/papers/offered/{offered.key}/"
    page = desk.get(address).content.decode()
    shown = re.findall('name="shown" value="([^"]*)"', page)[0]
    typed = {"title": offered.title, "kind": offered.kind, "language": offered.language, "audience": "all"}
    typed |= facts
    item = {"item": offered.item_id or ""}
    named = {f"{offered.pk}-{name}": value for name, value in (item | typed).items()}
    return desk.post(address, named | {"shown": shown, act: "yes"})


def test_a_speaker_is_asked_hands_in_by_the_link_and_the_paper_is_accepted(
    client: Client, desk: Client, meeting: Meeting
) -> None:
    item = make_item(meeting, "Threats", speakers=[["Ira Novak", "", ""]])
    page = desk.get("/meetings/vienna/papers/requests/").content.decode()
    assert f"?item={item.pk}&amp;speaker=Ira+Novak" in page
    opened = desk.get(
        f"/meetings/vienna/papers/requests/new/?item={item.pk}&speaker=Ira Novak"
    ).content.decode()
    assert 'value="Ira Novak"' in opened
    typed = {"item": item.pk, "name": "Ira Novak", "email": "ira@example.org", "language": "ru"}
    desk.post("/meetings/vienna/papers/requests/new/", typed)
    request = PaperRequest.objects.get()
    assert letters() == ["Ваш документ для совещания: " + meeting.title]
    assert send(client, request).status_code == 302
    assert "Получено." in client.get(link_of(request) + "?saved").content.decode()
    offered = request.offers.get()
    assert not meeting.documents.exists()
    decide(desk, offered, "accept")
    assert [(each.title, each.item, each.languages) for each in meeting.documents.all()] == [
        ("My paper", item, ["Russian"])
    ]
    assert letters()[1:] == ["Ваш документ принят: My paper"]
    assert "Принят" in client.get(link_of(request)).content.decode()


def test_a_declined_paper_needs_a_remark_which_who_sent_it_gets(
    client: Client, desk: Client, meeting: Meeting
) -> None:
    request = make_paper_request(meeting)
    offered = offer(request, "Too long")
    answer = decide(desk, offered, "decline")
    assert answer.status_code == 422
    assert "Say why: who sent it gets this remark." in answer.content.decode()
    decide(desk, offered, "decline", remark="At most ten pages, please.")
    assert not meeting.documents.exists()
    assert letters() == ["Your paper is not accepted: Too long"]
    assert "At most ten pages, please." in client.get(link_of(request)).content.decode()
    answer = decide_again(desk, offered)
    assert "Somebody has decided on this paper already." in answer


def decide_again(desk: Client, offered: OfferedPaper) -> str:
    address = f"/meetings/vienna/papers/offered/{offered.key}/"
    return str(desk.post(address, {"accept": "yes"}, follow=True).content.decode())


def test_that_a_paper_of_the_same_title_is_replaced_is_said_before(desk: Client, meeting: Meeting) -> None:
    paper = make_document(meeting, "My paper", files=[make_scan()])
    offered = offer(make_paper_request(meeting), "my  paper")
    page = desk.get(f"/meetings/vienna/papers/offered/{offered.key}/").content.decode()
    assert "A paper of the same title is replaced: “My paper”, English." in page
    decide(desk, offered, "accept")
    assert [each.number for each in paper.versions.all()] == [1, 2]


def test_a_state_is_asked_by_its_contacts_each_with_a_link_of_their_own(
    desk: Client, meeting: Meeting
) -> None:
    austria = state("AT")
    Contact.objects.create(state=austria, name="Delegation", address="one@example.org", language="de")
    Contact.objects.create(state=austria, address="two@example.org")
    desk.post("/meetings/vienna/papers/requests/new/", {"state": austria.pk, "language": "en"})
    assert [(each.name, each.email, each.language) for each in PaperRequest.objects.all()] == [
        ("Delegation", "one@example.org", "de"),
        ("Austria", "two@example.org", "en"),
    ]


def test_nobody_named_is_said_at_the_fields(desk: Client, meeting: Meeting) -> None:
    answer = desk.post("/meetings/vienna/papers/requests/new/", {"language": "en"})
    assert answer.status_code == 422
    assert "Say whom to ask, or choose a State." in answer.content.decode()


def test_the_link_takes_nothing_once_the_papers_day_is_over(client: Client, meeting: Meeting) -> None:
    request = make_paper_request(meeting)
    yesterday = timezone.localdate() - timedelta(days=1)
    day = make_date(meeting, MeetingDate.Kind.PAPERS, yesterday)
    page = send(client, request).content.decode()
    assert "The day for papers is over." in page
    assert "<form" not in page
    assert not request.offers.exists()
    MeetingDate.objects.filter(pk=day.pk).update(day=timezone.localdate())
    assert "You can send papers until the end of" in client.get(link_of(request)).content.decode()


def test_a_second_click_sends_a_paper_once_and_too_many_are_refused(client: Client, meeting: Meeting) -> None:
    request, key = make_paper_request(meeting), uuid4()
    for _click in range(2):
        send(client, request, key=key)
    assert request.offers.count() == 1
    for number in range(MOST_WAITING - 1):
        offer(request, f"Paper {number}")
    answer = send(client, request)
    assert answer.status_code == 422
    assert "So many papers wait" in answer.content.decode()


def test_a_wrong_file_is_named_in_the_language_of_the_link(client: Client, meeting: Meeting) -> None:
    request = make_paper_request(meeting, language="de")
    answer = send(client, request, file=make_scan("paper.exe"))
    assert answer.status_code == 422
    assert "Diese Datei ist innen etwas anderes." in answer.content.decode()


def test_opening_the_link_changes_nothing_and_shows_nobody_elses_papers(
    client: Client, meeting: Meeting
) -> None:
    mine, theirs = make_paper_request(meeting), make_paper_request(meeting, email="other@example.org")
    offer(theirs, "Quokka")
    page = client.get(link_of(mine)).content.decode()
    assert "Quokka" not in page
    assert mine.offers.count() == 0


def test_a_waiting_paper_is_the_editors_turn_and_nobody_elses(meeting: Meeting) -> None:
    offer(make_paper_request(meeting), "My paper")
    waiting = _waiting(make_user(Role.EDITOR))
    assert waiting is not None
    assert [each.title for each in waiting] == ["My paper"]
    assert _waiting(make_user(Role.FOCAL_POINT)) is None


def test_no_word_of_a_waiting_paper_is_on_the_pages_of_the_meeting(client: Client, meeting: Meeting) -> None:
    offer(make_paper_request(meeting), "Quokka")
    for address in ("", "agenda", "agenda.json"):
        assert "Quokka" not in client.get(f"/meetings/vienna/{address}").content.decode()
    assert client.get("/meetings/vienna/papers.zip").status_code == 404


def test_who_was_asked_is_forgotten_a_year_after_the_meeting(django_capture_on_commit_callbacks: Any) -> None:
    meeting = make_meeting(slug="old", starts_on=timezone.localdate() - timedelta(days=400), ends_on=None)
    request = make_paper_request(meeting)
    declined = OfferedPaper.objects.create(
        meeting=meeting, request=request, batch=uuid4(), name="a.pdf", title="A", file=make_scan(),
        is_accepted=False, decided_at=timezone.now(),
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_requests() == 1
    assert not Path(declined.file.path).exists()
    assert not PaperRequest.objects.exists()
