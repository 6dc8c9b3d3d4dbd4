"""Editors invite the delegations of a meeting; the silent are reminded, the board shows who comes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import demonstration
from meetings.actions.dates import set_dates
from meetings.models import Meeting, MeetingDate, Stage
from meetings.participation import demonstration as of_participation
from meetings.participation.models import INVITATION, Invitation, Participant, Status
from meetings.recipients import recipients_of
from network import demonstration as of_network
from network.models import Contact
from network.rounds.models import Addressee, Outcome, Round
from network.rounds.tally import counts_of, head_of, sheet_of, tally_of
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery, Letter
from tests.factories.invitations import (
    invite,
    link_of,
    make_focal_points,
    make_invited_meeting,
    row_of,
    send,
)
from tests.factories.meetings import make_coming_meeting, make_meeting
from tests.factories.network import state
from tests.factories.rounds import remind, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return make_invited_meeting()


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def form(**changes: Any) -> dict[str, Any]:
    closes_on = timezone.localdate() + timedelta(days=60)
    sent = {"closes_on": closes_on, "reminder_days": "14, 3", "states": ["AT", "CH"], "partners": ["DZ"]}
    return sent | {"organisations": ["europol"]} | changes


def test_nothing_leaves_before_the_preview_was_seen(desk: Client, meeting: Meeting) -> None:
    Contact.objects.create(state=state("AT"), address="embassy@at.example.org")
    Contact.objects.create(state=state("CH"), address="embassy@ch.example.org", language="fr")
    page = desk.post("/meetings/vienna/invite/", form())
    preview = page.context["preview"]
    assert (preview.total, preview.letters, preview.without_address) == (4, 2, ["Algeria", "Europol"])
    assert [sample.language for sample in preview.samples] == ["English", "French"]
    assert "To the delegation of Austria" in preview.samples[0].text
    assert "To the delegation of {{" not in page.content.decode()
    assert not Round.objects.exists()
    answer = desk.post("/meetings/vienna/invite/", form(seen="4"))
    opened = Round.objects.get(kind=INVITATION)
    assert answer.headers["Location"] == opened.get_absolute_url()
    assert [opened.addressees.count(), len(opened.reminders_on)] == [4, 2]
    assert Invitation.objects.get(round=opened).meeting == meeting
    assert desk.get("/meetings/vienna/invite/").headers["Location"] == opened.get_absolute_url()


def test_the_form_proposes_everybody_two_months_before_the_meeting(desk: Client, meeting: Meeting) -> None:
    proposed = desk.get("/meetings/vienna/invite/").context["form"]
    assert len(proposed["states"].value()) == 57
    first = meeting.starts_on
    assert first is not None
    assert proposed["closes_on"].value() == first - timedelta(days=60)
    assert proposed["changes_until"].value() == first - timedelta(days=1)


def test_the_list_of_dates_gives_the_day_and_knows_when_delegations_are_invited(
    desk: Client, meeting: Meeting
) -> None:
    day = timezone.localdate() + timedelta(days=40)
    set_dates(
        meeting, {MeetingDate.Kind.INVITATION: timezone.localdate(), MeetingDate.Kind.REGISTRATION: day}
    )
    assert desk.get("/meetings/vienna/invite/").context["form"]["closes_on"].value() == day
    desk.post("/meetings/vienna/invite/", form(seen="4"))
    done = meeting.dates.exclude(done_at=None).values_list("kind", flat=True)
    assert list(done) == ["invitation"]


def test_a_meeting_that_is_over_or_not_announced_invites_nobody(desk: Client) -> None:
    make_meeting(slug="over")
    make_coming_meeting(slug="planned", stage=Stage.PLANNED)
    for slug in ("over", "planned"):
        assert desk.get(f"/meetings/{slug}/invite/").headers["Location"] == f"/meetings/{slug}/"


def test_each_language_has_its_letter_and_only_the_silent_are_reminded(
    client: Client, meeting: Meeting
) -> None:
    make_focal_points("AT")
    opened = invite(meeting, "AT", "CH", bodies=("europol",))
    Contact.objects.filter(state__iso2="CH").update(language="fr")
    assert write(opened) == 3
    subjects = Letter.objects.filter(key__endswith="-fr").values_list("subject", flat=True)
    assert [subject.partition(":")[0].strip() for subject in subjects] == ["Invitation"]
    assert Delivery.objects.get(address="embassy@ch.example.org").slots["body"] == "Suisse"
    send(client, link_of(opened, "AT"))
    client.post(link_of(opened, "europol"), {"act": "nobody", "revision": 1})
    assert remind(opened) == 1
    assert row_of(opened, "CH").reminded_count == 1


def test_the_board_and_the_sheet_say_who_comes(client: Client, desk: Client, meeting: Meeting) -> None:
    make_focal_points("AT")
    opened = invite(meeting, "AT", "CH", "FI")
    send(client, link_of(opened, "AT"))
    client.post(link_of(opened, "CH"), {"act": "nobody", "reason": "Elections", "revision": 1})
    page = desk.get(f"{opened.get_absolute_url()}?show=all").content.decode()
    for shown in ("delegation named", "2 people", "nobody comes", "Elections", "Invitation to a meeting"):
        assert shown in page
    nobody = desk.get(f"{opened.get_absolute_url()}?show=nobody").content.decode()
    listed = nobody.partition("<table")[2].partition("</table")[0]
    assert ("Finland" in listed, "Switzerland" in listed) == (False, True)
    assert [number for _label, number in counts_of(opened).answers] == [1, 1]
    lines = {line[1]: line for line in sheet_of(tally_of(opened))}
    people = head_of(opened).index("People")
    assert lines["AT"][people : people + 3] == [2, 0, "Anna AT-FOCAL0"]


def test_the_board_asks_as_much_for_a_thousand_participants_as_for_ten(
    desk: Client, meeting: Meeting
) -> None:
    opened = invite(meeting, "AT", "CH")
    costs = []
    for number in (10, 990):
        Participant.objects.bulk_create(
            Participant(
                meeting=meeting,
                state=state("AT"),
                given_name="A",
                family_name=f"B{number}{index}",
                status=Status.PUT_FORWARD,
            )
            for index in range(number)
        )
        for address in (opened.get_absolute_url(), "/meetings/vienna/delegations/AT/"):
            desk.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(address).status_code == 200
            costs.append(len(queries))
    assert costs[:2] == costs[2:]


def test_the_public_sees_nothing_of_an_invitation(client: Client, meeting: Meeting) -> None:
    make_focal_points("AT")
    send(client, link_of(invite(meeting, "AT")))
    for address in ("", "participants", "participants.csv", "agenda.ics"):
        text = client.get(f"/meetings/vienna/{address}").content.decode()
        main = text.partition("<main")[2] or text
        assert [word for word in ("Austria", "AT-FOCAL", "AT-Focal", "Invit") if word in main] == []
    assert client.get(Round.objects.get().get_absolute_url()).status_code == 302


def test_the_demonstration_has_answers_of_each_kind() -> None:
    of_network.load()
    demonstration.load()
    for _twice in range(2):
        of_participation.load()
    opened = Round.objects.open().get(kind=INVITATION)
    outcomes = Addressee.objects.filter(round=opened).values_list("outcome", flat=True)
    assert {outcome: list(outcomes).count(outcome) for outcome in Outcome.values}["nothing"] == 5
    statuses = set(opened.invitation.meeting.participants.values_list("status", flat=True))
    assert statuses == {"put_forward", "confirmed", "accepted"}
    assert counts_of(opened).unreachable >= 2
    dates = {each.kind: each for each in opened.invitation.meeting.dates.all()}
    assert timezone.localdate() - dates["invitation"].day == timedelta(days=21)
    assert {kind for kind, each in dates.items() if each.done_at} == {"save_the_date", "invitation"}
    assert dates["registration"].day == timezone.localdate(opened.closes_at)
    course = Meeting.objects.get(slug="staff-college-course")
    assert (course.seats, course.participants.admitted().count(), course.is_past("registration")) == (
        8,
        7,
        True,
    )
    assert [each.state and each.state.iso2 for each in course.participants.waiting()] == ["AM", "MN", "UZ"]


def test_nobody_is_reminded_of_a_cancelled_meeting_or_answers_for_it(
    client: Client, meeting: Meeting
) -> None:
    make_focal_points("AT")
    opened = invite(meeting, "AT", "CH")
    write(opened)
    Meeting.objects.filter(pk=meeting.pk).update(event_status="cancelled")
    assert remind(opened) == 0
    answer = client.get(link_of(opened))
    assert answer.status_code == 410
    assert len(recipients_of(meeting, ["silent"])) == 2
    Meeting.objects.filter(pk=meeting.pk).update(event_status="scheduled")
    assert remind(opened) == 2
    assert client.get(link_of(opened)).status_code == 200
