"""A form posted after the session ended is kept for its account, shown filled, and sent with one click."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from network.models import Person
from nfp_portal.accounts.models import Role, User
from nfp_portal.kept_forms import actions
from nfp_portal.kept_forms.filling import PostedForm, filled
from nfp_portal.kept_forms.models import KeptForm
from tests.factories.accounts import PASSWORD, client_of, make_user
from tests.factories.network import make_delegate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def person() -> Person:
    user = make_user(Role.FOCAL_POINT, email="anna@example.org", password=PASSWORD)
    return make_person("AT", user=user, email="anna@example.org", function="Adviser")


def account(person: Person) -> User:
    assert person.user
    return person.user


def let_the_session_end(client: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))


def typed(client: Client, address: str, **changes: str) -> dict[str, Any]:
    """Return the values of the page's form, with these changes."""
    form = client.get(address).context["form"]
    values = {field.html_name: field.value() for field in form if field.value() not in (None, "", [])}
    return values | changes


def post_too_late(person: Person, client: Client, **changes: str) -> str:
    """Post the form of the entry after the session ended, and give where that leads."""
    address = f"/people/{person.key}/edit/"
    values = typed(client, address, **changes)
    let_the_session_end(client)
    response = client.post(address, values)
    assert response.status_code == 302
    return str(response.headers["Location"])


def sign_in_at(client: Client, address: str, email: str = "anna@example.org") -> Any:
    page = client.get(address)
    assert "what you entered is kept for an hour" in page.content.decode()
    return client.post(address, {"login": email, "password": PASSWORD}, follow=True)


def test_a_late_form_is_shown_filled_after_sign_in_and_sent_by_its_own_button(person: Person) -> None:
    client = client_of(account(person))
    address = post_too_late(person, client, function="Head of <Unit> & more")
    kept = KeptForm.objects.get()
    assert address == f"/accounts/login/?next=/accounts/kept/{kept.key}/"
    page = sign_in_at(client, address)
    html = page.content.decode()
    assert page.redirect_chain[-1][0] == f"/people/{person.key}/edit/?kept_form={kept.key}"
    assert 'value="Head of &lt;Unit&gt; &amp; more"' in html
    assert "Nothing is saved yet" in html
    person.refresh_from_db()
    assert person.function == "Adviser"
    values = dict(kept.values.items()) | {"kept_form": str(kept.key)}
    assert client.post(f"/people/{person.key}/edit/", values).status_code == 302
    person.refresh_from_db()
    assert (person.function, KeptForm.objects.count()) == ("Head of <Unit> & more", 0)


def test_a_kept_form_of_a_changed_row_still_conflicts(person: Person) -> None:
    client = client_of(account(person))
    sign_in_at(client, post_too_late(person, client, function="Mine"))
    Person.objects.filter(pk=person.pk).update(function="Theirs", revision=2)
    kept = KeptForm.objects.get()
    page = client.get(f"/people/{person.key}/edit/?kept_form={kept.key}").content.decode()
    assert '<input type="hidden" name="revision" value="1"' in page
    response = client.post(f"/people/{person.key}/edit/", dict(kept.values.items()))
    assert response.status_code == 409


def test_a_kept_form_is_not_shown_to_another_account_in_the_same_browser(person: Person) -> None:
    make_user(Role.FOCAL_POINT, email="other@example.org", password=PASSWORD)
    client = client_of(account(person))
    page = sign_in_at(client, post_too_late(person, client, function="Mine"), "other@example.org")
    assert page.status_code == 404
    key = KeptForm.objects.get().key
    for address in (f"/accounts/kept/{key}/", f"/accounts/kept/{key}/values/"):
        assert client.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    assert "Mine" not in client.get(f"/network/?kept_form={key}").content.decode()


def test_a_form_is_kept_for_an_hour(person: Person) -> None:
    client = client_of(account(person))
    post_too_late(person, client, function="Mine")
    key = KeptForm.objects.get().key
    again = client_of(account(person))
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(minutes=59))
    assert (actions.purge(), again.get(f"/accounts/kept/{key}/").status_code) == (0, 302)
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(minutes=61))
    assert again.get(f"/accounts/kept/{key}/").status_code == 404
    assert actions.purge() == 1


def test_the_token_and_files_are_not_kept_and_files_are_named() -> None:
    delegate = make_delegate("AT")
    client = client_of(delegate)
    let_the_session_end(client)
    scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.4", content_type="application/pdf")
    client.post(
        "/delegation/nominate/", {"csrfmiddlewaretoken": "x", "note": "Hello", "instrument_file": scan}
    )
    kept = KeptForm.objects.get()
    assert (kept.query, kept.files, kept.user) == ("note=Hello", ["letter.pdf"], delegate)
    page = client_of(delegate).get(f"/delegation/nominate/?kept_form={kept.key}").content.decode()
    assert "Choose these files again: letter.pdf." in page


def test_a_page_without_room_for_the_form_shows_it_as_a_list_with_a_button(person: Person) -> None:
    client = client_of(account(person))
    let_the_session_end(client)
    client.post(f"/people/{person.key}/edit/", {"nowhere": "typed <b>"})
    kept = KeptForm.objects.get()
    page = client_of(account(person)).get(f"/accounts/kept/{kept.key}/", follow=True)
    html = page.content.decode()
    assert page.redirect_chain[-1][0] == f"/accounts/kept/{kept.key}/values/"
    assert "typed &lt;b&gt;" in html
    assert f'action="/people/{person.key}/edit/"' in html
    assert client_of(account(person)).post(f"/accounts/kept/{kept.key}/values/").status_code == 302
    assert KeptForm.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/password/change/",
        "/accounts/invite/",
        "/language/",
        "/admin/accounts/user/add/",
        "/styleguide/preview/",
        "/newsletter/subscribe/",
        "/nowhere/",
    ],
)
def test_forms_of_accounts_and_forms_for_everybody_are_never_kept(address: str) -> None:
    client = client_of(make_user(Role.ADMINISTRATOR))
    let_the_session_end(client)
    client.post(address, {"password": "a secret", "email": "x@example.org"})
    assert KeptForm.objects.count() == 0


def test_a_form_that_the_account_may_not_submit_is_not_kept(person: Person) -> None:
    client = client_of(account(person))
    let_the_session_end(client)
    assert client.post("/newsletter/issues/new/", {"title": "x"}).status_code == 302
    assert KeptForm.objects.count() == 0


@pytest.mark.parametrize("why", ["visitor", "signed out", "password", "closed", "long ago"])
def test_a_form_is_kept_only_after_the_session_timed_out(person: Person, why: str) -> None:
    client = client_of(account(person))
    let_the_session_end(client)
    if why == "visitor":
        client.cookies.clear()
    if why == "signed out":
        Session.objects.all().delete()
    if why == "password":
        account(person).set_password("another five invented words")
        account(person).save(update_fields=["password"])
    if why == "closed":
        User.objects.update(is_active=False)
    if why == "long ago":
        Session.objects.update(expire_date=timezone.now() - timedelta(hours=25))
    client.post(f"/people/{person.key}/edit/", {"function": "x"})
    assert KeptForm.objects.count() == 0


def test_a_form_without_its_token_is_not_kept(person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account(person))
    let_the_session_end(client)
    assert client.post(f"/people/{person.key}/edit/", {"function": "x"}).status_code == 403
    assert KeptForm.objects.count() == 0


def test_forms_that_are_too_long_or_too_many_are_not_kept(person: Person) -> None:
    client = client_of(account(person))
    let_the_session_end(client)
    address = f"/people/{person.key}/edit/"
    client.post(address, {"note": "x" * 1_000_001})
    assert KeptForm.objects.count() == 0
    for number in range(7):
        client.post(address, {"note": str(number)})
    assert sorted(KeptForm.objects.values_list("query", flat=True)) == [f"note={n}" for n in (2, 3, 4, 5, 6)]


def test_the_cookie_of_an_ended_session_survives_a_look_at_another_page(person: Person) -> None:
    client = client_of(account(person))
    let_the_session_end(client)
    client.get("/network/")
    client.get("/accounts/login/")
    client.post(f"/people/{person.key}/edit/", {"function": "x"})
    assert KeptForm.objects.get().user == account(person)


def test_an_autosave_leads_to_sign_in_and_keeps_what_was_typed() -> None:
    client = client_of(make_user(Role.EDITOR))
    let_the_session_end(client)
    response = client.post("/newsletter/issues/new/", {"title": "Typed"}, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/accounts/login/?next=/accounts/kept/")
    assert KeptForm.objects.get().query == "title=Typed"


# Filling ------------------------------------------------------------------------------------------

FORM = """<!doctype html><p title="a &amp; b">x &nbsp; y</p>
<form action="/other/" method="post"><input name="a"></form>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="fresh">
<input name="a" value="old"><input type="password" name="p">
<input type="checkbox" name="b" value="1" checked><input type="checkbox" name="b" value="2">
<textarea name="t" rows="2">old &lt;</textarea>
<select name="s"><option value="x" selected>X</option><option value="y">Y</option></select>
<button name="act" value="go">Go</button></form><svg><path d="M0 0"/></svg>
<script>if (a < b && c) {}</script>"""
OWN_FIELD = '<input type="hidden" name="kept_form" value="k">'


def test_a_form_is_filled_and_the_rest_of_the_page_stays_as_it_was() -> None:
    values = {"a": ['"new" <'], "b": ["2"], "t": ["\n<new>"], "s": ["y"], "act": ["go"]}
    html = filled(FORM, PostedForm("/here/?x=1", "/here/?x=1", values), {"kept_form": "k"})
    changed = (
        (
            '<form method="post"><input',
            '<form method="post"><input type="hidden" name="kept_form" value="k"><input',
        ),
        ('name="a" value="old"', 'name="a" value="&quot;new&quot; &lt;"'),
        ('name="b" value="1" checked>', 'name="b" value="1">'),
        ('name="b" value="2">', 'name="b" value="2" checked>'),
        (">old &lt;</textarea>", ">\n\n&lt;new&gt;</textarea>"),
        ('value="x" selected>', 'value="x">'),
        ('value="y">', 'value="y" selected>'),
    )
    expected = FORM
    for old, new in changed:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert html == expected


@pytest.mark.parametrize(("action", "name"), [("/here/", "unknown"), ("/elsewhere/", "a")])
def test_a_page_without_the_form_is_not_filled(action: str, name: str) -> None:
    assert filled(FORM, PostedForm("/here/", action, {name: ["x"]}), {}) == ""
