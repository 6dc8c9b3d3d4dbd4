"""The States' pages: public, equal, and without a single person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Coverage, coverage
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db


def status_of(iso2: str) -> Coverage:
    return next(entry.status for entry in coverage() if entry.state.iso2 == iso2)


def test_coverage_follows_appointments_and_confirmations() -> None:
    fresh = timezone.localdate() - timedelta(days=10)
    assert status_of("AT") == Coverage.NONE
    make_appointment("AT")
    assert status_of("AT") == Coverage.DUE
    make_appointment("AT", person=make_person("AT", confirmed_on=fresh))
    assert status_of("AT") == Coverage.ONE
    make_appointment("AT", person=make_person("AT", confirmed_on=fresh))
    assert status_of("AT") == Coverage.MANY


@pytest.mark.parametrize(("days", "confirmed"), [(364, True), (365, False)])
def test_a_confirmation_holds_for_a_year(days: int, confirmed: bool) -> None:  # noqa: FBT001
    person = make_person(confirmed_on=timezone.localdate() - timedelta(days=days))
    make_appointment(person=person)
    assert person.is_confirmed() is confirmed
    assert (status_of("AT") == Coverage.ONE) is confirmed


def test_the_map_names_each_state_and_its_coverage(client: Client) -> None:
    make_appointment("AT")
    page = client.get("/states/").content.decode()
    assert "Austria: Confirmation due" in page
    assert page.count('class="tile tile--') == 57


def test_the_table_filters_by_sub_region_and_status(client: Client) -> None:
    make_appointment("KZ")
    listed = client.get("/states/?sub_region=central_asia&status=due").context["listed"]
    assert [entry.state.iso2 for entry in listed] == ["KZ"]
    assert (
        "Choose another sub-region" in client.get("/states/?sub_region=east_asia&status=due").content.decode()
    )


def test_a_visitor_sees_the_institution_and_no_person(client: Client) -> None:
    make_appointment("AT", person=make_person("AT", family_name="Geheim"))
    page = client.get("/states/AT/").content.decode()
    assert "Border Police Directorate" in page
    assert "Geheim" not in page
    client.force_login(make_user(Role.PARTNER))
    assert "Geheim" in client.get("/states/AT/").content.decode()


@pytest.mark.parametrize(
    "path", ["/states/XX/", "/states/at/", "/states/%00/", "/people/00000000-0000-0000-0000-000000000000/"]
)
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    client.force_login(make_user(Role.PARTNER))
    assert client.get(path).status_code == 404


def test_a_partner_has_a_page_without_coverage(client: Client) -> None:
    page = client.get("/states/DZ/").content.decode()
    assert "Mediterranean Partner for Co-operation" in page
    assert "No focal point is named" not in page


@pytest.mark.parametrize(("path", "queries"), [("/", 6), ("/states/", 4), ("/states/AT/", 8)])
def test_public_pages_cost_the_same_queries_at_any_size(client: Client, path: str, queries: int) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    make_appointment("AT")
    few = cost()
    for iso2 in ("AT", "DE", "FR"):
        for _ in range(5):
            make_appointment(iso2)
    assert (few, cost()) == (queries, queries)
