"""Every address × every role: the portal answers as declared, and nothing is left undeclared."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from nfp_portal.accounts.access import (
    CALLERS,
    OF_LIBRARIES,
    VISITOR,
    Route,
    check_declarations,
    declared_routes,
)
from nfp_portal.accounts.middleware import OPEN_NAMES
from nfp_portal.accounts.models import Role
from tests.addresses import address_of
from tests.factories.accounts import make_user
from tests.matrix import Walk, heading

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
MATRIX = ROOT / "tests" / "permissions.txt"
ROOMS = ("network", "meetings", "exchange", "newsletter", "rest")
OWN_ROUTES = [
    route
    for route in declared_routes()
    if route.name not in {*OF_LIBRARIES, *OPEN_NAMES, "healthz", "readyz"}
    and not route.pattern.startswith("/admin/")
]


def test_no_address_is_without_a_rule() -> None:
    assert check_declarations() == []


def test_the_matrix_has_a_cell_for_each_route_method_and_role() -> None:
    out = StringIO()
    call_command("permission_matrix", "--json", stdout=out)
    cells = json.loads(out.getvalue())
    assert len(cells) == len(list(declared_routes())) * 2 * len(CALLERS)
    assert {cell["status"] for cell in cells} == {200, 302, 404, 405}


@pytest.mark.parametrize("room", ROOMS)
def test_each_address_answers_each_role_as_written_down(settings: Settings, room: str) -> None:
    """`in` admits, `-` hides, a number refuses. Lines that are meant to change: take them from .local/."""
    settings.REQUIRE_MFA = False
    walk = Walk.begin()
    routes = [route for route in declared_routes() if room_of(route) == room]
    answered = [heading(room), *(line for route in routes for line in walk.lines(route))]
    if answered != written(room):
        (ROOT / ".local" / f"permissions-{room}.txt").write_text("\n".join(answered) + "\n")
    assert "\n".join(answered) == "\n".join(written(room))


def test_no_number_in_an_address_is_too_large_to_be_answered(settings: Settings) -> None:
    settings.REQUIRE_MFA = False
    walk = Walk.begin()
    routes = [route for route in OWN_ROUTES if "<int:" in route.pattern]
    numbers = (2**15, 2**31, 2**63)
    breaking = [
        each for route in routes for number in numbers for each in walk.breaking(route, Role.APPROVER, number)
    ]
    assert (len(routes) > 0, breaking) == (True, [])


def test_no_address_breaks() -> None:
    assert re.findall(r"^.* 5\d\d\b.*$", MATRIX.read_text(), re.MULTILINE) == []


def test_the_matrix_has_each_room_once() -> None:
    headings = [section.partition("\n")[0] for section in MATRIX.read_text().split("\n\n")]
    assert headings == [heading(room) for room in ROOMS]


def room_of(route: Route) -> str:
    first = route.name.partition(":")[0]
    return first if first in ROOMS else ROOMS[-1]


def written(room: str) -> list[str]:
    sections = (section.splitlines() for section in MATRIX.read_text().split("\n\n"))
    return next((lines for lines in sections if lines[0] == heading(room)), [])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR])
def test_without_a_second_factor_the_secretariat_only_gets_as_far_as_setting_one_up(
    client: Client, role: Role
) -> None:
    client.force_login(make_user(role))
    elsewhere = []
    for route in OWN_ROUTES:
        for method in ("GET", "POST"):
            response = client.generic(method, address_of(route))
            if (response.status_code, response.headers.get("Location")) != (302, "/accounts/2fa/"):
                elsewhere.append(f"{method} {route.name}: {response.status_code}")
    assert elsewhere == []


@pytest.mark.parametrize("caller", [caller for caller in CALLERS if caller != Role.ADMINISTRATOR])
def test_the_administration_is_hidden_from_all_but_administrators(client: Client, caller: str) -> None:
    if caller != VISITOR:
        client.force_login(make_user(Role(caller)))
    response = client.get("/admin/")
    assert response.status_code == (302 if caller in {VISITOR, Role.EDITOR, Role.APPROVER} else 404)
    assert "/admin/" not in response.headers.get("Location", "").split("?")[0]


def test_an_administrator_opens_the_administration(client: Client, settings: Settings) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/accounts/user/").status_code == 200


def test_djangos_own_sign_in_form_leads_to_the_portals(client: Client) -> None:
    assert client.get("/admin/login/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_djangos_own_change_of_password_leads_to_the_portals(
    client: Client, settings: Settings, method: str
) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.ADMINISTRATOR))
    response = client.generic(method, "/admin/password_change/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/password/change/")
