"""Two entries of one person: found, compared, merged, or marked as distinct."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.participation.models import Participant
from network.actions.appointments import end_appointment
from network.actions.merging import CannotMergeError, mark_distinct, merge, plan
from network.actions.undoing import undo_act
from network.models import EndReason, Membership, Network, NotDuplicate, Person
from network.models.duplicates import look_alikes
from network.proposals.models import Proposal, ProposalKind
from network.rounds.models import Channel
from network.rounds.tally import tally_of
from network.verification.actions.answers import Leaving, change, confirm, leave
from network.verification.models import Answer
from nfp_portal.accounts.models import Role
from nfp_portal.revisions.stale import StaleError
from tests.factories.accounts import make_user
from tests.factories.meetings import make_meeting, make_participant
from tests.factories.network import make_appointment, make_person
from tests.factories.proposals import make_proposal
from tests.factories.rounds import Row, answer_of, confirmation_of, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    return client


def two(**facts: Any) -> tuple[Person, Person]:
    """Two entries of the same name in one State, the older first."""
    named = {"given_name": "Anna", "family_name": "Müller"}
    return make_person(**named), make_person(**(named | facts))


def merged(target: Person, duplicate: Person, *taken: str) -> Person:
    return merge(target.pk, duplicate.pk, taken=taken, revisions=(target.revision, duplicate.revision))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "the same name"),
        ({"given_name": "MULLER", "family_name": "Anna"}, "the same name"),
        ({"given_name": "A.", "family_name": "Muller"}, "the same family name and initial"),
    ],
)
def test_entries_of_one_state_that_look_alike_are_found(facts: dict[str, str], reason: str) -> None:
    pair = two(**facts)
    (match,) = look_alikes()
    assert (match.first, match.second) == pair
    assert match.why == [reason]


@pytest.mark.parametrize("field", ["name_in_script", "mobile"])
def test_a_shared_original_name_or_mobile_telephone_is_a_reason(field: str) -> None:
    written = {"name_in_script": "Айбек Демо", "mobile": "+996 312 000 004"}[field]
    make_person(**{field: written})
    make_person(**{field: written})
    (match,) = look_alikes()
    assert match.reasons == ({"name_in_script": "script", "mobile": "mobile"}[field],)


def test_namesakes_of_two_states_and_the_empty_do_not_look_alike() -> None:
    make_person("AT", given_name="Anna", family_name="Müller")
    make_person("DE", given_name="Anna", family_name="Müller")
    make_person("AT", given_name="Berta", family_name="Huber")
    assert look_alikes() == []


def test_two_people_marked_as_distinct_are_not_shown_again() -> None:
    first, second = two()
    by = make_user(Role.EDITOR)
    mark_distinct(second, first, by=by)
    mark_distinct(first, second, by=by)
    assert look_alikes() == []
    assert list(NotDuplicate.objects.values_list("first", "second", "marked_by")) == [
        (first.pk, second.pk, by.pk)
    ]


def test_the_target_has_the_chosen_values_and_the_duplicate_redirects_to_it() -> None:
    target, duplicate = two(function="Head of Unit", email="second@example.org")
    merged(target, duplicate, "function", "email")
    target.refresh_from_db()
    duplicate.refresh_from_db()
    assert (target.function, target.email, target.revision) == ("Head of Unit", "second@example.org", 2)
    assert (duplicate.merged_into, duplicate.email, duplicate.user) == (target, "", None)


def test_an_entry_that_changed_or_was_merged_meanwhile_is_not_merged() -> None:
    target, duplicate = two()
    with pytest.raises(StaleError):
        merge(target.pk, duplicate.pk, taken=(), revisions=(target.revision, duplicate.revision + 1))
    merged(target, duplicate)
    duplicate.refresh_from_db()
    with pytest.raises(StaleError):
        merged(make_person(), duplicate)


def test_an_appointment_for_another_time_moves_and_overlapping_ones_become_one() -> None:
    target, duplicate = two()
    own = make_appointment(person=target, starts_on=date(2018, 1, 1), instrument_reference="AT/7")
    make_appointment(person=duplicate, starts_on=date(2010, 1, 1), ends_on=date(2012, 1, 1))
    make_appointment(
        person=duplicate, starts_on=date(2017, 1, 1), ends_on=date(2019, 1, 1), instrument_reference="AT/6"
    )
    merged(target, duplicate)
    periods = target.appointments.order_by("starts_on").values_list(
        "starts_on", "ends_on", "instrument_reference"
    )
    assert list(periods) == [
        (date(2010, 1, 1), date(2012, 1, 1), ""),
        (date(2017, 1, 1), None, "AT/7"),
    ]
    own.refresh_from_db()
    assert own.starts_on == date(2017, 1, 1)


def test_one_appointment_across_two_others_makes_one_of_three() -> None:
    target, duplicate = two()
    make_appointment(person=target, starts_on=date(2010, 1, 1), ends_on=date(2012, 1, 1))
    make_appointment(
        person=target, starts_on=date(2014, 1, 1), ends_on=date(2016, 1, 1), end_reason="new_duties"
    )
    make_appointment(
        person=duplicate, starts_on=date(2011, 1, 1), ends_on=date(2015, 1, 1), end_reason="left_service"
    )
    merged(target, duplicate)
    (only,) = target.appointments.all()
    assert (only.starts_on, only.ends_on, only.end_reason) == (
        date(2010, 1, 1),
        date(2016, 1, 1),
        "new_duties",
    )


@pytest.mark.parametrize(
    ("own", "other", "united"),
    [
        (None, None, (None, None)),
        (date(2018, 6, 1), None, (date(2018, 6, 1), None)),
        (None, date(2017, 1, 1), (date(2017, 1, 1), date(2019, 1, 1))),
        (date(2019, 1, 1), date(2017, 1, 1), (date(2017, 1, 1), None)),
    ],
)
def test_united_appointments_keep_the_days_as_first_contact(
    own: date | None, other: date | None, united: tuple[date | None, date | None]
) -> None:
    target, duplicate = two()
    make_appointment(person=target, starts_on=date(2018, 1, 1), primary_from=own)
    make_appointment(
        person=duplicate, starts_on=date(2017, 1, 1), ends_on=date(2019, 1, 1), primary_from=other
    )
    merged(target, duplicate)
    (only,) = target.appointments.all()
    assert (only.primary_from, only.primary_until) == united


def test_a_moved_appointment_is_noticed_by_undo() -> None:
    target, moved = make_person(), make_appointment()
    end_appointment(moved.pk, on=date(2026, 1, 1), reason=EndReason.NEW_DUTIES)
    merged(target, moved.person)
    with pytest.raises(StaleError):
        undo_act(moved.pk, revision=2)


def test_a_union_that_contradicts_another_first_contact_merges_nothing() -> None:
    target, duplicate = two()
    make_appointment(person=target, starts_on=date(2018, 1, 1), primary_from=date(2020, 1, 1))
    make_appointment(
        person=duplicate, starts_on=date(2017, 1, 1), ends_on=date(2019, 1, 1), primary_from=date(2017, 1, 1)
    )
    make_appointment(
        starts_on=date(2019, 1, 1), primary_from=date(2019, 1, 1), primary_until=date(2020, 1, 1)
    )
    with pytest.raises(CannotMergeError):
        merged(target, duplicate)
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None


def test_two_requests_that_wait_are_decided_before_their_appointments_become_one() -> None:
    target, duplicate = two()
    for person in (target, duplicate):
        held = make_appointment(person=person, starts_on=date(2018, 1, 1))
        make_proposal(kind=ProposalKind.END, appointment=held, person=person)
    with pytest.raises(CannotMergeError, match="decide one of them first"):
        merged(target, duplicate)


def test_a_hand_over_from_the_entry_to_itself_is_no_succession_any_more() -> None:
    target, duplicate = two()
    former = make_appointment(person=duplicate, starts_on=date(2010, 1, 1), ends_on=date(2016, 1, 1))
    make_appointment(person=target, starts_on=date(2015, 1, 1), succeeds=former)
    successor = make_appointment(starts_on=date(2016, 1, 1), succeeds=former)
    merged(target, duplicate)
    (only,) = target.appointments.all()
    successor.refresh_from_db()
    assert (only.starts_on, only.ends_on, only.succeeds) == (date(2010, 1, 1), None, None)
    assert successor.succeeds == only


def test_memberships_move_and_the_same_role_is_held_once() -> None:
    target, duplicate = two()
    network = Network.objects.get(slug="counter-terrorism-network")
    for person in (target, duplicate):
        Membership.objects.create(person=person, network=network, role="Contact point")
    Membership.objects.create(person=duplicate, network=network, role="Deputy")
    merged(target, duplicate)
    assert list(target.memberships.values_list("role", flat=True).order_by("role")) == [
        "Contact point",
        "Deputy",
    ]
    assert not duplicate.memberships.exists()


def both_ask() -> tuple[Row, Row]:
    """Two entries of one person, both asked in one round; the row of the one to keep first."""
    target, duplicate = make_appointment().person, make_appointment().person
    opened = open_round()
    return opened.addressees.get(person=target), opened.addressees.get(person=duplicate)


def test_the_answer_of_the_duplicate_moves_to_the_target() -> None:
    own, old = both_ask()
    confirm(old.key, revision=1)
    old.person.refresh_from_db()
    merged(own.person, old.person)
    counted = tally_of(own.round)
    assert (counted.total, counted.by_answer["confirmed"], counted.over) == (1, 1, 1)
    own.refresh_from_db()
    assert (answer_of(own), own.channel) == (Answer.CONFIRMED, Channel.LINK)


def test_of_two_answers_of_one_person_the_newer_counts() -> None:
    own, old = both_ask()
    leave(own.key, Leaving(timezone.localdate(), family_name="Neu"))
    confirm(old.key, revision=1)
    old.person.refresh_from_db()
    merged(own.person, old.person)
    own.refresh_from_db()
    assert (answer_of(own), confirmation_of(own).last_day, confirmation_of(own).successor) == (
        Answer.CONFIRMED,
        None,
        "",
    )
    assert tally_of(own.round).answered == 1


def test_a_newer_confirmation_withdraws_the_proposal_to_end() -> None:
    own, old = both_ask()
    leave(old.key, Leaving(timezone.localdate(), family_name="Neu"))
    confirm(own.key, revision=1)
    own.person.refresh_from_db()
    merged(own.person, old.person)
    assert not Proposal.objects.open().exists()


def test_a_newer_answer_of_the_kept_entry_stays() -> None:
    own, old = both_ask()
    confirm(old.key, revision=1)
    change(own.key, {"function": "Head"}, revision=1)
    for row in (own, old):
        row.person.refresh_from_db()
    merged(own.person, old.person)
    own.refresh_from_db()
    assert answer_of(own) == Answer.CHANGED


def test_attendance_at_meetings_moves_too() -> None:
    target, duplicate = two()
    participant = make_participant(make_meeting(), person=duplicate)
    assert plan(target, duplicate).others == {"participants": 1}
    merged(target, duplicate)
    assert Participant.objects.get(pk=participant.pk).person == target


def test_the_account_moves_or_where_both_have_one_is_closed() -> None:
    user = make_user()
    target, duplicate = two(user=user)
    assert merged(target, duplicate).user == user
    other = make_user()
    target.refresh_from_db()
    third = make_person(user=other)
    assert plan(target, third).closes == other
    merged(target, third)
    other.refresh_from_db()
    assert (other.is_active, Person.objects.get(pk=target.pk).user) == (False, user)


def test_of_two_accounts_the_closed_one_gives_way() -> None:
    closed, living = make_user(), make_user()
    closed.is_active = False
    closed.save()
    target, duplicate = two(user=living)
    target.user = closed
    target.save()
    assert merged(target, duplicate).user == living
    living.refresh_from_db()
    assert living.is_active


def test_merging_closes_no_account_but_a_focal_points() -> None:
    approver = make_user(Role.APPROVER)
    target, duplicate = two(user=approver)
    target.user = make_user()
    target.save()
    with pytest.raises(CannotMergeError, match="no focal point's"):
        merged(target, duplicate)
    approver.refresh_from_db()
    assert (approver.is_active, Person.objects.kept().count()) == (True, 2)


def test_the_comparison_shows_what_differs_and_moves_and_its_button_merges(editor: Client) -> None:
    target, duplicate = two(function="Head of Unit")
    make_appointment(person=duplicate, starts_on=date(2017, 3, 1))
    address = reverse("network:merge", args=[target.key, duplicate.key])
    page = editor.get(address).content.decode()
    assert "Head of Unit" in page
    assert "since 1 March 2017" in page
    typed = {"target_revision": 1, "duplicate_revision": 1, "function": "duplicate", "email": "target"}
    response = editor.post(address, typed)
    assert response.headers["Location"] == target.get_absolute_url()
    target.refresh_from_db()
    assert target.function == "Head of Unit"
    old = editor.get(duplicate.get_absolute_url())
    assert (old.status_code, old.headers["Location"]) == (301, target.get_absolute_url())
    assert editor.get(reverse("network:edit", args=[duplicate.key])).status_code == 404


def test_a_stale_comparison_is_shown_anew_and_merges_nothing(editor: Client) -> None:
    target, duplicate = two()
    typed = {"target_revision": 1, "duplicate_revision": 7, "email": "target"}
    response = editor.post(reverse("network:merge", args=[target.key, duplicate.key]), typed)
    assert response.status_code == 409
    assert Person.objects.kept().count() == 2


def test_an_unanswered_difference_is_named(editor: Client) -> None:
    target, duplicate = two()
    response = editor.post(reverse("network:merge", args=[target.key, duplicate.key]), {})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"target_revision", "duplicate_revision", "email"}


def test_one_button_marks_two_people_as_distinct(editor: Client) -> None:
    first, second = two()
    assert str(first.key) in editor.get(reverse("network:duplicates")).content.decode()
    response = editor.post(reverse("network:mark_distinct", args=[first.key, second.key]))
    assert response.headers["Location"] == reverse("network:duplicates")
    assert "No two entries look alike" in editor.get(reverse("network:duplicates")).content.decode()


def test_an_entry_cannot_be_merged_with_or_marked_distinct_from_itself(editor: Client) -> None:
    person = make_person()
    assert editor.get(reverse("network:merge", args=[person.key, person.key])).status_code == 404
    assert editor.post(reverse("network:mark_distinct", args=[person.key, person.key])).status_code == 404


def test_the_other_entry_is_chosen_among_those_of_the_state(editor: Client) -> None:
    first, second = two()
    stranger = make_person("DE")
    address = reverse("network:choose_duplicate", args=[first.key])
    assert str(stranger.key) not in editor.get(address).content.decode()
    response = editor.get(address, {"other": str(second.key)})
    assert response.headers["Location"] == reverse("network:merge", args=[first.key, second.key])
    assert "Select a valid choice" in editor.get(address, {"other": str(stranger.key)}).content.decode()


def test_a_name_shared_by_more_than_twenty_people_is_no_likeness() -> None:
    for index in range(21):
        make_person(given_name=f"A{chr(97 + index)}", family_name="Muster")
    assert look_alikes() == []


def test_entries_of_two_states_are_not_merged(editor: Client) -> None:
    one, other = make_person("AT"), make_person("DE")
    assert editor.get(reverse("network:merge", args=[one.key, other.key])).status_code == 404
