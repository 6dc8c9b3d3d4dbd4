"""Every address × every role: the portal answers as declared, and nothing is left undeclared."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from nfp_portal.accounts.access import (
    CALLERS,
    OF_LIBRARIES,
    VISITOR,
    Route,
    declared_routes,
    every_view_declares_its_rule,
)
from nfp_portal.accounts.middleware import OPEN_NAMES
from nfp_portal.accounts.models import Role
from tests.addresses import address_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
OWN_ROUTES = [
    route
    for route in declared_routes()
    if route.name not in OF_LIBRARIES and not route.pattern.startswith("/admin/")
]


def test_no_address_is_without_a_rule() -> None:
    assert every_view_declares_its_rule() == []


def test_the_matrix_has_a_cell_for_each_route_method_and_role() -> None:
    out = StringIO()
    call_command("permission_matrix", "--json", stdout=out)
    cells = json.loads(out.getvalue())
    assert len(cells) == len(list(declared_routes())) * 2 * len(CALLERS)
    assert {cell["status"] for cell in cells} == {200, 302, 404, 405}


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("route", OWN_ROUTES, ids=lambda route: route.name)
def test_each_address_answers_each_role_as_declared(
    client: Client, settings: Any, route: Route, caller: str
) -> None:
    settings.REQUIRE_MFA = False
    if caller != VISITOR:
        client.force_login(make_user(Role(caller)))
    assert route.declaration is not None
    for method in ("GET", "POST"):
        response = client.generic(method, address_of(route))
        declared = route.declaration.status(caller, method)
        if declared == 200:
            to_sign_in = response.headers.get("Location", "").startswith("/accounts/login/")
            assert response.status_code not in {403, 405, 500}
            assert not to_sign_in or caller == VISITOR
        else:
            assert response.status_code == declared
        if declared == 302:
            assert response.headers["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("route", OWN_ROUTES, ids=lambda route: route.name)
def test_without_a_second_factor_the_secretariat_only_gets_as_far_as_setting_one_up(
    client: Client, route: Route, role: Role
) -> None:
    if route.name in OPEN_NAMES | {"healthz", "readyz"}:
        return
    client.force_login(make_user(role))
    for method in ("GET", "POST"):
        response = client.generic(method, address_of(route))
        assert (response.status_code, response.headers.get("Location")) == (302, "/accounts/2fa/")


@pytest.mark.parametrize("caller", [caller for caller in CALLERS if caller != Role.ADMINISTRATOR])
def test_the_administration_is_hidden_from_all_but_administrators(client: Client, caller: str) -> None:
    if caller != VISITOR:
        client.force_login(make_user(Role(caller)))
    response = client.get("/admin/")
    assert response.status_code == (302 if caller in {VISITOR, Role.EDITOR, Role.APPROVER} else 404)
    assert "/admin/" not in response.headers.get("Location", "").split("?")[0]


def test_an_administrator_opens_the_administration(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/accounts/user/").status_code == 200


def test_djangos_own_sign_in_form_leads_to_the_portals(client: Client) -> None:
    assert client.get("/admin/login/").headers["Location"].startswith("/accounts/login/")
