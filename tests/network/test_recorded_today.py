"""What is recorded today is confirmed today, everywhere; a State's only focal point is its first contact."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.test import Client
from django.utils import timezone

from network.actions.appointments import end_appointment, hand_over, record_appointment
from network.actions.nominees import Nominee
from network.actions.undoing import undo_act
from network.directory import queries
from network.gaps import Lack, gaps_of
from network.imports.actions import commits
from network.models import Appointment, Coverage, EndReason, Person, coverage
from network.proposals.actions.decisions import accept, pass_on
from nfp_portal.accounts.models import Role
from nfp_portal.turns.registry import counts_for
from tests.factories.accounts import make_user
from tests.factories.imports import HEAD, committed, previewed
from tests.factories.network import make_appointment, make_delegate, make_person, state
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=400)
EVA = Nominee(facts={"given_name": "Eva", "family_name": "Neu", "email": "eva@example.org"})
ROW = ("AT", "Eva", "Neu", "eva@example.org", "Head of Unit", f"{TODAY:%Y-%m-%d}")


def by_staff(**facts: Any) -> Appointment:
    return record_appointment(state("AT").pk, EVA, {"starts_on": TODAY} | facts)


def by_nomination() -> Appointment:
    entry = {"given_name": "Eva", "family_name": "Neu", "email": "eva@example.org"}
    proposal = make_proposal("AT", values={"entry": entry, "starts_on": TODAY.isoformat()})
    pass_on(proposal.pk, by=make_user(Role.EDITOR))
    made = accept(proposal.pk, seen=None, by=make_user(Role.APPROVER)).appointment
    assert made is not None
    return made


def by_import() -> Appointment:
    committed(ROW)
    return Appointment.objects.get(person__family_name="Neu")


def by_hand_over() -> Appointment:
    former = make_appointment("AT", person=make_person("AT", confirmed_on=LONG_AGO))
    return hand_over(former.pk, EVA, {"starts_on": TODAY}, on=TODAY)


WAYS: dict[str, Callable[[], Appointment]] = {
    "staff": by_staff,
    "nomination": by_nomination,
    "import": by_import,
    "hand-over": by_hand_over,
}


def places_that_say_due(made: Appointment) -> list[str]:
    """Return the pages and counts that show an entry as due for confirmation."""
    person = Person.objects.get(pk=made.person_id)
    editor, delegate = Client(), Client()
    editor.force_login(make_user(Role.EDITOR))
    delegate.force_login(make_delegate("AT"))
    overdue = [each for each in counts_for(make_user(Role.EDITOR)) if each.label == "Entries to be confirmed"]
    [entry] = queries.entries(queries.search({}).with_people(), reader=make_user(Role.EDITOR), on=None)
    in_force = list(state("AT").appointments.in_force().with_people())
    due = {
        "coverage": next(each.status for each in coverage() if each.state.iso2 == "AT") == Coverage.DUE,
        "map": "Austria: Confirmation due" in Client().get("/states/").content.decode(),
        "State's page": "Confirmation due" in Client().get("/states/AT/").content.decode(),
        "gaps": Lack.OVERDUE in {gap.lack for gap in gaps_of(in_force)},
        "filter of the directory": queries.count(queries.search({"status": "due"})) == 1,
        "line of the directory": not entry.confirmed,
        "entry": not person.is_confirmed(),
        "page of the entry": "Confirmation due" in editor.get(person.get_absolute_url()).content.decode(),
        "page of the delegation": "Confirmation due" in delegate.get("/delegation/").content.decode(),
        "desk": [each.number for each in overdue] == ["1"],
    }
    return [name for name, is_due in due.items() if is_due]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_recorded_today_is_confirmed_everywhere_and_a_year_later_due_everywhere(
    settings: Any, way: str
) -> None:
    settings.REQUIRE_MFA = False
    made = WAYS[way]()
    assert places_that_say_due(made) == []
    Person.objects.filter(pk=made.person_id).update(confirmed_on=TODAY - timedelta(days=365))
    assert len(places_that_say_due(made)) == 10


def test_an_entry_that_was_confirmed_long_ago_is_confirmed_by_a_new_appointment() -> None:
    person = make_person("AT", confirmed_on=LONG_AGO)
    record_appointment(state("AT").pk, Nominee(person.pk), {"starts_on": TODAY})
    person.refresh_from_db()
    assert (person.confirmed_on, person.revision) == (TODAY, 2)


def test_a_past_appointment_confirms_no_entry() -> None:
    made = by_staff(starts_on=date(2015, 1, 1), ends_on=date(2017, 1, 1))
    assert (made.person.confirmed_on, made.primary_from) == (None, None)


def test_undo_takes_the_confirmation_back() -> None:
    person = make_person("AT", confirmed_on=LONG_AGO)
    with pghistory.context():
        made = record_appointment(state("AT").pk, Nominee(person.pk), {"starts_on": TODAY})
    undo_act(made.pk, revision=made.revision)
    person.refresh_from_db()
    assert person.confirmed_on == LONG_AGO


def test_undo_leaves_an_entry_that_changed_since() -> None:
    person = make_person("AT", confirmed_on=LONG_AGO)
    with pghistory.context():
        made = record_appointment(state("AT").pk, Nominee(person.pk), {"starts_on": TODAY})
    with pghistory.context():
        person.refresh_from_db()
        person.function = "Head"
        person.save()
    undo_act(made.pk, revision=made.revision)
    person.refresh_from_db()
    assert (person.confirmed_on, person.function) == (TODAY, "Head")


def test_an_import_that_appoints_somebody_known_confirms_and_its_undo_takes_that_back() -> None:
    person = make_person(
        "AT", given_name="Eva", family_name="Neu", email="eva@example.org", confirmed_on=LONG_AGO
    )
    source = committed(ROW)
    person.refresh_from_db()
    assert (person.confirmed_on, person.function) == (TODAY, "Head of Unit")
    commits.undo(source.pk, by=None)
    person.refresh_from_db()
    assert (person.confirmed_on, person.function) == (LONG_AGO, "")
    assert not Appointment.objects.exists()


def test_an_import_of_what_is_over_or_only_corrected_confirms_nobody() -> None:
    person = make_person("AT", given_name="Eva", family_name="Neu", email="eva@example.org")
    make_appointment("AT", person=person, starts_on=date(2020, 1, 1))
    committed(
        ("AT", "Eva", "Neu", "eva@example.org", "Head of Unit", "2020-01-01", ""),
        ("DE", "Max", "Alt", "max@example.org", "Clerk", "2015-01-01", "2017-01-01"),
        head=(*HEAD, "Ends on"),
    )
    assert set(Person.objects.values_list("confirmed_on", flat=True)) == {None}


# First contacts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["staff", "nomination", "import"])
def test_the_first_focal_point_of_a_state_is_its_first_contact(way: str) -> None:
    assert WAYS[way]().primary_from == TODAY


def test_a_second_focal_point_is_no_first_contact_even_where_there_is_none() -> None:
    make_appointment("AT")
    assert by_staff().primary_from is None


def test_a_focal_point_appointed_after_the_last_one_left_is_the_first_contact() -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    end_appointment(former.pk, on=TODAY - timedelta(days=30), reason=EndReason.LEFT_SERVICE)
    assert by_staff().primary_from == TODAY


def test_who_comes_while_the_last_one_is_leaving_is_the_first_contact_from_then_on() -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    last = TODAY + timedelta(days=20)
    end_appointment(former.pk, on=last, reason=EndReason.LEFT_SERVICE)
    assert by_staff().primary_from == last
    assert Appointment.objects.primary(TODAY).get() == former


def test_an_appointment_that_ends_before_the_others_is_no_first_contact() -> None:
    last = TODAY + timedelta(days=20)
    make_appointment("AT", primary_from=date(2020, 1, 1), ends_on=last)
    assert by_staff(ends_on=last).primary_from is None


def test_a_later_first_contact_takes_over_from_the_only_focal_point() -> None:
    later = TODAY + timedelta(days=100)
    make_appointment("AT", starts_on=later, primary_from=later)
    made = by_staff()
    assert (made.primary_from, made.primary_until) == (TODAY, later)


def test_nobody_is_promoted_when_the_first_contact_ends() -> None:
    former, other = make_appointment("AT", primary_from=date(2020, 1, 1)), make_appointment("AT")
    make_appointment("AT")
    end_appointment(former.pk, on=TODAY, reason=EndReason.LEFT_SERVICE)
    other.refresh_from_db()
    assert other.primary_from is None


def test_the_earliest_imported_appointment_of_an_empty_state_is_the_first_contact() -> None:
    committed(
        ("AT", "Anna", "Spät", "anna@example.org", "", "2021-01-01"),
        ("AT", "Eva", "Neu", "eva@example.org", "", "2020-01-01"),
        ("DE", "Max", "Alt", "max@example.org", "", "2020-01-01"),
    )
    first = Appointment.objects.primary().order_by("state__iso2")
    assert [each.person.given_name for each in first] == ["Eva", "Max"]


@pytest.mark.parametrize("cell", ["no", "yes"])
def test_an_imported_choice_of_the_first_contact_is_kept(cell: str) -> None:
    committed((*ROW, cell), head=(*HEAD, "First contact"))
    assert Appointment.objects.get().is_primary is (cell == "yes")


def test_an_import_makes_no_first_contact_beside_others() -> None:
    later = TODAY + timedelta(days=100)
    make_appointment("AT", starts_on=later, primary_from=later)
    make_appointment("DE")
    committed(ROW, ("DE", "Max", "Alt", "max@example.org", "", "2024-01-01"))
    first, second = Appointment.objects.filter(person__given_name__in=["Eva", "Max"]).order_by("state__iso2")
    assert (first.primary_from, first.primary_until) == (TODAY, later)
    assert second.primary_from is None


def test_the_preview_says_from_when_somebody_is_first_contact(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    editor = Client()
    editor.force_login(make_user(Role.EDITOR))
    page = editor.get(previewed(ROW).get_absolute_url()).content.decode()
    assert "First contact from" in page
