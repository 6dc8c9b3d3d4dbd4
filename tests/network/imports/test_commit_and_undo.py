"""An import is committed and undone as a whole, whatever else changes in the meantime."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pghistory
import pytest

from network.actions import contacts
from network.actions.appointments import end_appointment
from network.history import history_of
from network.imports.actions import commits, previews
from network.imports.actions.commits import RefusedError
from network.imports.actions.previews import WrongStateError
from network.imports.models import Import, ImportState, Outcome
from network.models import Agency, Appointment, EndReason, Membership, Network, Person
from nfp_portal.accounts.models import Role
from nfp_portal.audit.models import Act, Entry
from tests.at_once import at_once
from tests.factories.accounts import make_user
from tests.factories.imports import ANNA, HEAD, codes, committed, previewed
from tests.factories.network import make_agency, make_appointment, make_person

pytestmark = pytest.mark.django_db

PAUL = ("AT", "Paul", "Alt", "paul@example.org", "Director", "")


def paul(**facts: Any) -> Person:
    given = {"given_name": "Paul", "family_name": "Alt", "email": "paul@example.org", "function": "Clerk"}
    return make_person("AT", **(given | facts))


def outcomes(source: Import) -> dict[int, str]:
    return dict(source.rows.values_list("number", "outcome"))


# Commit -----------------------------------------------------------------------------------------------------


def test_an_import_is_written_once() -> None:
    source = committed(ANNA)
    with pytest.raises(WrongStateError):
        commits.commit(source.pk, preview=source.preview, by=None)
    assert Person.objects.count() == 1


def test_only_the_preview_that_was_shown_is_committed() -> None:
    source = previewed(ANNA)
    previews.preview(source.pk)
    with pytest.raises(WrongStateError):
        commits.commit(source.pk, preview=source.preview, by=None)
    assert not Person.objects.exists()


def test_an_entry_changed_since_the_preview_is_left_alone_and_reported() -> None:
    person = paul()
    source = previewed(ANNA, PAUL)
    contacts.update_contact(person.pk, {"function": "Colonel"}, revision=1)
    commits.commit(source.pk, preview=source.preview, by=None)
    person.refresh_from_db()
    assert (person.function, outcomes(source)) == ("Colonel", {2: Outcome.WRITTEN, 3: Outcome.LEFT})
    assert source.rows.get(number=3).reasons[0]["code"] == "changed_since"


def test_a_person_entered_since_the_preview_is_not_entered_twice() -> None:
    source = previewed(ANNA)
    make_person("AT", given_name="Anna", family_name="Muster", email="anna@example.org")
    commits.commit(source.pk, preview=source.preview, by=None)
    assert (Person.objects.count(), outcomes(source)) == (1, {2: Outcome.LEFT})


@pytest.mark.parametrize("index", [0, 1, 3, 5])
def test_a_row_refused_by_the_database_rolls_the_import_back_and_is_named(index: int) -> None:
    head = (*HEAD, "First contact")
    former = make_appointment("AT", person=paul(), starts_on=date(2016, 1, 1), primary_from=date(2016, 1, 1))
    rows = [("AT", "Bo", f"Z{letter}", f"{letter}@example.org", "", "", "") for letter in "abcde"]
    first = ("AT", "Bo", "Neu", "neu@example.org", "", "2020-01-01", "yes")
    ended = ("AT", "Paul", "Alt", "paul@example.org", "", "2016-01-01", "no")
    source = previewed(*rows[:index], first, *rows[index:], ended, head=head)
    assert source.errors == 0
    # The row that ends the former first contact is skipped, so the row of the next one contradicts it.
    contacts.update_contact(former.person_id, {"function": "Colonel"}, revision=1)
    with pytest.raises(RefusedError) as refused:
        commits.commit(source.pk, preview=source.preview, by=None)
    assert refused.value.number == index + 2
    assert (Person.objects.count(), codes(source)) == (1, {index + 2: ["refused"]})
    source.refresh_from_db()
    assert (source.state, source.errors, source.preview) == (ImportState.PREVIEWED, 1, 2)


def test_the_history_names_the_importer() -> None:
    editor = make_user(Role.EDITOR, email="editor@example.org")
    person = paul()
    with pghistory.context(user=editor.pk):
        committed(PAUL, by=editor)
    [step] = history_of(Person.objects.get(pk=person.pk))
    assert step.by == "editor@example.org"
    assert [(change.before, change.after) for change in step.changes] == [("Clerk", "Director")]


def test_commit_and_undo_stand_in_the_audit_trail() -> None:
    editor = make_user(Role.EDITOR)
    source = committed(ANNA, by=editor)
    commits.undo(source.pk, by=editor)
    entries = Entry.objects.filter(subject=str(source.key)).order_by("pk")
    assert [(entry.act, entry.actor) for entry in entries] == [
        (Act.IMPORT, editor),
        (Act.UNDO_IMPORT, editor),
    ]
    assert [entry.details for entry in entries] == [
        {"file": "focal-points.csv", "written": 1},
        {"file": "focal-points.csv", "undone": 1},
    ]


# Undo -------------------------------------------------------------------------------------------------------


def test_undo_brings_a_changed_entry_back_as_one_more_step() -> None:
    person = paul()
    source = committed(PAUL)
    commits.undo(source.pk, by=None)
    person.refresh_from_db()
    assert (person.function, person.revision, outcomes(source)) == ("Clerk", 3, {2: Outcome.UNDONE})


def test_undo_brings_back_an_end_and_who_was_first_contact() -> None:
    head = (*HEAD, "Ends on", "First contact")
    old = make_appointment("AT", person=paul(), starts_on=date(2016, 1, 1), primary_from=date(2016, 1, 1))
    ended = ("AT", "Paul", "Alt", "paul@example.org", "", "2016-01-01", "2020-01-01", "")
    new = ("AT", "Bo", "Neu", "neu@example.org", "", "2020-01-01", "", "yes")
    source = committed(ended, new, head=head)
    assert not old.__class__.objects.primary(date(2021, 1, 1)).filter(pk=old.pk).exists()
    commits.undo(source.pk, by=None)
    assert list(Appointment.objects.primary(date(2021, 1, 1))) == [old]


def test_undo_is_done_once() -> None:
    source = committed(ANNA)
    commits.undo(source.pk, by=None)
    with pytest.raises(WrongStateError):
        commits.undo(source.pk, by=None)


def change_the_entry(person: Person) -> None:
    contacts.update_contact(person.pk, {"function": "Colonel"}, revision=person.revision)


def give_an_account(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(user=make_user())


def end_the_appointment(person: Person) -> None:
    end_appointment(person.appointments.get().pk, on=date(2020, 1, 1), reason=EndReason.NEW_DUTIES)


def add_an_appointment(person: Person) -> None:
    make_appointment("AT", person=person, starts_on=date(2010, 1, 1), ends_on=date(2011, 1, 1))


def join_a_network(person: Person) -> None:
    Membership.objects.create(person=person, network=Network.objects.earliest("pk"), role="Member")


@pytest.mark.parametrize(
    "touch",
    [change_the_entry, give_an_account, end_the_appointment, add_an_appointment, join_a_network],
)
def test_undo_leaves_rows_changed_since_alone_and_names_them(touch: Callable[[Person], None]) -> None:
    source = committed(ANNA, ("AT", "Other", "Person", "other@example.org", "", ""))
    touch(Person.objects.get(email="anna@example.org"))
    commits.undo(source.pk, by=None)
    assert outcomes(source) == {2: Outcome.KEPT, 3: Outcome.UNDONE}
    assert list(Person.objects.values_list("email", flat=True)) == ["anna@example.org"]


def test_undo_is_not_held_up_by_the_preview_of_another_import() -> None:
    source, other = committed(ANNA), previewed((*ANNA[:4], "Director", "2016-04-12"))
    commits.undo(source.pk, by=None)
    assert not Person.objects.exists()
    commits.commit(other.pk, preview=1, by=None)
    assert (outcomes(other), Person.objects.count()) == ({2: Outcome.LEFT}, 0)


def test_undo_keeps_a_new_agency_that_others_use() -> None:
    source = committed((*ANNA, "Customs"), head=(*HEAD, "Agency"))
    agency = Person.objects.get().agency
    make_person("AT", agency=agency)
    commits.undo(source.pk, by=None)
    assert agency is not None
    agency.refresh_from_db()


def test_a_written_import_cannot_be_discarded_and_its_file_stays() -> None:
    source = committed(ANNA)
    with pytest.raises(WrongStateError):
        previews.discard(source.pk)
    with source.file.open() as file:
        assert file.read().startswith(b"State,")


def test_access_follows_the_import_and_comes_back_with_its_undoing() -> None:
    user = make_user()
    make_appointment("AT", person=paul(user=user), starts_on=date(2016, 1, 1))
    ended = ("AT", "Paul", "Alt", "paul@example.org", "", "2016-01-01", "2020-01-01")
    source = committed(ended, head=(*HEAD, "Ends on"), by=make_user(Role.EDITOR))
    user.refresh_from_db()
    assert not user.is_active
    commits.undo(source.pk, by=make_user(Role.EDITOR))
    user.refresh_from_db()
    assert user.is_active


def test_an_import_that_appoints_somebody_anew_gives_the_access_back() -> None:
    user = make_user()
    person = paul(user=user)
    make_appointment("AT", person=person, starts_on=date(2016, 1, 1), ends_on=date(2020, 1, 1))
    user.is_active = False
    user.save()
    committed(("AT", "Paul", "Alt", "paul@example.org", "", "2026-01-01"), by=make_user(Role.EDITOR))
    user.refresh_from_db()
    assert user.is_active


# Two at once ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_concurrent_commits_write_the_import_once() -> None:
    source = previewed(ANNA)
    press = lambda: commits.commit(source.pk, preview=source.preview, by=None)  # noqa: E731
    ends = at_once(press, press, press, refusals=(WrongStateError,))
    assert sorted(type(end).__name__ for end in ends) == ["Import", "WrongStateError", "WrongStateError"]
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_people_at_once_make_them_once() -> None:
    sources = [previewed(ANNA), previewed(ANNA)]
    acts = [lambda source=source: commits.commit(source.pk, preview=1, by=None) for source in sources]
    at_once(*acts)
    assert (Person.objects.count(), Appointment.objects.count()) == (1, 1)
    assert sorted(outcomes(source)[2] for source in sources) == [Outcome.LEFT, Outcome.WRITTEN]


@pytest.mark.parametrize("becomes", ["renamed", "merged"])
def test_undo_never_empties_the_agency_that_was_there(becomes: str) -> None:
    former = make_agency("AT", "Old Service")
    anna = make_person("AT", email="anna@example.org", given_name="Anna", family_name="Muster", agency=former)
    source = committed(("AT", "Anna", "Muster", "anna@example.org", "New"), head=(*HEAD[:4], "Agency"))
    kept = make_agency("AT", "Kept Service")
    if becomes == "renamed":
        Agency.objects.filter(pk=former.pk).update(name="Service, renamed")
    else:
        Agency.objects.filter(pk=former.pk).update(merged_into=kept)
    commits.undo(source.pk, by=None)
    anna.refresh_from_db()
    assert anna.agency is not None
    assert anna.agency.name == ("Service, renamed" if becomes == "renamed" else "Kept Service")
