"""Exports: a fresh sign-in before each file of many people, and a reason in the audit trail."""

import runpy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal import auth
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

import nfp_portal.settings
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Act, Entry, Purpose, ReadCount
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.imports import previewed
from tests.factories.meetings import make_meeting, make_participant, make_report
from tests.factories.network import make_appointment
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db
AN_HOUR = 3600
FILES = ("/network.csv", "/network.xlsx", "/network.vcf", "/network.pdf", "/network/addresses/")


def signed_in(client: Client, role: Role = Role.FOCAL_POINT) -> User:
    user = make_user(role, password=PASSWORD)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return user


def age_sign_in(client: Client) -> None:
    """Make the sign-in of this browser an hour old."""
    session = client.session
    proofs = session["account_authentication_methods"]
    session["account_authentication_methods"] = [each | {"at": each["at"] - AN_HOUR} for each in proofs]
    session.save()


def download(client: Client, path: str) -> int:
    """Return the status of the answer."""
    response = client.get(path)
    if response.streaming:
        response.getvalue()
    return response.status_code


def reasons() -> list[dict[str, Any]]:
    entries = Entry.objects.filter(act=Act.EXPORT).order_by("pk").values_list("details", flat=True)
    return [{name: each[name] for name in ("reason", "note") if name in each} for each in entries if each]


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_many_people_needs_a_fresh_sign_in(client: Client, path: str) -> None:
    make_appointment()
    signed_in(client)
    assert client.get(path).status_code in {200, 202}
    age_sign_in(client)
    response = client.get(f"{path}?state=AT&q=a")
    assert response.status_code == 302
    assert urlsplit(response.headers["Location"]).path == reverse("account_reauthenticate")
    assert client.get("/network/").status_code == 200


def test_the_file_comes_after_the_password(client: Client) -> None:
    person = make_appointment("AT").person
    signed_in(client)
    age_sign_in(client)
    path = "/network.csv?state=AT&purpose=other&note=Berlin+%26+more"
    page = client.get(path, follow=True)
    assert "Confirm that it is you" in page.content.decode()
    question = {"password": PASSWORD, "next": page.context["redirect_field_value"]}
    assert f'name="next" value="{path.replace("&", "&amp;")}"' in page.content.decode()
    answer = client.post(reverse("account_reauthenticate"), question, follow=True)
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert person.family_name in answer.content.decode()
    assert reasons() == [{"reason": "other", "note": "Berlin & more"}]


def test_an_authenticator_app_confirms_the_sign_in_too(client: Client) -> None:
    make_appointment()
    user, secret = signed_in(client), auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    age_sign_in(client)
    page = client.get("/network.vcf?state=AT", follow=True)
    way = next(each["url"] for each in page.context["reauthentication_alternatives"] if "2fa" in each["url"])
    assert parse_qs(urlsplit(way).query)["next"] == ["/network.vcf?state=AT"]
    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    answer = client.post(way, {"code": code, "next": "/network.vcf?state=AT"})
    assert answer.headers["Location"] == "/network.vcf?state=AT"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_how_long_a_sign_in_is_fresh_is_a_setting(client: Client, settings: Any) -> None:
    signed_in(client)
    age_sign_in(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 2 * AN_HOUR
    assert client.get("/network.csv").status_code == 200


@pytest.mark.parametrize("minutes", ["0", "-5"])
def test_fresh_sign_in_minutes_must_be_positive(monkeypatch: pytest.MonkeyPatch, minutes: str) -> None:
    monkeypatch.setenv("FRESH_SIGN_IN_MINUTES", minutes)
    with pytest.raises(ImproperlyConfigured, match="FRESH_SIGN_IN_MINUTES must be at least 1"):
        runpy.run_path(nfp_portal.settings.__file__)


def test_one_card_and_ones_own_entry_need_no_fresh_sign_in(client: Client) -> None:
    person = make_appointment().person
    signed_in(client)
    age_sign_in(client)
    paths = ("/me/", person.get_absolute_url(), person.get_absolute_url().rstrip("/") + ".vcf")
    assert [client.get(path).status_code for path in paths] == [200, 200, 200]


def test_a_script_that_copies_addresses_is_refused_without_a_fresh_sign_in(client: Client) -> None:
    signed_in(client)
    age_sign_in(client)
    json = {"Accept": "application/json"}
    assert client.get("/network/addresses/", headers=json).status_code == 403
    assert client.get("/network/addresses/?purpose=", headers=json).status_code == 422


def test_a_bookmark_without_a_reason_gets_its_file_and_it_is_recorded(client: Client) -> None:
    make_appointment()
    signed_in(client)
    for path in FILES[:3]:
        assert client.get(path).status_code == 200
    assert reasons() == [{"reason": "not given"}] * 3


def test_the_panel_of_the_directory_asks_what_it_is_for(client: Client) -> None:
    make_appointment()
    signed_in(client)
    page = client.get("/network/").content.decode()
    assert '<select name="purpose" required' in page
    assert [str(purpose.label) in page for purpose in Purpose] == [True] * len(Purpose)


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("purpose=", "Say what you need it for."),
        ("purpose=other&note=+", "Say in a few words what it is."),
        ("purpose=x", "Choose one of the purposes, or “Something else”."),
        (f"purpose=case&note={'x' * 201}", "at most 200 characters"),
    ],
)
def test_an_invalid_reason_is_asked_again_and_no_parameter_is_lost(
    client: Client, reason: str, message: str
) -> None:
    make_appointment()
    signed_in(client)
    response = client.get(f"/network.csv?state=AT&only=1&only=2&{reason}")
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    for name, value in (("state", "AT"), ("only", "1"), ("only", "2")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert reasons() == []


@pytest.mark.parametrize("question", ["", "?purpose=meeting&note=planted"])
def test_a_link_on_another_host_exports_nothing(client: Client, question: str) -> None:
    signed_in(client)
    page = client.get(f"/network.csv{question}", headers={"Sec-Fetch-Site": "cross-site"})
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert not page.context["form"].is_bound
    assert reasons() == []
    own = client.get(f"/network.csv{question}", headers={"Sec-Fetch-Site": "same-origin"})
    assert own.headers["Content-Type"].startswith("text/csv")


def test_links_to_files_lead_to_the_question_first(client: Client) -> None:
    signed_in(client)
    page = client.get("/network.csv?purpose=ask&q=a")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Say what you need it for." not in page.content.decode()
    assert reasons() == []


def test_a_reason_is_kept_until_the_pdf_is_made(client: Client) -> None:
    make_appointment()
    signed_in(client)
    assert client.get("/network.pdf?purpose=meeting").status_code == 202
    jobs.run(Job.objects.get().pk)
    for _time in range(2):
        assert download(client, "/network.pdf") == 200
    assert reasons() == [{"reason": "meeting"}, {"reason": "not given"}]


def test_the_reason_for_one_pdf_is_not_used_for_another(client: Client) -> None:
    for state in ("AT", "DE"):
        make_appointment(state)
    signed_in(client)
    client.get("/network.pdf?state=AT&purpose=meeting&note=Berlin")
    client.get("/network.pdf?state=DE")
    for job in Job.objects.all():
        jobs.run(job.pk)
    assert [download(client, f"/network.pdf?state={state}") for state in ("DE", "AT")] == [200, 200]
    assert reasons() == [{"reason": "not given"}, {"reason": "meeting", "note": "Berlin"}]


def test_a_reason_in_the_address_of_the_file_wins(client: Client) -> None:
    make_appointment()
    signed_in(client)
    client.get("/network.pdf?purpose=meeting")
    jobs.run(Job.objects.get().pk)
    for path in ("/network.pdf?purpose=records", "/network.pdf"):
        assert download(client, path) == 200
    assert reasons() == [{"reason": "records"}, {"reason": "not given"}]


def test_a_note_without_a_purpose_is_ignored(client: Client) -> None:
    signed_in(client)
    assert client.get(f"/network.csv?note={'x' * 3000}").status_code == 200
    assert reasons() == [{"reason": "not given"}]


def test_head_makes_counts_and_records_nothing(client: Client) -> None:
    make_participant(make_meeting(slug="m"))
    make_appointment()
    signed_in(client)
    client.get("/network.pdf?purpose=meeting")
    jobs.run(Job.objects.get().pk)
    counted = ReadCount.objects.get().exports
    paths = (*FILES, "/network.pdf?q=a", "/meetings/m/participants.csv", "/meetings/m/participants.pdf")
    assert {client.head(path).status_code for path in paths} == {405}
    assert (Job.objects.count(), ReadCount.objects.get().exports, reasons()) == (1, counted, [])
    assert download(client, "/network.pdf") == 200
    assert reasons() == [{"reason": "meeting"}]


def test_the_list_of_participants_asks_where_it_names_them(client: Client) -> None:
    meeting = make_meeting(slug="m")
    make_participant(meeting)
    signed_in(client, Role.FOCAL_POINT)
    age_sign_in(client)
    make_report(meeting, status="released")
    with_names = ("participants.csv", "participants.xlsx", "participants.pdf", "report.pdf?copy=focal_points")
    assert {client.get(f"/meetings/m/{each}").status_code for each in with_names} == {302}
    without = ("participants.csv?people=no", "participants.xlsx?people=no", "participants.pdf?copy=public")
    assert [client.get(f"/meetings/m/{each}").status_code for each in without] == [200, 200, 202]
    assert client.get("/meetings/m/report.pdf?copy=public").status_code == 202
    assert client.get("/meetings/m/participants.csv?purpose=ask").context["form"].fields["purpose"]
    assert Client().get("/meetings/m/participants.csv").status_code == 200


def test_a_report_that_names_the_participants_is_recorded_like_their_list(client: Client) -> None:
    meeting = make_meeting(slug="m")
    make_participant(meeting)
    make_report(meeting, status="released")
    signed_in(client)
    assert client.get("/meetings/m/report.pdf?purpose=meeting").status_code == 202
    jobs.run(Job.objects.get().pk)
    assert download(client, "/meetings/m/report.pdf") == 200
    entries = Entry.objects.filter(act=Act.EXPORT).values_list("subject", "details__kind", "details__reason")
    assert list(entries) == [(f"participants:{meeting.key}", "report pdf", "meeting")]
    page = client.get("/meetings/m/report").content.decode()
    assert "/meetings/m/report.pdf?copy=focal_points&amp;purpose=ask" in page


def test_files_of_rounds_and_imports_ask_for_a_reason_too(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    make_appointment()
    signed_in(client, Role.EDITOR)
    source, opened = previewed(["AT"]), open_round()
    paths = [
        reverse("network:rounds:report", args=[opened.key, "xlsx"]),
        reverse("network:imports:rejected_csv", args=[source.key]),
        reverse("network:imports:original", args=[source.key]),
    ]
    assert {download(client, f"{path}?purpose=records") for path in paths} == {200}
    assert reasons() == [{"reason": "records"}] * 3
    age_sign_in(client)
    assert {client.get(path).status_code for path in paths} == {302}


def test_administrators_see_who_exported_what_for_which_reason(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    make_appointment()
    taker = signed_in(client)
    client.get("/network.csv?state=AT&purpose=other&note=Joint+patrols")
    client.force_login(make_user(Role.ADMINISTRATOR))
    page = client.get("/admin/audit/entry/?act=export").content.decode()
    for text in (taker.email, "Something else: Joint patrols", "kind: csv", "question: state=AT"):
        assert text in page
    entry = Entry.objects.get(act=Act.EXPORT)
    assert client.post(f"/admin/audit/entry/{entry.pk}/change/", {"subject": "x"}).status_code == 403
    assert client.get("/admin/audit/entry/add/").status_code == 403
