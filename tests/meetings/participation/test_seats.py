"""Whoever is accepted beyond the seats waits in the order of time, and moves up by one click of an editor."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting, Series
from meetings.onsite.contents import content_of
from meetings.onsite.printouts import Printout
from meetings.participation.actions.registrations import decline
from meetings.participation.actions.selecting import Decision, NoSeatError, decide_on_people, give_seat
from meetings.participation.models import Participant, Status, StudyVisit
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.at_once import at_once
from tests.factories.accounts import make_user
from tests.factories.invitations import invite, link_of, link_of_person, make_invited_meeting, send
from tests.factories.meetings import make_participant

pytestmark = pytest.mark.django_db
PAGE = "/meetings/vienna/participants"


@pytest.fixture
def meeting() -> Meeting:
    return make_invited_meeting(seats=2)


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def confirmed(meeting: Meeting, *names: str, **facts: Any) -> list[Participant]:
    given = {"status": Status.CONFIRMED} | facts
    return [
        make_participant(meeting, family_name=name, email=f"{name}@example.org".lower(), **given)
        for name in names
    ]


def decide(desk: Client, people: list[Participant], decision: str = "accept") -> Any:
    sent = {"people": [person.key for person in people], "decision": decision}
    return desk.post(f"{PAGE}/accept/", sent, follow=True)


def statuses(meeting: Meeting) -> dict[str, str]:
    return dict(meeting.participants.values_list("family_name", "status"))


def section_of(desk: Client) -> str:
    page = " ".join(desk.get(PAGE).content.decode().split())
    return page.partition('id="seats"')[2].partition("</section>")[0]


def undo_url_of(page: Any) -> str:
    [message] = page.context["messages"]
    return str(message.extra_tags).removeprefix("undo:")


def letters(step: str) -> list[str]:
    waiting = Delivery.objects.filter(
        state=DeliveryState.WAITING, letter__key__regex=rf"^{step}-[0-9a-f]{{32}}-"
    )
    return sorted(waiting.values_list("address", flat=True))


def test_whom_no_seat_is_left_for_waits_and_moves_up_when_somebody_withdraws(
    meeting: Meeting, desk: Client, client: Client
) -> None:
    people = confirmed(meeting, "Anna", "Bela", "Cora", "Dora")
    assert (
        "2 people are accepted. 2 people are on the waiting list now."
        in decide(desk, people).content.decode()
    )
    assert statuses(meeting) == {
        "Anna": "accepted",
        "Bela": "accepted",
        "Cora": "waiting_list",
        "Dora": "waiting_list",
    }
    assert (letters("accepted"), letters("waiting")) == (
        ["anna@example.org", "bela@example.org"],
        ["cora@example.org", "dora@example.org"],
    )
    assert Delivery.objects.filter(due_at__lte=timezone.now() + timedelta(seconds=30)).count() == 0
    assert "You are on the waiting list." in client.get(link_of_person(people[2])).content.decode()
    assert "2 of 2 seats are taken." in section_of(desk)
    assert "Give the seat" not in section_of(desk)
    decline(people[0].key)
    assert "1 seat is free. Next is Berta CORA, Austria." in section_of(desk)
    assert "Give the free seat of Meeting in Vienna" in desk.get("/desk/").content.decode()
    given = desk.post(f"{PAGE}/{people[2].key}/seat/", follow=True)
    assert statuses(meeting)["Cora"] == "accepted"
    assert letters("seat-free") == ["cora@example.org"]
    assert "You are registered." in client.get(link_of_person(people[2])).content.decode()
    desk.post(undo_url_of(given))
    assert statuses(meeting)["Cora"] == "waiting_list"
    assert letters("seat-free") == []
    assert "Next is Berta CORA" in section_of(desk)
    desk.post(f"{PAGE}/{people[3].key}/seat/")
    assert statuses(meeting)["Dora"] == "waiting_list"


def test_nobody_who_is_accepted_later_gets_ahead_of_who_waits(meeting: Meeting, desk: Client) -> None:
    people = confirmed(meeting, "Anna", "Bela", "Cora")
    decide(desk, people)
    decline(people[0].key)
    decide(desk, confirmed(meeting, "Late"))
    assert statuses(meeting)["Late"] == "waiting_list"
    assert [person.family_name for person in meeting.participants.waiting()] == ["Cora", "Late"]


def test_a_decision_is_taken_back_for_all_and_says_which_letters_have_left(
    meeting: Meeting, desk: Client
) -> None:
    page = decide(desk, confirmed(meeting, "Anna", "Bela", "Cora"))
    Delivery.objects.filter(address="anna@example.org").update(state=DeliveryState.SENT)
    answer = desk.post(undo_url_of(page), follow=True).content.decode()
    assert "Taken back. 1 letter has left already: please write to that person." in answer
    assert statuses(meeting) == {"Anna": "confirmed", "Bela": "confirmed", "Cora": "confirmed"}
    assert letters("accepted") + letters("waiting") == []
    assert "Another change followed" in desk.post(undo_url_of(page), follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_accept_in_the_same_moment_fill_the_last_seat_once(editor: User) -> None:
    meeting = make_invited_meeting(seats=1)
    one, other = confirmed(meeting, "Anna", "Bela")
    at_once(
        *(
            lambda person=person: decide_on_people(meeting, [person.key], Decision.ACCEPT, by=editor)
            for person in (one, other)
        )
    )
    assert sorted(statuses(meeting).values()) == ["accepted", "waiting_list"]
    Meeting.objects.filter(pk=meeting.pk).update(seats=2)
    waiting = meeting.participants.waiting().get()
    clicks = at_once(*[lambda: give_seat(meeting, waiting.key, by=editor)] * 2, refusals=(NoSeatError,))
    assert sorted(type(each).__name__ for each in clicks) == ["NoSeatError", "Participant"]


def test_the_database_refuses_more_people_than_seats_and_fewer_seats_than_people(meeting: Meeting) -> None:
    for person in confirmed(meeting, "Anna", "Bela", status=Status.ACCEPTED):
        assert person.waiting_since is None
    late = confirmed(meeting, "Late")[0]
    for refused, reason in (
        (
            lambda: Participant.objects.filter(pk=late.pk).update(status=Status.ACCEPTED),
            "all seats are taken",
        ),
        (lambda: make_participant(meeting, status=Status.ACCEPTED), "all seats are taken"),
        (
            lambda: Meeting.objects.filter(pk=meeting.pk).update(seats=1),
            "more people are accepted than there are seats",
        ),
    ):
        with pytest.raises(IntegrityError, match=reason), transaction.atomic():
            refused()
    make_participant(meeting, status=Status.ATTENDED)
    Meeting.objects.filter(pk=meeting.pk).update(theme="Who is at the door comes in")


def test_fewer_seats_than_are_taken_are_refused_with_what_to_do(meeting: Meeting, desk: Client) -> None:
    confirmed(meeting, "Anna", "Bela", status=Status.ACCEPTED)
    page = " ".join(desk.post(f"{PAGE}/seats/", {"revision": 1, "seats": "1"}).content.decode().split())
    assert "2 seats are taken. First let 1 person withdraw or wait: change their entry" in page
    form = {"revision": 1, "given_name": "Eva", "family_name": "Neu", "state": 1, "role": "member"}
    form |= {"mode": "in_person", "listed_as": "full", "study_visit": "no", "status": "accepted"}
    assert "All 2 seats are taken" in desk.post(f"{PAGE}/add/", form).content.decode()
    assert desk.post(f"{PAGE}/seats/", {"revision": 1, "seats": "30", "visit_seats": ""}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.seats, meeting.visit_seats) == (30, None)


def test_nobody_comes_back_to_a_seat_that_another_has_now(meeting: Meeting, desk: Client) -> None:
    anna, _bela = confirmed(meeting, "Anna", "Bela", status=Status.ACCEPTED)
    desk.post(f"{PAGE}/{anna.key}/remove/")
    confirmed(meeting, "Cora", status=Status.ACCEPTED)
    answer = desk.post(f"{PAGE}/{anna.key}/restore/", follow=True).content.decode()
    assert "All seats are taken by now" in answer
    assert "Anna" not in statuses(meeting)


def test_the_study_visit_has_seats_and_a_waiting_list_of_its_own(
    meeting: Meeting, desk: Client, client: Client
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(seats=None, visit_seats=1)
    people = confirmed(meeting, "Anna", "Bela", study_visit=StudyVisit.JOINS)
    people += confirmed(meeting, "Cora", status=Status.ACCEPTED)
    decide(desk, people)
    assert statuses(meeting) == {"Anna": "accepted", "Bela": "accepted", "Cora": "accepted"}
    assert (letters("accepted"), letters("accepted-visit-full")) == (
        ["anna@example.org"],
        ["bela@example.org"],
    )
    assert "You are on its waiting list" in client.get(link_of_person(people[1])).content.decode()
    sent = {"act": "confirm", "revision": 1, "mode": "in_person", "study_visit": "on", "listed_as": "full"}
    client.post(link_of_person(people[2]), sent | {"given_name": "Berta", "family_name": "Cora"})
    assert [person.family_name for person in meeting.participants.waiting_for_visit()] == ["Bela", "Cora"]
    assert "Study visit: 1 of 1 seat is taken." in section_of(desk)
    decline(people[0].key)
    page = desk.post(f"{PAGE}/{people[1].key}/visit-seat/", follow=True).content.decode()
    assert "The seat is given to Berta BELA" in page
    assert letters("visit-seat-free") == ["bela@example.org"]
    assert [person.family_name for person in meeting.participants.waiting_for_visit()] == ["Cora"]


def test_who_is_put_forward_again_has_no_old_place_on_the_list_of_the_visit(
    meeting: Meeting, client: Client
) -> None:
    link = link_of(invite(meeting))
    waits = {"status": Status.ACCEPTED, "study_visit": StudyVisit.WAITING}
    [anna] = confirmed(meeting, "Anna", **waits)
    confirmed(meeting, "Bela", **waits)
    row = f"listed-{anna.pk}"
    send(client, link, **{f"{row}-on": ""})
    assert statuses(meeting)["Anna"] == "withdrawn"
    send(client, f"{link}?change", **{f"{row}-on": "on", f"{row}-visit": "on"})
    anna.refresh_from_db()
    assert (anna.status, anna.study_visit, anna.visit_waiting_since) == ("put_forward", "joins", None)


def test_who_waits_is_seen_by_editors_alone_and_takes_no_part(
    meeting: Meeting, desk: Client, client: Client, client_of: Callable[[User], Client]
) -> None:
    confirmed(meeting, "Anna", status=Status.ACCEPTED)
    confirmed(meeting, "Quollwait", status=Status.WAITING)
    reader = client_of(make_user(Role.FOCAL_POINT))
    addresses = (PAGE, f"{PAGE}.csv?purpose=meeting", "/meetings/vienna/", "/meetings/vienna/agenda")
    seen = [
        f"{address} {name}"
        for address in addresses
        for name, caller in (("public", client), ("focal point", reader))
        if "QUOLLWAIT" in (page := caller.get(address).content.decode()) or "aiting list" in page
    ]
    assert seen == []
    assert "ANNA" in reader.get(PAGE).content.decode()
    sheet = desk.get(f"{PAGE}.csv?purpose=meeting").content.decode()
    assert [line.rpartition(",")[2] for line in sheet.splitlines()[:3]] == ["Waiting list", "", "1"]
    for printout in (Printout.SIGN_IN, Printout.BADGES):
        assert "QUOLLWAIT" not in str(content_of(meeting, printout)).upper()
    assert "1 person is registered." in reader.get(PAGE).content.decode()


LANGUAGES = {
    "en": ("Nominations until", "Waiting list", "Your nomination"),
    "de": ("Nominierungen bis", "Warteliste", "Ihre Nominierung"),
    "es": ("Candidaturas hasta", "Lista de espera", "Su candidatura"),
    "fr": ("Candidatures jusqu", "Liste d’attente", "Votre candidature"),
    "it": ("Candidature entro", "Lista d’attesa", "La Sua candidatura"),
    "ru": ("Кандидатуры до", "Лист ожидания", "Ваша кандидатура"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_a_course_are_in_the_language_of_the_person(
    meeting: Meeting, desk: Client, client: Client, language: str
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(series=Series.TRAINING)
    people = confirmed(meeting, "Wait", "Not", language=language)
    decide(desk, people[:1], "wait")
    decide(desk, people[1:], "not-select")
    assert statuses(meeting) == {"Wait": "waiting_list", "Not": "not_selected"}
    subjects = dict(Delivery.objects.values_list("address", "letter__subject"))
    _nominations, waiting, nomination = LANGUAGES[language]
    assert subjects["wait@example.org"].startswith(waiting)
    assert subjects["not@example.org"].startswith(nomination)
    page = client.get(link_of_person(people[1]))
    assert page.status_code == 200
    assert people[1].family_name not in desk.get(f"{PAGE}/accept/").content.decode()
