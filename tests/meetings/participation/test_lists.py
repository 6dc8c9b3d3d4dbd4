"""A delegation names its people in one table behind its link, and sends the list as a whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting
from meetings.participation.models import ChangeRequest, DelegationList, Participant, Role, Status
from network.rounds.actions.opening import close_round
from network.rounds.models import Channel, Outcome, Round
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from nfp_portal.accounts.models import Role as AccountRole
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.accounts import make_user
from tests.factories.invitations import (
    invite,
    link_of,
    make_focal_points,
    make_invited_meeting,
    row_of,
    send,
    typed,
)
from tests.factories.meetings import make_meeting, make_participant
from tests.factories.network import make_appointment, make_delegate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return make_invited_meeting()


@pytest.fixture
def opened(meeting: Meeting) -> Round:
    make_focal_points("AT")
    return invite(meeting, "AT", "CH")


@pytest.fixture
def link(opened: Round) -> str:
    return link_of(opened)


def on_list(meeting: Meeting, **facts: Any) -> list[tuple[str, str, str]]:
    people = meeting.participants.registered().filter(**facts).order_by("family_name")
    return list(people.values_list("family_name", "role", "status"))


def added(number: int = 1, **facts: str) -> dict[str, Any]:
    """What a row that the delegation adds sends."""
    row = {
        "on": "on",
        "name": "Marek PRZYKŁADNY",
        "function": "Adviser, Border Guard Service",
        "email": "marek@example.org",
        "role": "adviser",
        "mode": "in_person",
    }
    return {"new": [str(number)]} | {f"new-{number}-{name}": value for name, value in (row | facts).items()}


def errors(response: Any) -> list[str]:
    assert response.status_code == 422
    return [message for _field, message in response.context["table"].errors]


def test_the_focal_points_come_ticked_and_one_click_sends_them(
    client: Client, meeting: Meeting, link: str
) -> None:
    page = client.get(link).content.decode()
    assert "Delegation of Austria" in page
    assert "embassy@" not in page
    assert send(client, link).status_code == 302
    assert on_list(meeting) == [
        ("AT-Focal0", "head", "put_forward"),
        ("AT-Focal1", "alternate", "put_forward"),
    ]
    row = row_of(Round.objects.get(), "AT")
    assert (row.outcome, row.channel) == (Outcome.ANSWERED, Channel.LINK)
    assert "The list was received" in client.get(link).content.decode()
    assert list(meeting.participants.values_list("days", flat=True)) == [list(meeting.days())] * 2


def test_each_person_put_forward_is_written_to_once(client: Client, meeting: Meeting, link: str) -> None:
    send(client, link)
    people = Delivery.objects.filter(letter__key__startswith="put-forward-")
    assert people.count() == 2
    send(client, f"{link}?change")
    assert people.count() == 2


def test_a_person_is_added_with_name_function_and_address(
    client: Client, meeting: Meeting, link: str
) -> None:
    assert send(client, link, **added()).status_code == 302
    marek = meeting.participants.get(family_name="PRZYKŁADNY")
    assert (marek.given_name, marek.function, marek.email) == (
        "Marek",
        "Adviser, Border Guard Service",
        "marek@example.org",
    )
    assert (marek.role, marek.status, marek.state and marek.state.iso2) == ("adviser", "put_forward", "AT")


def test_a_missing_address_is_an_error_at_the_field_and_nothing_is_sent(
    client: Client, meeting: Meeting, link: str
) -> None:
    response = send(client, link, **added(email=""))
    assert errors(response) == [
        "Marek PRZYKŁADNY: Enter an e-mail address. The personal invitation goes there."
    ]
    assert 'href="#id_new-1-email"' in response.content.decode()
    assert not meeting.participants.exists()


def test_the_same_person_twice_and_two_heads_are_refused(client: Client, link: str) -> None:
    twice = send(client, link, **added(name="AT-Focal1 Anna"))
    assert errors(twice) == ["AT-Focal1 Anna: This person is on the list twice: keep one of the two."]
    two = send(client, link, **added(role="head"))
    assert errors(two) == ["Marek PRZYKŁADNY: Anna AT-FOCAL0 is head already: choose one head."]


def test_the_database_holds_one_head_per_delegation(meeting: Meeting) -> None:
    make_participant(meeting, "AT", role=Role.HEAD, status=Status.ACCEPTED)
    make_participant(meeting, "AT", role=Role.HEAD, status=Status.WITHDRAWN)
    make_participant(meeting, "CH", role=Role.HEAD, status=Status.ACCEPTED)
    with pytest.raises(IntegrityError, match="one_head_per_state_and_meeting"):
        make_participant(meeting, "AT", role=Role.HEAD, status=Status.ACCEPTED)


def test_the_head_changes_in_one_sending(client: Client, meeting: Meeting, link: str) -> None:
    send(client, link)
    roles = {f"person-{each.person_id}-role": each.role for each in meeting.participants.all()}
    swapped = {key: {"head": "alternate", "alternate": "head"}[role] for key, role in roles.items()}
    assert send(client, f"{link}?change", **swapped).status_code == 302
    assert [row[1] for row in on_list(meeting)] == ["alternate", "head"]


def test_an_address_of_another_delegation_is_refused_without_naming_it(
    client: Client, meeting: Meeting, link: str
) -> None:
    make_participant(meeting, "CH", email="marek@example.org")
    response = send(client, link, **added())
    assert errors(response) == ["Marek PRZYKŁADNY: Somebody else at this meeting has this address."]
    assert "Switzerland" not in response.content.decode()


def test_who_came_last_time_is_added_by_one_click(client: Client, meeting: Meeting, link: str) -> None:
    last = make_meeting(title="Last", series=meeting.series)
    for name in ("Came", "Also"):
        make_participant(last, "AT", family_name=name, given_name="Paul")
    make_participant(last, "AT", family_name="AT-Focal1", given_name="Anna")
    page = client.get(link).content.decode()
    assert "At the last meeting: Last" in page
    response = client.post(link, typed(client, link) | {"act": "last"})
    ticked = [row.label for row in response.context["table"].ticked]
    assert ticked == ["Anna AT-FOCAL0", "Anna AT-FOCAL1", "Paul ALSO", "Paul CAME"]
    assert not meeting.participants.exists()


def test_a_pasted_table_is_looked_at_before_it_is_sent(client: Client, meeting: Meeting, link: str) -> None:
    lines = ["Name\tFunction\tE-mail", "Anna AT-FOCAL1\t\t", "Eva MUSTER\tHead, Customs\teva@example.org"]
    pasted = "\n".join([*lines, "No Address\t\t"])
    response = client.post(link, typed(client, link) | {"act": "paste", "pasted": pasted})
    table = response.context["table"]
    assert [row.label for row in table.ticked] == [
        "Anna AT-FOCAL0",
        "Anna AT-FOCAL1",
        "Eva MUSTER",
        "No Address",
    ]
    assert [message.split(":")[0] for _field, message in table.errors] == ["No Address"]
    assert not meeting.participants.exists()


def test_nobody_comes_with_a_reason(client: Client, meeting: Meeting, opened: Round, link: str) -> None:
    assert "Reason" in client.get(f"{link}?nobody").content.decode()
    client.post(link, {"act": "nobody", "reason": "Elections", "revision": 1})
    row = row_of(opened)
    assert (row.outcome, row.note) == (Outcome.NOTHING, "Elections")
    assert "nobody comes" in client.get(link).content.decode()


def test_a_draft_is_kept_and_puts_nobody_forward(client: Client, meeting: Meeting, link: str) -> None:
    sent = typed(client, link) | added(email="") | {"act": "save", "quiet": "on"}
    kept = client.post(link, sent)
    assert (kept.status_code, list(kept.json())) == (200, ["at"])
    assert not meeting.participants.exists()
    page = client.get(link)
    assert "Marek PRZYKŁADNY" in page.content.decode()
    assert "Draft saved at" in page.content.decode()
    assert page.context["table"].errors == []
    send(client, link, **added())
    saved = DelegationList.objects.get()
    assert (saved.draft, saved.draft_saved_at) == ({}, None)


def test_who_is_taken_off_the_list_withdraws_and_gets_no_letter(
    client: Client, meeting: Meeting, link: str
) -> None:
    send(client, link)
    second = meeting.participants.get(family_name="AT-Focal1")
    sent = typed(client, f"{link}?change") | {"act": "send"}
    del sent[f"person-{second.person_id}-on"]
    assert client.post(link, sent).status_code == 302
    assert on_list(meeting) == [("AT-Focal0", "head", "put_forward")]
    letter = Delivery.objects.get(key__startswith=second.key.hex)
    assert letter.state == DeliveryState.WITHDRAWN


def test_two_people_at_one_list_see_each_other(client: Client, meeting: Meeting, link: str) -> None:
    first, second = typed(client, link), typed(client, link) | added()
    client.post(link, first | {"act": "send"})
    response = client.post(link, second | {"act": "send"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "On it are now: Anna AT-FOCAL0, Anna AT-FOCAL1." in page
    assert "Marek PRZYKŁADNY" in page
    assert client.post(link, second | {"act": "send", "revision": 2}).status_code == 302


def test_a_closed_list_is_changed_by_request(
    client: Client, client_of: Callable[[User], Client], editor: User, opened: Round
) -> None:
    link = link_of(opened)
    send(client, link)
    close_round(opened.key)
    assert "Request a change" in client.get(link).content.decode()
    assert send_closed(client, link).status_code == 200
    client.post(link, {"act": "request", "text": "Anna cannot come."})
    client.post(link, {"act": "request", "text": "Anna cannot come."})
    request = ChangeRequest.objects.get()
    desk = client_of(editor)
    assert "Austria requests a change of the list" in desk.get("/desk/").content.decode()
    assert "Anna cannot come." in desk.get("/meetings/vienna/delegations/AT/").content.decode()
    desk.post(f"/meetings/vienna/delegations/AT/requests/{request.key}/")
    request.refresh_from_db()
    assert request.done_by == editor


def send_closed(client: Client, link: str) -> Any:
    return client.post(link, {"act": "send", "revision": 2})


def test_the_list_may_change_after_the_answers_until_the_round_closes(
    client: Client, meeting: Meeting
) -> None:
    make_focal_points("AT")
    opened = invite(meeting, "AT", late_days=60)
    Round.objects.filter(pk=opened.pk).update(
        opened_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1)
    )
    assert send(client, link_of(opened)).status_code == 302
    assert len(on_list(meeting)) == 2
    desk = Client()
    desk.force_login(make_user(AccountRole.EDITOR))
    assert "is past its date" not in desk.get("/desk/").content.decode()


def test_the_page_speaks_six_languages(client: Client, link: str) -> None:
    titles = {
        code: client.get(f"{link}?in={code}").content.decode().partition("<h1>")[2].partition("</h1>")[0]
        for code in LETTER_LANGUAGES
    }
    assert titles == {
        "en": "Delegation of Austria",
        "de": "Delegation: Österreich",
        "es": "Delegación: Austria",
        "fr": "Délégation : Autriche",
        "it": "Delegazione: Austria",
        "ru": "Делегация: Австрия",
    }


# On the portal ---------------------------------------------------------------------------------------


def test_focal_points_and_the_delegation_of_the_state_send_it_on_the_portal(
    client_of: Callable[[User], Client], meeting: Meeting, opened: Round
) -> None:
    focal_point = make_user(AccountRole.FOCAL_POINT)
    make_appointment("AT", person=make_person("AT", user=focal_point))
    own = "/meetings/vienna/delegations/AT/"
    assert "Austria: name the delegation" in client_of(focal_point).get("/").content.decode()
    assert own in client_of(focal_point).get("/meetings/vienna/").content.decode()
    for user in (focal_point, make_delegate("AT")):
        assert client_of(user).get(own).status_code == 200
        assert client_of(user).get("/meetings/vienna/delegations/CH/").status_code == 404
    assert client_of(make_delegate("CH")).get(own).status_code == 404
    send(client_of(focal_point), own)
    assert row_of(opened).channel == Channel.PORTAL


def test_editors_enter_a_list_on_behalf_and_say_who_gave_it(
    client_of: Callable[[User], Client], editor: User, meeting: Meeting, opened: Round
) -> None:
    desk = client_of(editor)
    board = desk.get(f"/rounds/answers/{row_of(opened).key}/on-behalf/")
    assert board.headers["Location"] == "/meetings/vienna/delegations/AT/"
    send(desk, "/meetings/vienna/delegations/AT/", given_by="Alena NOVIK", note="By telephone")
    row = row_of(opened)
    assert (row.channel, row.answered_name, row.note) == (
        Channel.ON_BEHALF,
        "Alena NOVIK",
        "By telephone",
    )
    close_round(opened.key)
    assert send(desk, "/meetings/vienna/delegations/AT/?change", **added()).status_code == 302
    assert len(on_list(meeting)) == 3


def test_editors_tick_people_of_the_directory_for_who_was_not_invited(
    client_of: Callable[[User], Client], editor: User, meeting: Meeting
) -> None:
    make_focal_points("FI", 3)
    chosen = client_of(editor).get("/meetings/vienna/delegations/?code=FI")
    assert chosen.headers["Location"] == "/meetings/vienna/delegations/FI/"
    assert send(client_of(editor), "/meetings/vienna/delegations/FI/").status_code == 302
    assert len(on_list(meeting, state__iso2="FI")) == 3
    assert Participant.objects.filter(person__isnull=False).count() == 3
    assert client_of(make_delegate("FI")).get("/meetings/vienna/delegations/FI/").status_code == 404


def test_the_same_person_entered_twice_is_reported(
    client_of: Callable[[User], Client], editor: User, meeting: Meeting
) -> None:
    make_participant(meeting, "AT", given_name="Eva", family_name="Muster", email="", status=Status.ACCEPTED)
    state = Participant.objects.get().state
    form = {"revision": 1, "given_name": "eva", "family_name": "MÜSTER", "state": state and state.pk}
    form |= {"mode": "in_person", "role": "member", "listed_as": "full", "status": "accepted"}
    form |= {"study_visit": "no"}
    address = "/meetings/vienna/participants/add/"
    answer = client_of(editor).post(address, form)
    assert list(answer.context["form"].errors) == ["family_name"]
    Participant.objects.update(email="other@example.org")
    assert client_of(editor).post(address, form | {"email": "eva@example.org"}).status_code == 302
