"""One person's entry: whose it is, how it changes, how a change is taken back."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network.actions import access, contacts
from network.forms.contacts import ContactForm
from network.history import history_of
from network.models import Agency, Person
from network.models.person_fields import CONTACT_WAYS
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery
from nfp_portal.revisions.stale import StaleError
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment, make_person
from tests.factories.rounds import answer_of, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal_point() -> User:
    return make_user(Role.FOCAL_POINT)


@pytest.fixture
def own(client: Client, focal_point: User) -> Person:
    client.force_login(focal_point)
    return make_person(user=focal_point, telephone="+43 1 000 0001")


def typed(person: Person, **changes: Any) -> dict[str, Any]:
    """What the form sends: the entry as it is, with the changes."""
    fields = ("given_name", "family_name", "email", "telephone")
    visible = [f"{field}_visibility" for field in CONTACT_WAYS]
    sent = {name: getattr(person, name) for name in (*fields, *visible)}
    return sent | {"agency": person.agency_id or "", "revision": person.revision} | changes


def save(client: Client, person: Person, **changes: Any) -> Any:
    return client.post(reverse("network:edit", args=[person.key]), typed(person, **changes))


def test_ones_own_entry_is_changed_and_says_so_with_an_undo(client: Client, own: Person) -> None:
    customs = make_agency("AT", "Customs Administration")
    response = save(client, own, telephone="+43 1 000 0002", agency=customs.pk)
    assert response.headers["Location"] == reverse("network:me")
    own.refresh_from_db()
    assert (own.telephone, own.agency, own.revision) == ("+43 1 000 0002", customs, 2)
    assert f"/people/{own.key}/undo/2/" in client.get(reverse("network:me")).content.decode()


def test_undo_brings_the_entry_back_and_both_steps_stand_in_its_history(client: Client, own: Person) -> None:
    save(client, own, telephone="+43 1 000 0002")
    client.post(reverse("network:undo", args=[own.key, 2]))
    own.refresh_from_db()
    assert (own.telephone, own.revision) == ("+43 1 000 0001", 3)
    changes = [(change.before, change.after) for step in history_of(own) for change in step.changes]
    assert changes == [("+43 1 000 0002", "+43 1 000 0001"), ("+43 1 000 0001", "+43 1 000 0002")]


def test_the_pages_of_a_history_hold_each_step_once(own: Person) -> None:
    for number in range(2, 7):
        Person.objects.filter(pk=own.pk).update(revision=number, telephone=f"+43 {number // 2}")
    history = history_of(own)
    assert (len(history), len(list(history))) == (5, 3)
    pages = [history[start : start + 2] for start in (0, 2, 4)]
    assert [step for page in pages for step in page] == list(history)


def test_the_history_names_who_did_it(client: Client, own: Person, focal_point: User) -> None:
    User.objects.filter(pk=focal_point.pk).update(name="Anna Muster")
    save(client, own, function="Head of Unit")
    assert [(step.by, step.changes[0].label) for step in history_of(own)] == [("Anna Muster", "Function")]


def test_the_history_offers_to_take_the_latest_change_back(client: Client, own: Person) -> None:
    page = client.get("/me/").content.decode()
    assert "Undo this change" not in page
    save(client, own, function="Director")
    client.get("/me/")  # where the message with its Undo is shown, once
    page = client.get("/me/").content.decode()
    assert page.count("Undo this change") == 1
    assert f'action="/people/{own.key}/undo/2/"' in page
    client.post(reverse("network:confirm", args=[own.key]), {"revision": 2})
    assert "Undo this change" not in client.get("/me/").content.decode()


def test_undo_gives_way_to_a_later_change(client: Client, own: Person) -> None:
    save(client, own, telephone="+43 1 000 0002")
    own.refresh_from_db()
    save(client, own, telephone="+43 1 000 0003")
    client.post(reverse("network:undo", args=[own.key, 2]))
    own.refresh_from_db()
    assert own.telephone == "+43 1 000 0003"


@pytest.mark.parametrize("page", ["edit", "confirm"])
def test_a_colleagues_entry_cannot_be_changed_by_address_either(
    client: Client, own: Person, page: str
) -> None:
    colleague = make_person("AT")
    address = reverse(f"network:{page}", args=[colleague.key])
    assert client.post(address, typed(colleague, telephone="+43 9 999 9999")).status_code == 404
    assert client.post(reverse("network:undo", args=[colleague.key, 1])).status_code == 404
    colleague.refresh_from_db()
    assert (colleague.telephone, colleague.revision) == ("", 1)


def test_a_colleagues_entry_offers_no_change(client: Client, own: Person) -> None:
    page = client.get(make_person("DE").get_absolute_url()).content.decode()
    assert "/edit/" not in page
    assert "History" not in page


@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDITOR, 200), (Role.APPROVER, 200), (Role.DELEGATION, 404)]
)
def test_editors_may_change_any_entry(client: Client, settings: Any, role: Role, status: int) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(role))
    assert client.get(reverse("network:edit", args=[make_person().key])).status_code == status


def test_a_stale_form_meets_both_versions_and_writes_nothing(client: Client, own: Person) -> None:
    stale = own.revision
    save(client, own, telephone="+43 1 000 0002")
    response = save(client, own, telephone="+43 1 000 0003", revision=stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert "+43 1 000 0002" in page
    assert "+43 1 000 0003" in page
    own.refresh_from_db()
    assert own.telephone == "+43 1 000 0002"


def hidden_values(page: str) -> dict[str, str]:
    """The hidden fields of the page's form with both versions."""
    form = page.partition('<form class="versions')[2].partition("</form>")[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in pairs}


@pytest.mark.parametrize(
    ("choices", "telephone", "mobile"),
    [
        ({}, "+43 1 000 0003", "+43 664 000 0003"),
        ({"keep:telephone": "theirs"}, "+43 1 000 0002", "+43 664 000 0003"),
        ({"keep:telephone": "theirs", "keep_mine": "on"}, "+43 1 000 0003", "+43 664 000 0003"),
        ({"keep:telephone": "theirs", "keep:mobile": "theirs"}, "+43 1 000 0002", ""),
    ],
)
def test_mine_or_theirs_is_saved_field_by_field(
    client: Client, own: Person, choices: dict[str, str], telephone: str, mobile: str
) -> None:
    stale = own.revision
    save(client, own, telephone="+43 1 000 0002")
    mine = {"telephone": "+43 1 000 0003", "mobile": "+43 664 000 0003"}
    page = save(client, own, **mine, revision=stale).content.decode()
    response = client.post(reverse("network:edit", args=[own.key]), hidden_values(page) | choices)
    assert response.status_code == 302
    own.refresh_from_db()
    assert (own.telephone, own.mobile) == (telephone, mobile)


def test_choosing_between_versions_is_asked_again_after_a_third_version(client: Client, own: Person) -> None:
    stale = own.revision
    save(client, own, telephone="+43 1 000 0002")
    page = save(client, own, telephone="+43 1 000 0003", revision=stale).content.decode()
    own.refresh_from_db()
    save(client, own, telephone="+43 1 000 0004")
    again = client.post(reverse("network:edit", args=[own.key]), hidden_values(page))
    assert again.status_code == 409
    assert "+43 1 000 0004" in again.content.decode()


def test_submitting_a_change_twice_changes_the_entry_once(client: Client, own: Person) -> None:
    sent = typed(own, telephone="+43 1 000 0002")
    address = reverse("network:edit", args=[own.key])
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    own.refresh_from_db()
    assert own.revision == 2


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("email", "anna@", "This is no e-mail address. Write it as name@example.org."),
        ("telephone", "01 234", "Write the number with its country code, as +43 1 000 0000."),
        ("telephone", "+12", "Write the number with its country code, as +43 1 000 0000."),
        ("family_name", "", "This field is required."),
        ("agency", "999999", "Select a valid choice. That choice is not one of the available choices."),
    ],
)
def test_a_mistake_is_named_at_its_field_and_typed_values_stay(
    client: Client, own: Person, field: str, value: str, message: str
) -> None:
    response = save(client, own, function="Kept words", **{field: value})
    assert response.status_code == 422
    assert response.context["form"].errors[field] == [message]
    assert "Kept words" in response.content.decode()
    own.refresh_from_db()
    assert own.revision == 1


def test_an_address_that_was_given_away_does_not_come_back(client: Client, own: Person) -> None:
    former = own.email
    save(client, own, email="new@example.org")
    make_person(email=former)
    response = client.post(reverse("network:undo", args=[own.key, 2]), follow=True)
    assert "belongs to another entry by now" in response.content.decode()
    own.refresh_from_db()
    assert (own.email, own.revision) == ("new@example.org", 2)


def test_an_address_of_another_entry_is_refused_at_the_field(client: Client, own: Person) -> None:
    make_person(email="taken@example.org")
    response = save(client, own, email="Taken@example.org")
    assert "This e-mail address belongs to another entry." in response.content.decode()


def test_an_agency_of_another_state_cannot_be_chosen(client: Client, own: Person) -> None:
    response = save(client, own, agency=make_agency("DE", "Zoll").pk)
    assert "agency" in response.context["form"].errors


def test_an_agency_missing_from_the_list_is_added_to_ones_state(client: Client, own: Person) -> None:
    save(client, own, new_agency="River Police", new_agency_kind="police")
    own.refresh_from_db()
    assert own.agency == Agency.objects.get(name="River Police", state=own.state)


def test_another_agency_needs_its_kind(client: Client, own: Person) -> None:
    response = save(client, own, new_agency="River Police")
    assert response.context["form"].errors["new_agency_kind"] == ["Choose what kind of agency it is."]


def test_one_button_confirms_an_entry(client: Client, own: Person) -> None:
    page = client.get("/me/").content.decode()
    assert '<input type="hidden" name="revision" value="1">' in page
    answers = [client.post(f"/people/{own.key}/confirm/", {"revision": 1}, follow=True) for _press in "ab"]
    own.refresh_from_db()
    assert (own.is_confirmed(), own.revision) == (True, 2)
    assert ["changed meanwhile" in answer.content.decode() for answer in answers] == [False, False]


@pytest.mark.parametrize("seen", ["1", "", "3", "9" * 30])
def test_a_stale_confirmation_confirms_nothing(client: Client, own: Person, seen: str) -> None:
    row = ask(make_appointment(person=own))
    contacts.update_contact(own.pk, {"telephone": "+43 1 000 0009"}, revision=1)
    answer = client.post(f"/people/{own.key}/confirm/", {"revision": seen}, follow=True)
    assert "look at it again before you confirm it" in answer.content.decode()
    own.refresh_from_db()
    row.refresh_from_db()
    assert (own.confirmed_on, own.revision, answer_of(row)) == (None, 2, "waiting")


def test_without_an_entry_the_page_says_whom_to_ask(client: Client, focal_point: User) -> None:
    client.force_login(focal_point)
    assert "ask the secretariat" in client.get(reverse("network:me")).content.decode()


def test_a_focal_point_is_invited_from_the_entry(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    person = make_appointment().person
    client.post(reverse("network:invite", args=[person.key]))
    person.refresh_from_db()
    assert person.user is not None
    assert person.user.role == Role.FOCAL_POINT
    assert Delivery.objects.get().address == person.email


def test_inviting_again_reaches_the_account_and_takes_no_entry_from_anybody() -> None:
    owner, approver = make_user(Role.FOCAL_POINT), make_user(Role.APPROVER)
    person = make_person(user=owner, email=approver.email)
    assert access.invite_focal_point(person.pk, by=None) == owner
    assert Delivery.objects.get().address == owner.email


@pytest.mark.parametrize("role", [Role.APPROVER, Role.FOCAL_POINT])
def test_an_address_that_signs_somebody_else_in_is_refused(client: Client, settings: Any, role: Role) -> None:
    settings.REQUIRE_MFA = False
    other = make_user(role)
    make_person(user=other)
    person = make_person(email=other.email)
    client.force_login(make_user(Role.EDITOR))
    page = client.post(reverse("network:invite", args=[person.key]), follow=True).content.decode()
    person.refresh_from_db()
    assert person.user is None
    assert "signs somebody else in" in page


def test_a_stale_form_adds_no_agency_either(client: Client, own: Person) -> None:
    stale = own.revision
    save(client, own, telephone="+43 1 000 0002")
    response = save(client, own, new_agency="River Police", new_agency_kind="police", revision=stale)
    assert response.status_code == 409
    assert not Agency.objects.filter(name="River Police").exists()


def test_an_entry_without_a_state_offers_no_new_agency(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    person = make_person(state=None, agency=None)
    response = client.post(
        reverse("network:edit", args=[person.key]), typed(person, new_agency="X", new_agency_kind="police")
    )
    assert response.status_code == 302


def test_a_stale_update_raises_an_error_with_the_current_entry() -> None:
    person = make_person()
    contacts.update_contact(person.pk, {"function": "New"}, revision=1)
    with pytest.raises(StaleError) as stale:
        contacts.update_contact(person.pk, {"function": "Newer"}, revision=1)
    assert stale.value.row.function == "New"


def test_topics_that_are_no_field_of_work_any_more_are_shown_and_kept(client: Client, own: Person) -> None:
    Person.objects.filter(pk=own.pk).update(topics=["Trains", "Policing"])
    text = " ".join(client.get(own.get_absolute_url()).content.decode().split())
    assert '<dd>Trains, <a href="/fields/policing/">Policing</a></dd>' in text
    form = ContactForm(instance=Person.objects.get(pk=own.pk))
    assert form["topics"].value() == ["Trains", "Policing"]
    assert ("Trains", "Trains") in form.fields["topics"].choices  # type: ignore[attr-defined] # a choice field


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [(["en", "fr", "ru"], ["ru", "en", "fr"]), (["en"], ["en"]), (["en", "ru"], ["ru", "en"])],
)
def test_a_form_keeps_the_order_of_working_languages(chosen: list[str], kept: list[str]) -> None:
    """Boxes are ticked in the order of the list, but letters are written in the first language."""
    person = make_person("AT", languages=["ru", "en"])
    form = ContactForm(typed(person, languages=chosen, function="New"), instance=person)
    assert form.is_valid(), form.errors
    assert form.changes().get("languages", ["ru", "en"]) == kept
