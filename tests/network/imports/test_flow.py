"""An import from the file to the directory and back."""

import pytest

from network.imports.actions import commits
from network.imports.models import Import, ImportState
from network.models import Agency, Appointment, Person
from tests.factories.imports import ANNA, HEAD, codes, committed, previewed, verdicts
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db


def test_a_preview_writes_nothing_to_the_directory() -> None:
    source = previewed(ANNA, ("Atlantis", "Bo", "Nowhere", "bo@example.org", "", ""))
    assert (source.state, source.new, source.errors) == (ImportState.PREVIEWED, 1, 1)
    assert verdicts(source) == [(2, "new"), (3, "error")]
    assert codes(source) == {3: ["unknown_state"]}
    assert (Person.objects.count(), Appointment.objects.count()) == (0, 0)


def test_a_commit_makes_people_with_agency_and_appointment() -> None:
    head = (*HEAD, "Agency", "Kind of agency", "First contact", "Languages")
    source = committed((*ANNA, "Customs", "customs", "yes", "English, German"), head=head)
    person = Person.objects.get()
    [appointment] = person.appointments.all()
    assert (source.state, str(person)) == (ImportState.COMMITTED, "Anna MUSTER")
    assert (person.email, person.languages) == ("anna@example.org", ["en", "de"])
    assert Agency.objects.reviewed().filter(people=person, kind="customs", name="Customs").exists()
    assert (str(appointment.starts_on), appointment.is_primary) == ("2016-04-12", True)
    assert source.rows.get().person == person
    assert source.rows.get().appointment == appointment


def test_a_changed_entry_keeps_what_the_file_leaves_empty() -> None:
    facts = {"given_name": "Anna", "family_name": "Muster", "email": "anna@example.org", "unit": "Unit 7"}
    person = make_person("AT", **facts)
    make_appointment("AT", person=person)
    source = committed(("AT", "Anna", "Mústér", "ANNA@example.org", "Director", ""))
    person.refresh_from_db()
    assert (person.family_name, person.function, person.unit) == ("Mústér", "Director", "Unit 7")
    assert (person.revision, source.changed) == (2, 1)


def test_undo_leaves_the_directory_as_it_was() -> None:
    make_person("AT", given_name="Paul", family_name="Alt", email="paul@example.org", function="Clerk")
    before = list(Person.objects.values_list("given_name", "family_name", "email", "function", "agency"))
    head = (*HEAD, "Agency")
    paul = ("AT", "Paul", "Alt", "paul@example.org", "Director", "2018-01-01", "New Agency")
    source = committed((*ANNA, "New Agency"), paul, head=head)
    assert (Person.objects.count(), Appointment.objects.count()) == (2, 2)
    commits.undo(source.pk, by=None)
    after = list(Person.objects.values_list("given_name", "family_name", "email", "function", "agency"))
    assert after == before
    assert Appointment.objects.count() == 0
    assert not Agency.objects.filter(name="New Agency").exists()
    assert Import.objects.get().state == ImportState.UNDONE
