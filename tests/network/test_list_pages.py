"""Each page that lists rows of the directory costs the same queries, and stays short, for 10 and 10,000."""

from typing import NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from network.models import State
from nfp_portal.accounts.access import declared_routes
from nfp_portal.front.urls import urlpatterns as front
from tests.factories.accounts import client_of
from tests.factories.many import Lists

pytestmark = pytest.mark.django_db


class Page(NamedTuple):
    """A list as somebody opens it: `of` names the attribute of `Lists` it belongs to."""

    route: str
    who: str
    query: str = ""
    of: str = ""


PRICES = {
    Page("home", "visitor"): 8,
    Page("search", "focal_point", "?q=anna"): 16,
    Page("desk", "editor"): 31,
    Page("home", "delegate"): 14,
    Page("home", "focal_point"): 13,
    Page("network:states", "visitor"): 4,
    Page("network:state", "visitor", of="state"): 13,
    Page("network:state", "focal_point", of="state"): 20,
    Page("network:state", "delegate", of="state"): 22,
    Page("network:state", "editor", of="state"): 34,
    Page("network:letter", "editor", of="state"): 7,
    Page("network:directory:list", "focal_point"): 8,
    Page("network:directory:list", "focal_point", "?q=anna"): 8,
    Page("network:directory:list", "focal_point", "?state=AT&agency=customs"): 9,
    Page("network:directory:list", "focal_point", "?state=AT&after=1"): 9,
    Page("network:directory:list", "focal_point", "?on=2016-04-12"): 9,
    Page("network:directory:list", "editor", "?status=due"): 8,
    Page("network:directory:list", "editor", "?status=unreachable"): 8,
    Page("network:verification:list", "editor"): 4,
    Page("network:rounds:board", "editor", of="round"): 11,
    Page("network:rounds:board", "editor", "?show=answered", of="round"): 11,
    Page("network:rounds:board", "editor", "?show=all&page=2", of="round"): 11,
    Page("network:rounds:board", "editor", "?show=states", of="round"): 9,
    Page("network:rounds:board", "editor", "?state=AT", of="round"): 11,
    Page("network:rounds:close", "editor", of="round"): 5,
    Page("network:rounds:remind", "editor", of="round"): 7,
    Page("network:rounds:escalate", "editor", of="round"): 6,
    Page("network:messages:list", "editor"): 3,
    Page("network:duplicates", "editor"): 4,
    Page("network:person", "editor", of="old_hand"): 22,
    Page("network:person", "editor", "?page=2", of="old_hand"): 22,
    Page("network:person", "delegate", of="old_hand"): 10,
    Page("network:me", "focal_point"): 19,
    Page("network:imports:list", "editor"): 4,
    Page("network:imports:import", "editor", of="source"): 6,
    Page("network:imports:import", "editor", "?show=new&page=2", of="source"): 6,
    Page("network:contradictions", "editor"): 19,
    Page("network:contradictions", "editor", "?state=AT"): 19,
    Page("network:proposals:list", "editor"): 4,
    Page("network:proposals:list", "editor", "?status=withdrawn"): 4,
    Page("network:proposals:delegation", "delegate"): 8,
    Page("network:delegations", "editor"): 6,
    Page("network:of_delegation", "editor", of="state"): 6,
    Page("network:of_delegation", "editor", "?page=2", of="state"): 6,
    Page("network:agencies", "editor"): 4,
}
# With many rows the first twenty that wait are of fewer kinds, and each kind shown is a query; a page of a
# history holds changes of the entry alone, and each kind shown is two.
FEWER_KINDS = {
    Page("home", "delegate"): 1,
    Page("desk", "editor"): 1,
    Page("network:person", "editor", of="old_hand"): 2,
    Page("network:person", "editor", "?page=2", of="old_hand"): 2,
    Page("network:me", "focal_point"): 2,
}
# Bytes of a page, whatever there is: a hundred rows of the directory take 120,000.
LONGEST = 200_000

FILES = """
    directory:addresses directory:csv directory:xlsx directory:vcf directory:pdf rounds:report card
    imports:template_csv imports:template_xlsx imports:original imports:rejected_csv imports:rejected_xlsx
    instrument proposals:scan
"""
# They offer what may be chosen, all of it.
FORMS = """
    verification:new rounds:on_behalf
    edit choose_duplicate merge join leave strike imports:upload imports:columns
    imports:commit imports:undo imports:discard record end_appointment hand_over correct_appointment
    first_contact dismiss_delegate agency proposals:leave proposals:nominate proposals:ask_end
    proposals:ask_correction contact add_state_contact add_organisation_contact organisation
"""
ONE_ROW = """
    proposals:proposal proposals:withdraw
    messages:message messages:edit messages:approve messages:file messages:letter directory:write rounds:write
"""
THE_SAME_FOR_ALL = {"network:organisations", "about", "help", "privacy", "accessibility", "healthz", "readyz"}
OF_ONE_PERSON = {"own_record"}
MEASURED_IN_FRONT = "structures structure fields field"
NO_LISTS = {f"network:{name}" for name in f"{FILES} {FORMS} {ONE_ROW} {MEASURED_IN_FRONT}".split()}
NO_LISTS |= THE_SAME_FOR_ALL | OF_ONE_PERSON


class Cost(NamedTuple):
    queries: int
    length: int


@pytest.fixture(scope="module")
def costs(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[Page, list[Cost]]:
    """Return what each page costs with 10 and with 10,000 rows; measured once and rolled back."""
    costs_by_page: dict[Page, list[Cost]] = {page: [] for page in PRICES}
    with django_db_blocker.unblock(), override_settings(REQUIRE_MFA=False), transaction.atomic():
        lists = Lists()
        clients = {name: long_lasting(client_of(account)) for name, account in lists.accounts.items()}
        clients["visitor"] = Client()
        for page in PRICES:  # a first visit writes extra rows
            clients[page.who].get(address_of(page, lists))
        for more in (10, 9_990):
            lists.grow(more)
            for page, page_costs in costs_by_page.items():
                page_costs.append(cost(clients[page.who], address_of(page, lists)))
        transaction.set_rollback(True)
    return costs_by_page


def long_lasting(client: Client) -> Client:
    """Leave the session without an idle end: activity is written once a minute and would be counted."""
    session = client.session
    session.pop("idle_seconds", None)
    session.save()
    return client


def address_of(page: Page, lists: Lists) -> str:
    row = getattr(lists, page.of) if page.of else None
    key = row.iso2 if isinstance(row, State) else row and row.key
    return reverse(page.route, args=[key] if key else []) + page.query


def cost(client: Client, address: str) -> Cost:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return Cost(len(queries), len(response.content))


def label(page: Page) -> str:
    return f"{page.route}{page.query} {page.of} for {page.who}"


@pytest.mark.parametrize(("opened", "price"), PRICES.items(), ids=map(label, PRICES))
def test_a_list_costs_the_same_queries_for_10_and_10_000_rows(
    costs: dict[Page, list[Cost]], opened: Page, price: int
) -> None:
    assert [each.queries for each in costs[opened]] == [price, price - FEWER_KINDS.get(opened, 0)]


@pytest.mark.parametrize("opened", PRICES, ids=label)
def test_the_page_of_a_list_stays_below_the_size_limit(costs: dict[Page, list[Cost]], opened: Page) -> None:
    assert max(each.length for each in costs[opened]) < LONGEST


def test_every_page_is_measured_or_said_to_be_no_list() -> None:
    ours = {f"{pattern.name}" for pattern in front}
    pages = {
        route.name
        for route in declared_routes()
        if (route.name.startswith("network:") or route.name in ours)
        and route.declaration
        and "GET" in route.declaration.methods
    }
    measured = {page.route for page in PRICES}
    assert pages == measured | NO_LISTS
    assert measured & NO_LISTS == set()
