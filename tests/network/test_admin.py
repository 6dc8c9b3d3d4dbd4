"""Administrators enter appointments; the form shows why one is refused."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from network.models import Appointment, Organisation
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment, make_person

pytestmark = pytest.mark.django_db
ADD = "/admin/network/appointment/add/"


@pytest.fixture
def administrator(client: Client, settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.ADMINISTRATOR))
    return client


def typed(appointment: Appointment, **changes: str) -> dict[str, Any]:
    sent = {
        "person": appointment.person.pk,
        "state": appointment.state.pk,
        "starts_on": "2021-01-01",
        "revision": "1",
    }
    return sent | changes


def test_an_appointment_is_entered(administrator: Client) -> None:
    person = make_person("AT")
    administrator.post(
        ADD, {"person": person.pk, "state": person.state_id, "starts_on": "2021-01-01", "revision": "1"}
    )
    assert Appointment.objects.get().person == person


def test_an_overlapping_one_of_the_same_person_and_state_is_refused_with_words(administrator: Client) -> None:
    first = make_appointment("AT")
    page = administrator.post(ADD, typed(first)).content.decode()
    assert "This person" in page
    assert "in that time" in page
    assert Appointment.objects.count() == 1


def test_an_end_before_the_start_is_named_at_its_field(administrator: Client) -> None:
    first = make_appointment("AT")
    sent = typed(first, ends_on="2020-12-31", end_reason="new_duties")
    errors = administrator.post(ADD, sent).context["adminform"].form.errors
    assert errors["ends_on"] == ["The end must come after the start."]
    assert Appointment.objects.count() == 1


def test_a_change_is_noticed_by_stale_forms_and_undo(administrator: Client) -> None:
    first = make_appointment("AT")
    administrator.post(f"/admin/network/appointment/{first.pk}/change/", typed(first))
    first.refresh_from_db()
    assert (first.starts_on, first.revision) == (date(2021, 1, 1), 2)


def test_a_scan_comes_in_by_the_forms_that_look_into_it(administrator: Client) -> None:
    assert "instrument_file" not in administrator.get(ADD).context["adminform"].form.fields


@pytest.mark.parametrize("page", ["appointment", "agency", "organisation"])
def test_the_lists_of_the_record_open(administrator: Client, page: str) -> None:
    make_appointment("AT")
    assert administrator.get(f"/admin/network/{page}/").status_code == 200


def test_of_two_administrators_at_one_institution_the_second_is_told(administrator: Client) -> None:
    agency = make_agency("AT", "Rivr Police")
    address = f"/admin/network/agency/{agency.pk}/change/"
    sent = {"state": agency.state_id, "kind": "police", "revision": "1"}
    assert administrator.post(address, sent | {"name": "River Police"}).status_code == 302
    errors = administrator.post(address, sent | {"name": "Water Police"}).context["adminform"].form.errors
    assert errors["__all__"] == [
        "Somebody else changed this meanwhile: open the page again and look at what it says now."
    ]
    agency.refresh_from_db()
    assert (agency.name, agency.revision) == ("River Police", 2)


def test_an_organisation_counts_its_revisions(administrator: Client) -> None:
    frontex = Organisation.objects.get(slug="frontex")
    sent = {"slug": "frontex", "name": "Frontex", "kind": frontex.kind, "revision": frontex.revision}
    address = f"/admin/network/organisation/{frontex.pk}/change/"
    assert administrator.post(address, sent).status_code == 302
    assert administrator.post(address, sent | {"name": "Another"}).status_code == 200
    frontex.refresh_from_db()
    assert frontex.name == "Frontex"
