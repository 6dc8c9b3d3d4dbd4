"""The addresses and commands others build on: bookmarks, calendars, scripts, monitoring."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command, get_commands
from django.test import Client

import exchange.centres.demonstration
import exchange.questions.demonstration
import meetings.demonstration
import network.demonstration
import newsletter.demonstration
from network.models import Person
from newsletter.readers.models import Reader
from nfp_portal.accounts.models import Role
from nfp_portal.demo import sign_ins
from nfp_portal.turns.leaving import token_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

FOR_ALL = {
    "/": "text/html",
    "/about/": "text/html",
    "/help/": "text/html",
    "/privacy/": "text/html",
    "/accessibility/": "text/html",
    "/states/": "text/html",
    "/states/AT/": "text/html",
    "/structures/": "text/html",
    "/structures/bsmu/": "text/html",
    "/fields/": "text/html",
    "/fields/border-management/": "text/html",
    "/meetings/": "text/html",
    "/meetings/10/": "text/html",
    "/meetings/10/agenda": "text/html",
    "/meetings/10/agenda.ics": "text/calendar",
    "/meetings/10/agenda.json": "application/json",
    "/meetings/10/report": "text/html",
    "/meetings/10/participants": "text/html",
    "/meetings/10/participants.csv": "text/csv",
    "/meetings/calendar.ics": "text/calendar",
    "/assessments/": "text/html",
    "/news/": "text/html",
    "/news/feed.xml": "application/atom+xml",
    "/events/": "text/html",
    "/events.ics": "text/calendar",
    "/history/": "text/html",
    "/centres/": "text/html",
    "/centres/joint-centre-at-the-northern-crossing/": "text/html",
    "/questions/": "text/html",
    "/questions/1/": "text/html",
    "/questions/1.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/self-assessment/": "text/html",
    "/newsletter/": "text/html",
    "/newsletter/12/": "text/html",
    "/newsletter/feed.xml": "application/atom+xml",
    "/newsletter/subscribe/": "text/html",
    "/styleguide/": "text/html",
    "/search/?q=berlin": "text/html",
    "/accounts/login/": "text/html",
    "/healthz": "text/plain",
    "/readyz": "application/json",
}
# Until a worker has drawn it, such an address shows how far it is.
DRAWN = (
    "/meetings/10/agenda.pdf",
    "/meetings/10/report.pdf",
    "/meetings/10/participants.pdf",
    "/questions/1.pdf",
    "/newsletter/12.pdf",
)
FOR_MEMBERS = {
    "/network/": "text/html",
    "/network/?q=a&state=AT&agency=police&status=due&on=2016-04-12": "text/html",
    "/network.csv": "text/csv",
    "/network.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/network.vcf": "text/vcard",
    "/centres/gaps/": "text/html",
    "/centres/gaps.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/me/": "text/html",
    "/meetings/10/participants.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COMMANDS = {
    "demo",
    "demo_sign_ins",
    "invite",
    "render",
    "newsletter",
    "permission_matrix",
    "verify_audit",
    "backup",
    "restore",
    "restore_drill",
    "erase_person",
    "export_person",
    "import_focal_points",
}


@pytest.fixture(scope="module", autouse=True)
def _demonstration(rows_of_module: None) -> None:
    network.demonstration.load()
    meetings.demonstration.load()
    exchange.questions.demonstration.load()
    exchange.centres.demonstration.load()
    newsletter.demonstration.load()


def kind_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.headers["Content-Type"].split(";")[0]


def test_what_is_for_all_opens_in_its_format(client: Client) -> None:
    assert {path: kind_of(client, path) for path in FOR_ALL} == FOR_ALL


def test_a_document_is_there_or_on_its_way(client: Client) -> None:
    assert {path: client.get(path).status_code for path in DRAWN} == dict.fromkeys(DRAWN, 202)


def test_what_is_for_members_opens_for_them_and_leads_others_to_sign_in(client: Client) -> None:
    assert {client.get(path).status_code for path in FOR_MEMBERS if "meetings" not in path} == {302}
    client.force_login(make_user(Role.FOCAL_POINT))
    assert {path: kind_of(client, path) for path in FOR_MEMBERS} == FOR_MEMBERS


def test_a_person_has_a_page_and_a_card_under_an_opaque_key(client: Client) -> None:
    client.force_login(make_user(Role.FOCAL_POINT))
    key = Person.objects.earliest("pk").key
    assert kind_of(client, f"/people/{key}/") == "text/html"
    assert kind_of(client, f"/people/{key}.vcf") == "text/vcard"


def test_the_latest_issue_has_a_fixed_address(client: Client) -> None:
    assert client.get("/newsletter/latest/").headers["Location"] == "/newsletter/12/"


def test_a_subscription_has_its_addresses(client: Client) -> None:
    subscription = Reader.objects.subscribed().earliest("pk")
    for what in ("preferences", "unsubscribe"):
        assert kind_of(client, f"/newsletter/{what}/{subscription.token}/") == "text/html"


def test_a_digest_is_left_under_a_signed_address(client: Client) -> None:
    token = token_of(make_user(Role.PARTNER))
    assert kind_of(client, f"/accounts/mail/leave/{token}/") == "text/html"


def test_staff_have_a_desk_and_administrators_the_administration(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert [client.get(path).status_code for path in ("/desk/", "/admin/")] == [200, 200]


def test_the_commands_exist() -> None:
    assert COMMANDS - set(get_commands()) == set()


def test_the_sign_ins_of_the_demonstration_are_listed_by_role(settings: Any) -> None:
    settings.DEMO = True
    sign_ins.load()
    out = StringIO()
    call_command("demo_sign_ins", "--json", stdout=out)
    accounts = json.loads(out.getvalue())
    assert accounts["focal_point"]["email"] == "focalpoint@demo.example.org"
    assert set(accounts) == {"focal_point", "delegation", "editor", "approver", "administrator"}


def test_the_status_of_a_dispatch_has_eight_numbers() -> None:
    out = StringIO()
    call_command("newsletter", "status", "12", "--json", stdout=out)
    assert set(json.loads(out.getvalue())) == {
        "recipients",
        "waiting",
        "sending",
        "sent",
        "deferred",
        "failed",
        "suppressed",
        "ambiguous",
    }
