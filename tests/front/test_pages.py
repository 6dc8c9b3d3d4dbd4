"""Pages made of several apps, what every answer carries, and the days on which something is away."""

import json
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from nfp_portal.accounts.models import Role, User
from nfp_portal.front.middleware import plain_text
from nfp_portal.front.views import server_error
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.searching import titles

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.mark.parametrize("name", ["home", "about", "help", "privacy", "accessibility", "search"])
def test_public_pages_open_for_a_visitor(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


def test_home_counts_the_network_of_today(client: Client) -> None:
    make_appointment("AT")
    make_appointment("AT")
    context = client.get("/").context
    assert (context["appointed"], context["represented"]) == (2, 1)


def test_the_desk_names_the_gaps(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    [gaps] = [each for each in client.get("/desk/").context["counts"] if each.label == "Gaps in the Network"]
    assert (gaps.number, gaps.detail) == ("57", "57 States without a focal point")


@pytest.mark.parametrize(
    ("query", "name"), [("turkiye", "Türkiye"), ("autriche", "Austria"), ("Андорра", "Andorra")]
)
def test_search_finds_a_state_in_any_alphabet(client: Client, query: str, name: str) -> None:
    assert name in client.get("/search/", {"q": query}).content.decode()


def test_search_finds_focal_points_for_members_of_the_network_alone(client: Client) -> None:
    make_appointment("AT", person=make_person("AT", family_name="Waldmann"))
    make_appointment("DE", person=make_person("DE", family_name="Männer"))
    assert "Männer" not in client.get("/search/?q=mann").content.decode()
    client.force_login(make_user(Role.PARTNER))
    assert titles(client, "mann")["focal_points"] == ["Männer, Anna", "Waldmann, Anna"]


@pytest.mark.parametrize("query", ["zzzzz", "%", "'; DROP TABLE", "\x00", "a" * 5000])
def test_search_answers_whatever_is_typed(client: Client, query: str) -> None:
    for page in ("/search/", "/meetings/"):
        assert client.get(page, {"q": query}).status_code == 200


def test_invisible_characters_are_left_out_of_what_is_typed(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    sent = {"email": "neu@example.org", "name": "Ne\u200bu\ufeff", "role": Role.PARTNER}
    client.post("/accounts/invite/", sent)
    assert User.objects.get(email="neu@example.org").name == "Neu"


def test_control_characters_are_refused_at_their_field(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    sent = {"email": "neu@example.org", "name": "Ne\x01u\x9f", "role": Role.PARTNER}
    page = client.post("/accounts/invite/", sent)
    assert page.status_code == 422
    assert page.context["form"].errors == {"name": ["Remove the control characters (U+0001, U+009F)."]}


def test_new_lines_and_every_script_stay_as_typed(rf: RequestFactory) -> None:
    text = "Ärger\r\n\tдва ქართული"
    seen = plain_text(lambda request: HttpResponse(request.POST["text"]))(rf.post("/", {"text": text}))
    assert seen.content.decode() == "Ärger\n\tдва ქართული"


@pytest.mark.parametrize("path", ["/", "/nothing-here/", "/states/XX/", "/healthz", "/static/css/base.css"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    response = client.get(path)
    assert b"".join(response)  # a file is closed once it is read
    headers = response.headers
    assert set(headers["Content-Security-Policy"].split("; ")) >= POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"


def test_signed_in_pages_are_not_stored(client: Client) -> None:
    client.force_login(make_user(Role.PARTNER))
    assert client.get("/").headers["Cache-Control"] == "no-store, private"


def test_a_page_that_is_not_there_says_where_to_go(client: Client) -> None:
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "<h1>" in response.content.decode()


def test_a_forged_form_is_refused_with_words() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language/", {"language": "fr"})
    assert response.status_code == 403
    assert "<h1>" in response.content.decode()


def test_the_language_is_chosen_and_the_page_kept(client: Client) -> None:
    response = client.post("/language/", {"language": "fr", "next": "/states/?status=due"})
    assert response.headers["Location"] == "/states/?status=due"
    page = client.get("/states/").content.decode()
    assert 'value="fr" lang="fr" aria-current="true"' in page


def test_an_untranslated_language_gets_an_english_page_with_a_note(client: Client) -> None:
    client.post("/language/", {"language": "ru"})
    page = client.get("/states/").content.decode()
    assert '<html lang="en">' in page
    assert 'lang="ru">Эта страница пока есть только на английском языке. На русском есть письма' in page
    assert "Participating States" in page


def test_english_needs_no_such_note(client: Client) -> None:
    assert "только на английском" not in client.get("/states/").content.decode()


def test_health_asks_nothing_and_readiness_asks_the_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    facts = json.loads(client.get("/readyz").content)
    assert facts == {"ready": True, "database": "up", "broker": "up", "mail": "up", "mail_waits": 0}


def test_mail_that_waits_too_long_is_seen_by_monitoring(client: Client) -> None:
    mail.post(to="anna@example.org", subject="Words", text="More words", stream="account")
    Delivery.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    assert json.loads(client.get("/readyz").content)["mail_waits"] in {300, 301}


def test_without_a_broker_the_portal_is_still_ready(client: Client, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    response = client.get("/readyz")
    assert (response.status_code, json.loads(response.content)["broker"]) == (200, "away")


def broken_line() -> DatabaseError:
    """Return the error Django raises where psycopg2 loses the connection while it reads an answer."""
    error = DatabaseError("gone")
    error.__cause__ = psycopg2.DatabaseError("gone")
    return error


@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("gone"), 503), (broken_line(), 503), (KeyError("bug"), 500)],
)
def test_only_a_lost_database_connection_is_answered_with_503(error: Exception, status: int) -> None:
    try:
        raise error
    except type(error):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == status
    assert response.headers.get("Retry-After") == ("5" if status == 503 else None)
    assert "Traceback" not in response.content.decode()


def test_characters_that_change_the_writing_direction_are_removed(rf: RequestFactory) -> None:
    typed = "E\u202ev\u2066a\ufeff"
    seen = plain_text(lambda request: HttpResponse(request.POST["text"]))(rf.post("/", {"text": typed}))
    assert seen.content.decode() == "Eva"


def test_a_migration_that_is_missing_is_seen_by_monitoring(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="network").latest("pk").delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json() == {"ready": False, "database": "migrations missing", "broker": "up"}


def test_a_database_that_is_away_is_seen_by_monitoring(client: Client) -> None:
    def away(*_statement: object) -> None:
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(away):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"], answer.json()["ready"]) == (503, "away", False)


def test_the_error_page_needs_no_manifest_of_static_files(settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer.content == b"Something went wrong here. Please try again in a few minutes.\n"
