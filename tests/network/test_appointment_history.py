"""Staff find a State's appointments, their history and open work on the pages they use."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Appointment
from nfp_portal.accounts.models import Role
from nfp_portal.turns.registry import counts_for
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
EVA = {"given_name": "Eva", "family_name": "Neu", "starts_on": "2026-03-01"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def test_the_pages_of_state_and_person_show_who_recorded_what() -> None:
    user = make_user(Role.EDITOR, email="ed@example.org")
    editor = client_of(user)
    editor.post("/states/AT/appointments/new/", EVA | {"instrument_kind": "letter"})
    made = Appointment.objects.get()
    typed = {"revision": "1", "ends_on": "2026-05-01", "end_reason": "new_duties"}
    editor.post(f"/appointments/{made.pk}/end/", typed)
    editor.post(f"/appointments/{made.pk}/undo/2/")
    for address, name in (("/states/AT/", "acts"), (made.person.get_absolute_url(), "acts")):
        context = editor.get(address).context
        acts = context["staff_view"].acts if "staff_view" in context else context[name]
        assert [(step.what, step.by) for step in acts] == [
            ("Appointment changed", "ed@example.org"),
            ("Appointment changed", "ed@example.org"),
            ("Appointment recorded", "ed@example.org"),
        ]
        changes = {change.label: (change.before, change.after) for change in acts[1].changes}
        assert changes == {"Ends on": ("", "1 May 2026"), "Reason": ("", "Took up other duties")}


def test_an_undone_appointment_stays_in_the_history() -> None:
    editor = client_of(make_user(Role.EDITOR))
    editor.post("/states/AT/appointments/new/", EVA)
    made = Appointment.objects.get()
    editor.post(f"/appointments/{made.pk}/undo/1/")
    page = editor.get("/states/AT/").content.decode()
    assert "Appointment taken back" in page
    assert f"{EVA['given_name']} {EVA['family_name'].upper()}" in page
    assert "No appointment recorded." in page


def test_a_page_says_that_only_the_first_rows_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.staff_view.LATEST", 1)
    monkeypatch.setattr("network.appointment_history.LATEST", 1)
    editor, message = client_of(make_user(Role.EDITOR)), "Only the first 1 are shown."
    make_appointment("AT")
    assert message not in editor.get("/states/AT/").content.decode()
    make_appointment("AT", person=make_person("AT"))
    assert editor.get("/states/AT/").content.decode().count(message) == 2


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.PARTNER])
def test_only_the_secretariat_sees_the_staff_view_of_a_state(role: Role) -> None:
    make_proposal(
        "AT", values={"entry": {"given_name": "Eva", "family_name": "Zzyx"}, "starts_on": "2026-12-01"}
    )
    for client in (Client(), client_of(make_user(role))):
        response = client.get("/states/AT/")
        assert response.context["staff_view"] is None
        assert "ZZYX" not in response.content.decode()


def test_an_administrator_sees_it_but_records_nothing() -> None:
    page = client_of(make_user(Role.ADMINISTRATOR)).get("/states/AT/")
    assert page.context["staff_view"].may_record is False
    assert "Record an appointment" not in page.content.decode()


def test_the_desk_names_appointments_that_end_without_a_successor() -> None:
    today = timezone.localdate()
    soon = make_appointment("AT", ends_on=today + timedelta(days=60))
    make_appointment("AT", ends_on=today + timedelta(days=61))
    followed = make_appointment("DE", ends_on=today + timedelta(days=5))
    make_appointment("DE", starts_on=today, succeeds=followed)
    editor = make_user(Role.EDITOR)
    [count] = [each for each in counts_for(editor) if each.label == "Appointments ending soon"]
    assert (count.number, count.detail) == ("1", soon.state.name)
    assert "Appointments ending soon" in client_of(editor).get("/desk/").content.decode()


def test_a_person_page_leads_to_the_acts() -> None:
    person = make_appointment("AT", starts_on=date(2020, 1, 1)).person
    page = client_of(make_user(Role.EDITOR)).get(person.get_absolute_url()).content.decode()
    for act in ("end", "hand-over", "first-contact", "correct"):
        assert f"/{act}/" in page
    assert f"/states/AT/appointments/new/?person={person.key}" in page
    own = client_of(make_user()).get(person.get_absolute_url()).content.decode()
    assert "/hand-over/" not in own
    assert make_person("AT").get_absolute_url() not in own
