"""Editors write acts of States into the record, each by one form."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pghistory
import pytest
from django.test import Client
from django.utils import timezone

from network.actions.access import settle_access
from network.actions.appointments import end_appointment
from network.actions.contacts import update_contact
from network.models import Appointment, EndReason, Person
from nfp_portal.accounts.models import Invitation, Role, User
from tests.factories.accounts import client_of, make_user
from tests.factories.files import PDF, make_scan
from tests.factories.network import make_appointment, make_delegate, make_person

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2020, 1, 1)
NEW = "/states/AT/appointments/new/"
EVA = {"given_name": "Eva", "family_name": "Neu", "starts_on": "2026-03-01"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Any, tmp_path: Path) -> None:
    settings.REQUIRE_MFA = False
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def desk(editor: User) -> Client:
    return client_of(editor)


def address(appointment: Appointment, act: str) -> str:
    return f"/appointments/{appointment.pk}/{act}/"


def test_a_new_person_is_recorded_with_the_scan_of_the_letter(desk: Client) -> None:
    instrument = {
        "instrument_kind": "note_verbale",
        "instrument_reference": "AT/7",
        "instrument_on": "2026-02-20",
        "instrument_file": make_scan(),
    }
    response = desk.post(NEW, EVA | {"primary": "on"} | instrument)
    assert response.headers["Location"] == "/states/AT/"
    made = Appointment.objects.get()
    assert (str(made.person), made.primary_from, made.instrument_reference) == (
        "Eva NEU",
        made.starts_on,
        "AT/7",
    )
    assert made.instrument_file_name == "note-verbale.pdf"
    assert "note-verbale" not in str(made.instrument_file.name)


def test_somebody_of_the_directory_is_found_and_appointed(desk: Client) -> None:
    person = make_person("AT", given_name="Jürgen", family_name="Müller", email="jm@example.org")
    for query in ("muller", "JM@example.org"):
        assert f"{NEW}?person={person.key}" in desk.get(NEW, {"q": query}).content.decode()
    response = desk.get(f"{NEW}?person={person.key}")
    assert "id_family_name" not in response.content.decode()
    desk.post(f"{NEW}?person={person.key}", {"starts_on": "2026-03-01"})
    assert Appointment.objects.get().person == person
    assert Person.objects.count() == 1


@pytest.mark.parametrize("key", ["nobody", "00000000-0000-4000-8000-000000000000"])
def test_an_entry_that_is_not_there_cannot_be_appointed(desk: Client, key: str) -> None:
    assert desk.get(f"{NEW}?person={key}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"starts_on": ""}, "starts_on", "required"),
        ({"starts_on": "1.3.2026"}, "starts_on", "Write the date as"),
        ({"ends_on": "2026-03-01"}, "ends_on", "choose a day after the start"),
        ({"email": "taken@example.org"}, "email", "choose that entry instead"),
        ({"new_agency": "River Police"}, "new_agency_kind", "what kind of agency"),
        ({"telephone": "12345"}, "telephone", "country code"),
        ({"family_name": ""}, "family_name", "required"),
    ],
)
def test_invalid_values_of_an_appointment_are_field_errors(
    desk: Client, typed: dict[str, str], field: str, message: str
) -> None:
    make_person("DE", email="taken@example.org")
    response = desk.post(NEW, EVA | typed)
    assert response.status_code == 422
    assert message in str(response.context["form"].errors[field])
    assert not Appointment.objects.exists()


def test_a_refusal_of_the_database_is_a_field_error(desk: Client) -> None:
    person = make_appointment("AT").person
    response = desk.post(f"{NEW}?person={person.key}", {"starts_on": "2026-03-01"})
    assert response.status_code == 422
    assert "already speaks for the State" in str(response.context["form"].errors["starts_on"])


def test_an_end_is_recorded_and_undone(desk: Client) -> None:
    appointment = make_appointment("AT", primary_from=NEW_YEAR)
    typed = {"revision": "1", "ends_on": "2026-05-01", "end_reason": EndReason.NEW_DUTIES}
    page = desk.post(address(appointment, "end"), typed, follow=True).content.decode()
    undo = f"/appointments/{appointment.pk}/undo/2/"
    assert undo in page
    appointment.refresh_from_db()
    assert appointment.ends_on == date(2026, 5, 1)
    assert "Taken back." in desk.post(undo, follow=True).content.decode()
    again = Appointment.objects.get()
    assert (again.ends_on, again.end_reason, again.primary_from) == (None, "", NEW_YEAR)
    assert "Another act followed" in desk.post(undo, follow=True).content.decode()


def test_an_end_before_the_start_is_named_at_its_field(desk: Client) -> None:
    appointment = make_appointment("AT")
    typed = {"revision": "1", "ends_on": "2020-01-01", "end_reason": EndReason.NEW_DUTIES}
    response = desk.post(address(appointment, "end"), typed)
    assert response.status_code == 422
    assert "ends_on" in response.context["form"].errors


def test_a_recorded_end_is_corrected_and_not_recorded_again(desk: Client) -> None:
    appointment = make_appointment("AT", ends_on=date(2026, 5, 1))
    assert desk.get(address(appointment, "end")).headers["Location"] == address(appointment, "correct")


def test_a_hand_over_is_recorded_by_one_form_and_undone_as_a_whole(desk: Client) -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR)
    typed = EVA | {"revision": "1", "predecessor_ends_on": "2026-05-01"}
    assert desk.post(address(former, "hand-over"), typed).status_code == 302
    made = Appointment.objects.get(succeeds=former)
    assert (made.primary_from, str(made.person)) == (date(2026, 5, 1), "Eva NEU")
    desk.post(f"/appointments/{made.pk}/undo/1/")
    assert Appointment.objects.get() == former
    former.refresh_from_db()
    assert (former.ends_on, former.primary_until) == (None, None)
    assert not Person.objects.filter(family_name="Neu").exists()


def test_undo_keeps_a_new_person_whose_entry_changed_since(desk: Client) -> None:
    former = make_appointment("AT", primary_from=NEW_YEAR)
    typed = EVA | {"revision": "1", "predecessor_ends_on": "2026-05-01"}
    desk.post(address(former, "hand-over"), typed)
    made = Appointment.objects.get(succeeds=former)
    update_contact(made.person_id, {"function": "Head"}, revision=made.person.revision)
    page = desk.post(f"/appointments/{made.pk}/undo/1/", follow=True).content.decode()
    assert f'The entry of <a href="{made.person.get_absolute_url()}">Eva NEU</a> stays' in page
    assert Appointment.objects.get() == former


def test_an_address_that_is_taken_leads_to_whose_it_is(desk: Client) -> None:
    known = make_person("AT", email="eva.neu@example.org")
    page = desk.post(NEW, EVA | {"email": "Eva.Neu@example.org"}).content.decode()
    assert f'<a href="{known.get_absolute_url()}">{known}</a>' in page
    assert f'<a href="{NEW}?person={known.key}">Choose this entry</a>' in page


def test_a_successor_must_stay_beyond_the_predecessor(desk: Client) -> None:
    former = make_appointment("AT")
    typed = EVA | {"revision": "1", "predecessor_ends_on": "2026-05-01", "ends_on": "2026-04-01"}
    assert "ends_on" in desk.post(address(former, "hand-over"), typed).context["form"].errors
    typed = EVA | {"revision": "1", "predecessor_ends_on": "2019-05-01"}
    assert "predecessor_ends_on" in desk.post(address(former, "hand-over"), typed).context["form"].errors


def test_a_hand_over_keeps_the_recorded_end_of_the_predecessor(desk: Client) -> None:
    former = make_appointment("AT", ends_on=date(2025, 5, 1), end_reason=EndReason.NEW_DUTIES)
    typed = EVA | {"revision": "1", "predecessor_ends_on": "2026-05-01"}
    assert desk.post(address(former, "hand-over"), typed).status_code == 302
    former.refresh_from_db()
    assert (former.ends_on, former.end_reason) == (date(2025, 5, 1), "new_duties")


def test_days_and_instrument_are_corrected(desk: Client) -> None:
    appointment = make_appointment("AT")
    typed = {
        "revision": "1",
        "starts_on": "2019-06-01",
        "primary_from": "2019-06-01",
        "instrument_reference": "AT/9",
        "instrument_file": make_scan("letter.pdf"),
    }
    assert desk.post(address(appointment, "correct"), typed).status_code == 302
    appointment.refresh_from_db()
    assert (appointment.starts_on, appointment.instrument_file_name) == (date(2019, 6, 1), "letter.pdf")
    typed = {"revision": "2", "starts_on": "2019-06-01", "instrument_reference": "AT/9"}
    desk.post(address(appointment, "correct"), typed)
    appointment.refresh_from_db()
    assert (appointment.primary_from, appointment.instrument_file_name) == (None, "letter.pdf")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"ends_on": "2019-01-01"}, "ends_on"),
        ({"end_reason": "succeeded"}, "ends_on"),
        ({"primary_from": "2019-01-01"}, "primary_from"),
        ({"primary_until": "2021-01-01"}, "primary_from"),
        ({"primary_from": "2021-01-01", "primary_until": "2021-01-01"}, "primary_until"),
        (
            {"ends_on": "2021-01-01", "primary_from": "2020-02-01", "primary_until": "2022-01-01"},
            "primary_until",
        ),
        ({"primary_from": "2020-01-01"}, "primary_from"),
        ({"succeeds": "0"}, "succeeds"),
    ],
)
def test_a_correction_that_contradicts_is_named_at_its_field(
    desk: Client, typed: dict[str, str], field: str
) -> None:
    make_appointment("AT", primary_from=NEW_YEAR, ends_on=date(2020, 2, 1))
    appointment = make_appointment("AT")
    response = desk.post(
        address(appointment, "correct"), {"revision": "1", "starts_on": "2020-01-01"} | typed
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_the_first_contact_changes_from_a_day(desk: Client) -> None:
    former, other = make_appointment("AT", primary_from=NEW_YEAR), make_appointment("AT")
    desk.post(address(other, "first-contact"), {"revision": "1", "primary_from": "2026-05-01"})
    assert Appointment.objects.primary(date(2026, 5, 1)).get() == other
    response = desk.post(address(former, "first-contact"), {"revision": "2", "primary_from": "2019-01-01"})
    assert "primary_from" in response.context["form"].errors


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("end", {"ends_on": "2026-05-01", "end_reason": "new_duties"}),
        ("hand-over", EVA | {"predecessor_ends_on": "2026-05-01"}),
        ("correct", {"starts_on": "2019-06-01"}),
        ("first-contact", {"primary_from": "2026-05-01"}),
    ],
)
def test_a_stale_form_writes_nothing(desk: Client, act: str, typed: dict[str, str]) -> None:
    appointment = make_appointment("AT")
    Appointment.objects.update(revision=2)
    response = desk.post(address(appointment, act), typed | {"revision": "1"})
    assert response.status_code == 409
    appointment.refresh_from_db()
    assert (appointment.revision, appointment.starts_on, Appointment.objects.count()) == (2, NEW_YEAR, 1)


def test_a_stale_form_shows_both_versions_in_words(desk: Client) -> None:
    former = make_appointment("AT")
    appointment = make_appointment("AT", succeeds=former, instrument_kind="letter")
    Appointment.objects.filter(pk=appointment.pk).update(revision=2)
    typed = {"revision": "1", "starts_on": "2020-01-01", "instrument_kind": "email"}
    response = desk.post(address(appointment, "correct"), typed)
    differences = {each["label"]: (each["yours"], each["theirs"]) for each in response.context["differences"]}
    assert differences["Kind of instrument"] == ("E-mail of the delegation", "Letter")
    assert differences["Successor of"][1].startswith(former.person.in_list)
    assert set(differences) == {"Kind of instrument", "Successor of"}


def test_a_partner_has_no_focal_points(desk: Client) -> None:
    assert desk.get("/states/DZ/appointments/new/").status_code == 404
    assert desk.get("/states/DZ/").context["staff_view"] is None


@pytest.mark.parametrize("act", ["end", "hand-over", "correct", "first-contact"])
def test_each_form_opens(desk: Client, act: str) -> None:
    assert desk.get(address(make_appointment("AT"), act)).status_code == 200


def test_the_scan_is_for_the_secretariat_and_the_own_delegation(desk: Client) -> None:
    desk.post(NEW, EVA | {"instrument_file": make_scan()})
    made = Appointment.objects.get()
    scan = address(made, "instrument")
    for user in (make_user(Role.ADMINISTRATOR), make_delegate("AT")):
        response = client_of(user).get(scan)
        assert response.headers["Content-Disposition"] == 'attachment; filename="note-verbale.pdf"'
        assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined] # a file's answer
    for other in (make_delegate("DE"), make_user(Role.FOCAL_POINT), make_user(Role.DELEGATION)):
        assert client_of(other).get(scan).status_code == 404
    assert desk.get(address(make_appointment("AT"), "instrument")).status_code == 404
    Path(made.instrument_file.path).unlink()  # missing from the store: not there, no error
    assert desk.get(scan).status_code == 404


def test_an_end_that_has_come_closes_the_account_at_once(desk: Client) -> None:
    appointment = make_appointment("AT")
    appointment.person.user = make_user()
    appointment.person.save()
    typed = {"revision": "1", "ends_on": str(timezone.localdate()), "end_reason": "left_service"}
    desk.post(address(appointment, "end"), typed)
    assert not User.objects.get(pk=appointment.person.user.pk).is_active


def test_an_end_to_come_leaves_the_account_open(desk: Client) -> None:
    appointment = make_appointment("AT")
    appointment.person.user = make_user()
    appointment.person.save()
    later = timezone.localdate() + timedelta(days=1)
    desk.post(
        address(appointment, "end"), {"revision": "1", "ends_on": str(later), "end_reason": "left_service"}
    )
    assert User.objects.get(pk=appointment.person.user.pk).is_active


def test_an_undo_refused_by_the_record_shows_a_message(desk: Client) -> None:
    former = make_appointment("AT", primary_from=date(2020, 1, 1))
    with pghistory.context(path="/appointments/1/end/"):
        end_appointment(former.pk, on=date(2026, 3, 1), reason=EndReason.NEW_DUTIES)
    with pghistory.context(path="/states/AT/appointments/new/"):
        make_appointment("AT", starts_on=date(2026, 3, 1), primary_from=date(2026, 3, 1))
    page = desk.post(f"/appointments/{former.pk}/undo/2/", follow=True).content.decode()
    assert "another first contact in that time" in page
    former.refresh_from_db()
    assert former.ends_on == date(2026, 3, 1)


def closed_accounts() -> Appointment:
    """Make an appointment whose end is recorded by mistake, and with it the account is closed."""
    appointment = make_appointment("AT")
    appointment.person.user = make_user()
    appointment.person.save()
    with pghistory.context(path="/appointments/1/end/"):
        end_appointment(appointment.pk, on=timezone.localdate(), reason=EndReason.NEW_DUTIES)
    settle_access()
    return appointment


BACK_IN_FORCE: dict[str, dict[str, str]] = {
    "undo/2/": {},
    "correct/": {"revision": "2", "starts_on": "2020-01-01"},
}


@pytest.mark.parametrize("act", BACK_IN_FORCE)
def test_an_appointment_that_is_in_force_again_gives_the_access_back(desk: Client, act: str) -> None:
    appointment = closed_accounts()
    page = desk.post(f"/appointments/{appointment.pk}/{act}", BACK_IN_FORCE[act], follow=True)
    assert f"{appointment.person} may use the portal again" in page.content.decode()
    user = User.objects.get(person=appointment.person)
    assert user.is_active
    assert Invitation.objects.open().get().user == user


def test_an_account_closed_for_another_reason_stays_closed(desk: Client) -> None:
    appointment = make_appointment("AT", ends_on=timezone.localdate() + timedelta(days=9))
    appointment.person.user = make_user()
    appointment.person.save()
    User.objects.filter(pk=appointment.person.user.pk).update(is_active=False)
    desk.post(f"/appointments/{appointment.pk}/correct/", {"revision": "1", "starts_on": "2020-01-01"})
    appointment.refresh_from_db()
    assert appointment.ends_on is None
    assert not User.objects.get(person=appointment.person).is_active


@pytest.mark.parametrize("revision", ["99999999999", "-5", "9" * 5000])
def test_a_revision_that_nothing_ever_had_is_refused(desk: Client, revision: str) -> None:
    appointment = make_appointment("AT")
    typed = {"revision": revision, "ends_on": "2026-05-01", "end_reason": "new_duties"}
    assert desk.post(f"/appointments/{appointment.pk}/end/", typed).status_code == 422


def test_nobody_succeeds_the_own_successor(desk: Client) -> None:
    first = make_appointment("AT")
    third = make_appointment("AT", succeeds=make_appointment("AT", succeeds=first))
    typed = {"revision": "1", "starts_on": "2020-01-01", "succeeds": str(third.pk)}
    response = desk.post(address(first, "correct"), typed)
    assert "succeeds" in response.context["form"].errors
