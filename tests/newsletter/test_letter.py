"""The issue as a mail: both parts, what is in them and what must not be."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.conf import settings
from django.urls import reverse

from newsletter.dispatch.delivery import HEADERS
from newsletter.letters import letter_of
from newsletter.models import Issue, Section
from newsletter.printed import Copy
from nfp_portal.accounts.audience import Audience
from nfp_portal.mail.message import SLOT
from tests.factories.newsletter import fresh, make_issue, make_piece, organisation

pytestmark = pytest.mark.django_db
URL = re.compile(r"(?:href|src|background)=\"([^\"]*)\"|url\(([^)]*)\)")


@pytest.fixture
def issue() -> Issue:
    issue = make_issue(
        number=48,
        title="Report of the Twentieth Annual Meeting",
        period="November 2026",
        opening="102 participants discussed **emerging threats**.",
        contributions_by=date(2027, 1, 31),
    )
    make_piece(
        issue,
        headline="Centres",
        body="Conclusions, with [papers](https://example.org/papers).\n\n- lessons\n- patrols",
        credit="(OSCE/Name)",
    )
    make_piece(
        issue,
        headline="Учебный визит",
        body="На *русском*.",
        section=Section.FOCUS,
        organisation=organisation("bsmu"),
    )
    return fresh(issue)


def test_the_text_part_is_written_from_the_markdown(issue: Issue) -> None:
    text = letter_of(issue).text
    assert "102 participants discussed emerging threats." in text
    assert "Conclusions, with papers <https://example.org/papers>.\n\n- lessons\n- patrols" in text.replace(
        "- lessons\n\n- patrols", "- lessons\n- patrols"
    )
    assert "<p>" not in text
    assert "&" not in text
    assert "\n\n\n" not in text


def test_both_parts_carry_masthead_contents_by_lines_credits_and_call(issue: Issue) -> None:
    letter = letter_of(issue)
    assert letter.subject == "Newsletter No. 48: Report of the Twentieth Annual Meeting"
    for part in (letter.text, letter.html):
        for phrase in (
            "Newsletter No. 48 · November 2026",
            "In this issue",
            "Austria, Border Police Directorate",
            "Border Security and Management Unit",
            "(OSCE/Name)",
            "Учебный визит",
            "by 31 January 2027",
        ):
            assert phrase in part
        assert "{{unsubscribe_url}}" in part
        assert "{{preferences_url}}" in part
        assert f"{settings.SITE_URL}/newsletter/48/" in part


def test_the_html_asks_no_other_host_for_anything_and_follows_nobody(issue: Issue) -> None:
    html = letter_of(issue).html
    assert "<img" not in html
    assert "<script" not in html
    assert "<link" not in html
    fetched = [url for _href, url in URL.findall(html) if url]
    assert fetched == []
    links = {href for href, _url in URL.findall(html)}
    assert links == {
        "https://example.org/papers",
        "{{unsubscribe_url}}",
        "{{preferences_url}}",
        f"{settings.SITE_URL}/newsletter/48/",
        f"{settings.SITE_URL}/",
    }


def test_both_parts_begin_with_the_way_to_the_browser(issue: Issue) -> None:
    letter = letter_of(issue)
    address = f"{settings.SITE_URL}/newsletter/48/"
    assert next(iter(URL.findall(letter.html)))[0] == address
    assert letter.text.startswith(f"Read in the browser: {address}\n\nNewsletter No. 48")


def test_the_headings_step_down_one_level_at_a_time(issue: Issue) -> None:
    make_piece(issue, headline="Deep", body="# One\n\nText.\n\n## Two\n\nText.")
    levels = [int(level) for level in re.findall(r"<h([1-6])", letter_of(fresh(issue)).html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert 5 in levels


def test_tables_of_the_layout_are_none_to_a_screen_reader(issue: Issue) -> None:
    make_piece(issue, headline="Figures", body="| State | Posts |\n|---|---|\n| Austria | 3 |")
    tables = re.findall(r"<table[^>]*>", letter_of(fresh(issue)).html)
    assert len(tables) > 3
    assert [table for table in tables if 'role="presentation"' not in table] == ["<table>"]


def test_language_and_direction_are_on_the_body() -> None:
    issue = make_issue(language="ru")
    make_piece(issue)
    html = letter_of(fresh(issue)).html
    assert re.search(r'<body [^>]*lang="ru" dir="ltr"', html)


def test_the_html_of_a_long_issue_stays_below_90_kilobytes() -> None:
    issue = make_issue()
    for _number in range(20):
        make_piece(issue, body="A sentence of some length about a border. " * 40)
    assert len(letter_of(fresh(issue)).html.encode()) < 90_000


def test_what_is_for_focal_points_is_in_no_mail(issue: Issue) -> None:
    make_piece(issue, headline="Closed", body="Hidden words", audience=Audience.FOCAL_POINTS)
    letter = letter_of(fresh(issue))
    for part in (letter.text, letter.html):
        assert "Hidden words" not in part
        assert "Closed" not in part
        assert "focal points" not in part
        assert "/accounts/login/" not in part
    for part in _parts(fresh(issue), for_focal_points=True):
        assert "Hidden words" not in part
        assert "Closed" not in part
        assert "Contributions for focal points: 1." in part
        assert f"{settings.SITE_URL}/accounts/login/?next=%2Fnewsletter%2F48%2F" in part


def _parts(issue: Issue, *, for_focal_points: bool) -> tuple[str, str]:
    letter = letter_of(issue, Copy(issue.language, for_focal_points=for_focal_points))
    return letter.text, letter.html


def test_braces_an_author_typed_are_no_slot(issue: Issue) -> None:
    make_piece(issue, headline="About {{unknown}}", body="Write {{ name }} here.")
    letter = letter_of(fresh(issue))
    slots = set(SLOT.findall(letter.text)) | set(SLOT.findall(letter.html))
    assert slots == {"unsubscribe_url", "preferences_url", "reason"}


def test_a_preview_has_links_that_act_on_nobody(issue: Issue) -> None:
    letter = letter_of(issue, links=f"{settings.SITE_URL}/here/")
    assert "{{" not in letter.text
    assert "{{" not in letter.html


def test_the_headers_offer_the_one_click_of_rfc_8058() -> None:
    assert HEADERS["List-Unsubscribe"] == "<{{unsubscribe_url}}>"
    assert HEADERS["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_headers_lead_to_archive_help_and_a_person() -> None:
    assert HEADERS["List-Archive"] == f"<{settings.SITE_URL}{reverse('newsletter:archive')}>"
    assert HEADERS["List-Help"].startswith(f"<mailto:{settings.HELP_ADDRESS}>, <")
    assert HEADERS["List-Help"].endswith(f"{settings.SITE_URL}{reverse('help')}>")
    assert HEADERS["Reply-To"] == settings.HELP_ADDRESS
    assert re.fullmatch(r"[^<>]+ <newsletter\.[^<> ]+>", HEADERS["List-Id"])


def test_the_frame_speaks_the_issues_language() -> None:
    issue = make_issue(language="ru")
    make_piece(issue)
    letter = letter_of(fresh(issue))
    assert 'lang="ru"' in letter.html
    assert "\nОтказаться от рассылки: {{unsubscribe_url}}\n" in letter.text


def test_what_a_list_of_mail_shows_names_no_address() -> None:
    issue = make_issue(opening="Read [the report](../../meetings/16/) of the meeting.")
    html = letter_of(fresh(issue)).html
    preview = html[html.index("<body") :].split("</div>")[0]
    assert "Read the report of the meeting." in preview
    assert "meetings/16" not in preview


def test_a_russian_day_ends_its_sentence_with_one_full_stop() -> None:
    issue = make_issue(language="ru", contributions_by=date(2027, 1, 31))
    letter = letter_of(fresh(issue))
    assert "Материалы для следующего выпуска принимаются до 31 января 2027 г.\n" in letter.text
