"""The frame around every page, its error pages and the weight of a first visit."""

import gzip
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User

ROOT = Path(__file__).parents[2]
LANGUAGES = ["Deutsch", "English", "Español", "Français", "Italiano", "Русский"]


def gallery(client: Client) -> str:
    return client.get(reverse("ui:styleguide")).content.decode()


def test_six_languages_can_be_chosen_and_keep_the_page(client: Client) -> None:
    html = client.get(reverse("ui:styleguide") + "?q=ana").content.decode()
    choices = re.findall(r"languages__choice[^>]*>([^<]+)<", html)
    assert choices[:6] == LANGUAGES
    assert '<input type="hidden" name="next" value="/styleguide/?q=ana">' in html
    assert html.count('lang="en" aria-current="true"') == 2  # once in the row, once in the phone's menu


def test_a_visitor_is_offered_to_sign_in_and_to_come_back(client: Client) -> None:
    assert 'href="/accounts/login/?next=/styleguide/"' in gallery(client)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "label"), [(Role.EDITOR, "Desk"), (Role.FOCAL_POINT, "My entry")])
def test_the_navigation_leads_each_role_to_its_work(
    client: Client, settings: Settings, role: Role, label: str
) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(User.objects.create_user("ana@example.org", role=role, name="Ana Demo"))
    html = gallery(client)
    assert re.search(rf">\s*{label}\s*</a>", html)
    assert "Signed in as Ana Demo" in html
    assert '<form method="post" action="/accounts/logout/">' in html


def test_the_demonstration_says_what_it_is(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert "except officials quoted from public news." in gallery(client)
    settings.DEMO = False
    assert "except officials quoted from public news." not in gallery(client)


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500", "503", "403_csrf"])
def test_an_error_page_needs_neither_request_nor_database(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert f'<p class="ordinal" aria-hidden="true">{name[:3]}</p>' in html
    assert html.count("<h1>") == 1
    assert "site-nav" not in html


@pytest.mark.django_db
def test_the_preview_renders_the_named_field(client: Client, settings: Settings) -> None:
    settings.REQUIRE_MFA = False
    client.force_login(User.objects.create_user("ed@example.org", role=Role.EDITOR))
    answer = client.post(reverse("ui:preview"), {"field": "summary", "summary": "**Now** <i>"})
    assert answer.content.decode() == "<p><strong>Now</strong> &lt;i&gt;</p>\n"


def test_a_first_visit_weighs_less_than_150_kilobytes(client: Client) -> None:
    html = gallery(client)
    linked = re.findall(r"(?:href|src)=\"/static/([^\"]+)\"", html)
    fonts = {f"fonts/web/{name}.woff2" for name in ("sans-latin", "serif-latin", "sans-cyrillic")}
    files = [(ROOT / "static" / name).read_bytes() for name in {*linked, *fonts}]
    packed = sum(min(len(gzip.compress(data, 6)), len(data)) for data in files)
    assert packed + len(gzip.compress(html.encode(), 6)) < 150_000
