"""The demonstration counts as the Network counted, and is marked as invented."""

from collections import Counter
from datetime import date
from itertools import islice

import pytest

from network import demonstration
from network.contradictions import contradictions
from network.models import Appointment, AppointmentStatus, Contact, Coverage, Person, State, coverage
from network.proposals import demonstration as proposals
from network.proposals.models import Proposal
from network.rounds.models import OVER, Round, Status
from network.rounds.tally import counts_of, tally_of
from network.verification import demonstration as demonstrated
from network.verification.models import Answer
from nfp_portal.accounts.models import Role, User
from nfp_portal.demo import sign_ins
from nfp_portal.mail.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _demonstration(rows_of_module: None) -> None:
    demonstration.load()
    sign_ins.load()


def test_on_12_april_2016_there_are_100_focal_points_of_57_states() -> None:
    in_force = Appointment.objects.in_force(date(2016, 4, 12))
    numbers = Counter(Counter(in_force.values_list("state", flat=True)).values())
    assert in_force.count() == 100
    assert numbers == {1: 24, 2: 25, 3: 6, 4: 2}


def test_today_has_gaps_and_overdue_confirmations() -> None:
    statuses = Counter(entry.status for entry in coverage())
    assert (statuses[Coverage.NONE], statuses[Coverage.DUE]) == (2, 5)
    assert sum(statuses.values()) == 57


def test_everybody_is_marked_and_has_a_reserved_address() -> None:
    assert not Person.objects.filter(is_demonstration=False).exists()
    assert not Person.objects.exclude(email__endswith=".example.org").exists()


@pytest.mark.parametrize(
    ("iso2", "names"),
    [
        ("PL", ["Małgorzata Wójcik", "Krzysztof Kamiński", "Agnieszka Zielińska"]),
        ("TM", ["Maral Ataýewa", "Serdar Durdyýew"]),
        ("IS", ["Sigríður Jónsdóttir", "Ólafur Einarsson"]),
        ("DE", ["Jana Müller", "Matthias Schäfer"]),
    ],
)
def test_a_family_name_has_the_form_of_who_bears_it(iso2: str, names: list[str]) -> None:
    invented = demonstration.invented_names(iso2)
    assert [f"{each.given} {each.family}" for each in islice(invented, len(names))] == names


def test_a_name_in_another_script_has_it_too() -> None:
    invented = [each.in_script for each in islice(demonstration.invented_names("RU"), 2)]
    assert invented == ["Ольга Сорокина", "Алексей Лебедев"]


def test_no_letter_of_a_name_is_lost_in_an_address() -> None:
    addresses = {person.family_name: person.email for person in Person.objects.filter(state__iso2="PL")}
    assert addresses["Wójcik"] == "malgorzata.wojcik@pl.example.org"
    iceland = set(Person.objects.filter(state__iso2="IS").values_list("email", flat=True))
    assert iceland & {"sigridur.jonsdottir@is.example.org"}


def test_loading_twice_changes_nothing() -> None:
    before = list(Person.objects.order_by("pk").values_list("pk", "revision", "email"))
    demonstration.load()
    assert list(Person.objects.order_by("pk").values_list("pk", "revision", "email")) == before


def test_the_sign_ins_open_and_stay_the_same_at_each_start() -> None:
    sign_ins.load()
    assert User.objects.count() == 5
    for role, account in sign_ins.sign_ins().items():
        user = User.objects.get(email=account["email"])
        assert user.role == role
        assert user.check_password(account["password"])
    assert Person.objects.get(user__email="focalpoint@demo.example.org").state is not None


def test_a_round_is_under_way_with_every_status_in_it_and_one_letter_to_try() -> None:
    demonstrated.load()
    running = tally_of(Round.objects.open().get())
    standings = {row.given or row.status for row in running.rows}
    assert standings == set(Status) - OVER - {Status.NO_ADDRESS, Status.ANSWERED, Status.NOTHING} | set(
        Answer
    )
    assert [each.address for each in Delivery.objects.open()] == ["focalpoint@demo.example.org"]
    counts = counts_of(running.round)
    assert (counts.by_status, counts.by_answer) == (running.by_status, running.by_answer)
    assert counts.states == running.states
    assert Counter(Round.objects.values_list("kind", flat=True)) == {
        "verification": 2,
        "communication_check": 1,
    }


def test_the_rounds_are_made_once_and_leave_the_map_as_it_was() -> None:
    before = Counter(entry.status for entry in coverage())
    for _start in range(2):
        demonstrated.load()
    assert Round.objects.count() == 3
    assert Counter(entry.status for entry in coverage()) == before


def test_the_focal_point_who_signs_in_has_not_answered_yet() -> None:
    demonstrated.load()
    own = Round.objects.open().get().addressees.get(person__user__email="focalpoint@demo.example.org")
    assert not own.is_answered


def test_letters_to_delegations_go_to_reserved_addresses_and_a_few_are_not_recorded() -> None:
    addresses = Contact.objects.filter(state__isnull=False).values_list("address", flat=True)
    assert [address for address in addresses if not address.endswith("@vienna.example.org")] == []
    assert State.objects.participating().filter(contacts=None).count() == 3


def test_a_hand_over_is_under_way_and_somebody_begins_later() -> None:
    former, successor = Appointment.objects.in_force().filter(state__iso2="HU").order_by("-ends_on")[:2]
    later = Appointment.objects.not_ended().exclude(pk__in=Appointment.objects.in_force()).get()
    statuses = [each.status for each in Appointment.objects.filter(state__iso2="HU")]
    assert statuses.count(AppointmentStatus.ENDING) == 1
    assert (later.state.iso2, later.status) == ("ES", "confirmed")
    assert {former, successor} & set(Appointment.objects.exclude(succeeds=None))
    assert contradictions() == []


def test_proposals_of_each_kind_wait_in_two_states_once() -> None:
    delegation, editor = sign_ins.account(Role.DELEGATION), sign_ins.account(Role.EDITOR)
    for _start in range(2):
        proposals.load(delegation, editor)
    waiting = Proposal.objects.open()
    assert Counter(waiting.values_list("kind", flat=True)) == {"nominate": 3, "end": 2, "correct": 2}
    assert set(waiting.values_list("state__iso2", flat=True)) == {"PL", "RO"}
    assert waiting.filter(status="passed").count() == 1
    assert delegation.delegate.state.iso2 == "PL"
