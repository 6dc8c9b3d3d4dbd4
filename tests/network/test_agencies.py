"""Institutions that people typed are looked over before anybody else reads them."""

from typing import Any

import pytest
from django.test import Client

from network.actions.agencies import accept_agency, merge_agency
from network.actions.contacts import agency_of, undo_change, update_contact
from network.actions.merging import CannotMergeError
from network.actions.nominees import Nominee, entry_of
from network.history import history_of
from network.imports.actions import commits
from network.models import Agency, NewAgency, Person
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.imports import previewed
from tests.factories.network import make_agency, make_appointment, make_person, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def editor() -> Client:
    return client_of(make_user(Role.EDITOR))


def typed(name: str = "Rivr Police") -> Agency:
    """Make an institution as somebody outside the secretariat named it."""
    agency = make_agency("AT", name)
    Agency.objects.filter(pk=agency.pk).update(reviewed_at=None)
    return Agency.objects.get(pk=agency.pk)


def form_of(person: Person, **more: str) -> dict[str, str]:
    names = {"given_name": person.given_name, "family_name": person.family_name, "email": person.email}
    ways = ("email", "second_email", "telephone", "mobile")
    seen = {f"{way}_visibility": getattr(person, f"{way}_visibility") for way in ways}
    named = {"new_agency": "River Police", "new_agency_kind": "police", "revision": "1"}
    return names | seen | named | more


def test_an_institution_named_by_a_focal_point_waits_for_review() -> None:
    person = make_appointment("AT").person
    person.user = make_user()
    person.save()
    own = client_of(person.user)
    assert own.post(f"/people/{person.key}/edit/", form_of(person)).status_code == 302
    assert Agency.objects.unreviewed().get().name == "River Police"
    assert "River Police" not in Client().get("/states/AT/").content.decode()
    assert "River Police" in own.get(f"/people/{person.key}/").content.decode()


def test_an_institution_named_by_an_editor_needs_no_review(editor: Client) -> None:
    person = make_person("AT")
    editor.post(f"/people/{person.key}/edit/", form_of(person))
    assert Agency.objects.reviewed().filter(name="River Police").exists()


def test_an_editor_accepts_it_under_a_better_name(editor: Client) -> None:
    agency = typed()
    assert "Rivr Police" in editor.get("/institutions/").content.decode()
    assert "Institutions to review" in editor.get("/desk/").content.decode()
    editor.post(f"/institutions/{agency.pk}/", {"name": "River Police", "kind": "police", "revision": 1})
    assert "River Police" in Client().get("/states/AT/").content.decode()
    assert "Rivr" not in editor.get("/institutions/").content.decode()


def test_a_name_that_is_taken_is_merged_instead(editor: Client) -> None:
    agency, known = typed(), make_agency("AT", "River Police")
    person = make_person("AT", agency=agency)
    response = editor.post(
        f"/institutions/{agency.pk}/", {"name": "River Police", "kind": "police", "revision": 1}
    )
    assert "merge the two" in str(response.context["form"].errors["name"])
    editor.post(f"/institutions/{agency.pk}/merge/", {"into": str(known.pk), "revision": 1})
    person.refresh_from_db()
    assert (person.agency, person.revision) == (known, 2)
    assert "Rivr Police" not in editor.get("/states/AT/").content.decode()
    assert editor.get(f"/institutions/{agency.pk}/").status_code == 404


def test_a_past_day_and_the_history_still_name_the_institution_that_was_merged() -> None:
    agency, known = typed(), make_agency("AT", "River Police")
    person = make_person("AT", agency=agency)
    merge_agency(agency.pk, into=known.pk)
    (step,) = history_of(Person.objects.get(pk=person.pk))
    assert [(change.before, change.after) for change in step.changes] == [("Rivr Police", "River Police")]


def test_a_merged_institution_chosen_earlier_means_the_target() -> None:
    agency, known = typed(), make_agency("AT", "River Police")
    person = make_person("AT")
    merge_agency(agency.pk, into=known.pk)
    assert update_contact(person.pk, {"agency_id": agency.pk}, revision=1).agency == known
    nominee = Nominee(facts={"given_name": "Eva", "family_name": "Neu", "agency_id": agency.pk})
    assert entry_of(nominee, state("AT")).agency == known
    assert agency_of(NewAgency("Rivr Police", "police"), state("AT")) == known


def test_the_target_of_a_merger_may_take_the_name_of_the_duplicate(editor: Client) -> None:
    wrong, right = make_agency("AT", "Boarder Polize"), make_agency("AT", "Border Police")
    person = make_person(agency=right)
    merge_agency(right.pk, into=wrong.pk)
    answer = editor.post(
        f"/institutions/{wrong.pk}/", {"name": "Border Police", "kind": "border_police", "revision": 1}
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.agency, str(person.agency)) == (wrong, "Border Police")
    assert agency_of(NewAgency("Border Police", "other"), state("AT")) == wrong


def test_an_import_prefers_the_current_institution_to_a_merged_one_of_the_same_name() -> None:
    wrong, right = make_agency("AT", "Boarder Polize"), make_agency("AT", "Border Police")
    merge_agency(right.pk, into=wrong.pk)
    accept_agency(wrong.pk, name="Border Police", kind="border_police", revision=1)
    head = ("State", "Given name", "Family name", "Agency")
    source = previewed(("AT", "Anna", "Neu", "Border Police"), head=head)
    commits.commit(source.pk, preview=source.preview, by=None)
    assert [person.agency for person in Person.objects.all()] == [wrong]
    assert Agency.objects.count() == 2


def test_an_import_follows_a_merger_between_preview_and_commit() -> None:
    old, kept = make_agency("AT", "Old Office"), make_agency("AT", "New Office")
    head = ("State", "Given name", "Family name", "Agency")
    source = previewed(("AT", "Anna", "Neu", "Old Office"), head=head)
    merge_agency(old.pk, into=kept.pk)
    commits.commit(source.pk, preview=source.preview, by=None)
    assert [person.agency for person in Person.objects.all()] == [kept]
    assert Agency.objects.count() == 2


def test_mergers_do_not_chain() -> None:
    first, second, third = typed(), make_agency("AT", "River Police"), make_agency("AT", "Water Police")
    merge_agency(first.pk, into=second.pk)
    merge_agency(second.pk, into=third.pk)
    first.refresh_from_db()
    assert first.merged_into == third
    with pytest.raises(CannotMergeError):
        merge_agency(third.pk, into=second.pk)


def test_undo_of_a_change_before_the_merger_leads_to_the_kept_institution() -> None:
    agency, known = typed(), make_agency("AT", "River Police")
    person = make_person("AT", agency=agency)
    update_contact(person.pk, {"agency_id": make_agency("AT").pk}, revision=1)
    merge_agency(agency.pk, into=known.pk)
    assert undo_change(person.pk, revision=2).agency == known


def test_institutions_of_two_states_are_never_one(editor: Client) -> None:
    agency, foreign = typed(), make_agency("DE", "River Police")
    response = editor.post(f"/institutions/{agency.pk}/merge/", {"into": str(foreign.pk), "revision": 1})
    assert response.status_code == 422
    for into in (foreign.pk, agency.pk):
        with pytest.raises(CannotMergeError):
            merge_agency(agency.pk, into=into)


def test_a_second_review_keeps_the_first_day() -> None:
    agency = make_agency("AT")
    again = accept_agency(agency.pk, name="Renamed", kind="police", revision=1)
    assert (again.reviewed_at, again.revision) == (agency.reviewed_at, 2)


def test_the_page_of_an_institution_opens(editor: Client) -> None:
    agency = typed()
    make_person("AT", agency=agency)
    assert "MUSTER" in editor.get(f"/institutions/{agency.pk}/").content.decode()


def test_a_name_written_otherwise_is_the_same_institution() -> None:
    known = make_agency("AT", "Polícia Fluvial")
    assert agency_of(NewAgency("POLICIA fluvial", "police"), state("AT")) == known
    assert agency_of(NewAgency("POLICIA fluvial", "police"), state("DE")) != known


def test_of_two_who_name_an_institution_the_second_sees_both_versions(editor: Client) -> None:
    agency = typed()
    accept_agency(agency.pk, name="River Police", kind="police", revision=1)
    address, sent = f"/institutions/{agency.pk}/", {"name": "Water Police", "kind": "police"}
    answer = editor.post(address, sent | {"revision": 1})
    assert answer.status_code == 409
    assert [(each["yours"], each["theirs"]) for each in answer.context["differences"]] == [
        ("Water Police", "River Police")
    ]
    assert Agency.objects.get().name == "River Police"
    assert editor.post(address, sent | {"revision": 2}).status_code == 302
    assert Agency.objects.get().name == "Water Police"


def test_an_institution_that_got_another_name_is_looked_at_again_before_it_is_merged(editor: Client) -> None:
    agency, known = typed(), make_agency("AT", "River Police")
    accept_agency(agency.pk, name="Rhine Police", kind="police", revision=1)
    address = f"/institutions/{agency.pk}/merge/"
    assert (
        "changed meanwhile"
        in editor.post(address, {"into": known.pk, "revision": 1}, follow=True).content.decode()
    )
    assert Agency.objects.kept().count() == 2
    editor.post(address, {"into": known.pk, "revision": 2})
    agency.refresh_from_db()
    assert (agency.merged_into, agency.revision) == (known, 3)
