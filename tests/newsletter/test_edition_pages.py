"""Editions on the pages of editors, in the archive and the search, and in the question before a dispatch."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from newsletter import pdf
from newsletter.models import Edition, Issue, Piece, PieceText
from newsletter.readers import actions as subscribing
from newsletter.readers.models import SubscriptionState
from nfp_portal.accounts.audience import Audience
from nfp_portal.mail.models import Letter
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import (
    approved,
    fresh,
    make_edition,
    make_issue,
    make_piece,
    make_sent_issue,
    make_subscription,
    make_translation,
)

pytestmark = pytest.mark.django_db
BY_HTMX = {"HX-Request": "true"}


def editions_url(issue: Issue, rest: str = "") -> str:
    return f"/newsletter/issues/{issue.number}/editions/ru/{rest}"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def published() -> Issue:
    """An issue in English and Russian with one translated piece and one that is not."""
    issue = make_issue(number=12, title="Spring", period="May 2026", dated_on=date(2026, 5, 4))
    make_edition(issue, title="Весна", period="май 2026")
    make_translation(make_piece(issue, headline="Drills"), headline="Учения", body="Патрули на реке.")
    make_piece(issue, headline="Rivers")
    approved(issue)
    Issue.objects.filter(pk=issue.pk).update(status="sent", released_at=timezone.now())
    return fresh(issue)


def test_an_edition_is_added_by_one_click_and_written_beside_the_issue(desk: Client) -> None:
    issue = make_issue(title="Spring")
    make_piece(issue, headline="Drills")
    assert editions_url(issue, "add/") in page(desk, f"/newsletter/issues/{issue.number}/")
    response = desk.post(editions_url(issue, "add/"))
    assert response.headers["Location"] == editions_url(issue)
    shown = page(desk, editions_url(issue))
    assert "Spring" in shown
    assert "not translated" in shown
    facts = {"title": "Весна", "period": "май 2026", "opening": "", "revision": 1}
    assert desk.post(editions_url(issue), facts).status_code == 302
    assert Edition.objects.get().title == "Весна"


def test_a_piece_is_translated_beside_its_original(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue, headline="Drills", body="They drilled.", credit="(OSCE)")
    address = editions_url(issue, f"{piece.pk}/")
    shown = page(desk, address)
    assert "They drilled." in shown
    facts = {"headline": "Учения", "body": "Прошли учения.", "credit": "(ОБСЕ)"}
    source = {"source": piece.source_hash, "revision": 0}
    assert desk.post(address, facts | source).headers["Location"] == editions_url(issue)
    text = PieceText.objects.get()
    assert (text.headline, text.language, text.revision) == ("Учения", "ru", 1)
    assert "complete" in page(desk, f"/newsletter/issues/{issue.number}/")


def test_a_translation_that_somebody_else_saved_meanwhile_is_shown_beside_ones_own(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    make_translation(piece, headline="Чужой")
    facts = {"headline": "Мой", "body": "Текст.", "source": piece.source_hash, "revision": 0}
    response = desk.post(editions_url(issue, f"{piece.pk}/"), facts)
    assert response.status_code == 409
    assert "Чужой" in response.content.decode()
    assert "Мой" in response.content.decode()


def test_an_original_that_changed_meanwhile_is_compared_once_more(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue, body="First.")
    facts = {"headline": "Один", "body": "Первый.", "source": piece.source_hash, "revision": 0}
    piece.body = "Second."
    piece.save()
    address = editions_url(issue, f"{piece.pk}/")
    assert desk.post(address, facts).headers["Location"] == address
    assert "The original changed since it was translated" in page(desk, address)
    assert "the original changed since it was translated" in page(desk, editions_url(issue))


def translated(piece: Piece, **facts: object) -> dict[str, object]:
    given = {"headline": "Один", "body": "Первый.", "source": piece.source_hash, "revision": 0}
    return given | facts


def test_a_translation_saves_itself_and_hands_the_revision_over(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    address = editions_url(issue, f"{piece.pk}/")
    assert f'hx-post="{address}"' in page(desk, address)
    answer = desk.post(address, translated(piece), headers=BY_HTMX)
    assert (answer.status_code, PieceText.objects.get().headline) == (200, "Один")
    assert 'name="revision" value="1"' in answer.content.decode()
    again = desk.post(address, translated(piece, headline="Два", revision=1), headers=BY_HTMX)
    assert (again.status_code, PieceText.objects.get().headline) == (200, "Два")


def test_a_translation_without_a_text_is_not_saved_yet(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    answer = desk.post(editions_url(issue, f"{piece.pk}/"), translated(piece, body=""), headers=BY_HTMX)
    assert answer.status_code == 422
    assert "<html" not in answer.content.decode()
    assert not PieceText.objects.exists()


def test_a_translation_that_saves_itself_says_that_the_original_changed(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue, body="First.")
    facts = translated(piece)
    piece.body = "Second."
    piece.save()
    answer = desk.post(editions_url(issue, f"{piece.pk}/"), facts, headers=BY_HTMX)
    assert "the original was changed while you translated it" in answer.content.decode()
    assert 'name="revision" value="1"' in answer.content.decode()


def test_a_translation_that_saves_itself_writes_over_nobody(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    make_translation(piece, headline="Чужой")
    answer = desk.post(editions_url(issue, f"{piece.pk}/"), translated(piece), headers=BY_HTMX)
    assert answer.status_code == 409
    assert "Click Save to compare both versions." in answer.content.decode()
    assert PieceText.objects.get().headline == "Чужой"


def test_nothing_saves_itself_into_an_issue_that_is_no_draft(desk: Client) -> None:
    issue = make_issue()
    edition = make_edition(issue)
    piece = make_piece(issue)
    make_translation(piece, headline="Один")
    approved(issue)
    masthead = {"title": "Поздно", "period": "май", "opening": "", "revision": edition.revision}
    for address, facts in (
        (editions_url(issue, f"{piece.pk}/"), translated(piece, headline="Поздно", revision=1)),
        (editions_url(issue), masthead),
    ):
        answer = desk.post(address, facts, headers=BY_HTMX)
        assert answer.status_code == 409
        assert f"Not saved: issue No. {issue.number} is now “Approved”." in answer.content.decode()
    assert (PieceText.objects.get().headline, Edition.objects.get().title) == ("Один", edition.title)


def test_an_edition_saves_itself(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    facts = {"title": "Весна", "period": "май 2026", "opening": "Доброе утро.", "revision": 1}
    answer = desk.post(editions_url(issue), facts, headers=BY_HTMX)
    assert 'name="revision" value="2"' in answer.content.decode()
    assert Edition.objects.get().opening == "Доброе утро."


def test_a_removed_edition_is_offered_back(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue, title="Весна")
    removed = desk.post(editions_url(issue, "remove/"), follow=True).content.decode()
    assert f'action="{editions_url(issue, "add/")}"' in removed
    desk.post(editions_url(issue, "add/"))
    assert Edition.objects.get().title == "Весна"
    history = page(desk, f"/newsletter/issues/{issue.number}/history/")
    assert "Edition: Russian" in history
    assert "removed" in history


def test_without_a_title_an_edition_keeps_the_issue_from_being_submitted(desk: Client) -> None:
    issue = make_issue()
    make_piece(issue)
    desk.post(editions_url(issue, "add/"))
    response = desk.post(f"/newsletter/issues/{issue.number}/submit/")
    assert response.headers["Location"] == editions_url(issue)


def test_the_language_of_the_issue_is_not_that_of_an_edition(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    facts = {"title": "T", "period": "P", "dated_on": "2026-05-04", "language": "ru", "revision": 1}
    response = desk.post(f"/newsletter/issues/{issue.number}/", facts)
    assert response.status_code == 422
    assert "An edition is in this language" in response.content.decode()


def test_each_edition_has_a_page_that_leads_to_the_others(client: Client) -> None:
    published()
    english, russian = page(client, "/newsletter/12/"), page(client, "/newsletter/12/ru/")
    for shown in (english, russian):
        assert '<link rel="alternate" hreflang="en" href="/newsletter/12/">' in shown
        assert '<link rel="alternate" hreflang="ru" href="/newsletter/12/ru/">' in shown
    assert 'hreflang="ru" href="/newsletter/12/ru/">Русский</a>' in english
    assert 'hreflang="en" href="/newsletter/12/">English</a>' in russian
    assert "<h1>Весна</h1>" in russian
    assert '<article class="issue" lang="ru" dir="ltr">' in russian
    assert "Перевод Секретариата ОБСЕ." in russian
    assert '<h3 lang="en" dir="ltr">Rivers</h3>' in russian
    assert client.get("/newsletter/12/de/").status_code == 404
    assert client.get("/newsletter/12/en/").status_code == 404


def test_an_issue_in_one_language_offers_no_other(client: Client) -> None:
    make_sent_issue(number=12)
    assert "/newsletter/12/ru/" not in page(client, "/newsletter/12/")


def test_each_edition_has_a_pdf_in_its_language() -> None:
    document = pdf.IssueDocument(published(), "ru")
    html = document.compose()
    assert (document.subject, document.url) == ("12-ru", "/newsletter/12-ru.pdf")
    assert '<html lang="ru">' in html
    assert "Бюллетень № 12 · май 2026" in html
    assert "Учения" in html


def test_the_search_finds_the_words_of_each_edition(client: Client) -> None:
    issue = published()
    anchor = issue.pieces.get(headline="Drills").anchor
    assert f"/newsletter/12/ru/#{anchor}" in page(client, "/search/?q=патрули")
    assert "/newsletter/12/ru/" in page(client, "/search/?q=Весна")


def test_the_search_finds_no_translation_of_a_piece_for_focal_points_or_of_a_draft(client: Client) -> None:
    issue = make_issue()
    make_edition(issue)
    make_translation(make_piece(issue, audience=Audience.FOCAL_POINTS), body="Секретно.")
    make_translation(make_piece(issue), body="Неопубликовано.")
    approved(issue)
    assert "/ru/" not in page(client, "/search/?q=Неопубликовано")
    Issue.objects.filter(pk=issue.pk).update(status="sent", released_at=timezone.now())
    assert "/ru/#" not in page(client, "/search/?q=Секретно")
    assert "/ru/#" in page(client, "/search/?q=Неопубликовано")


def test_the_question_names_editions_and_copies_of_focal_points(desk: Client) -> None:
    make_appointment("AT", person=make_person("AT", email="focal@example.org"))
    make_subscription("english@example.org")
    for language in ("ru", "de"):
        make_subscription(f"{language}@example.org", language=language)
    issue = make_issue()
    make_edition(issue)
    make_piece(issue)
    make_piece(issue, audience=Audience.FOCAL_POINTS)
    approved(issue)
    shown = page(desk, f"/newsletter/issues/{issue.number}/dispatch/")
    assert f"Send No. {issue.number} in English, Russian to " in shown
    assert "They prefer a language without an edition, and get it in English: German 1." in shown
    assert "say that 1 contribution is for them" in shown
    assert "<div><dt>Russian</dt><dd>1</dd></div>" in shown


def test_the_preview_shows_each_copy(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue, title="Весна")
    make_piece(issue)
    make_piece(issue, audience=Audience.FOCAL_POINTS)
    shown = page(desk, f"/newsletter/issues/{issue.number}/preview/?edition=ru+focal-points")
    assert "Весна" in shown
    assert "Материалы для национальных координаторов: 1." in shown
    assert "Russian, for focal points" in shown
    assert "координаторов: 1." not in page(desk, f"/newsletter/issues/{issue.number}/preview/?edition=ru")


def test_the_approval_shows_what_each_edition_says_and_lacks(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue, title="Весна")
    make_translation(make_piece(issue), headline="Учения")
    make_piece(issue)
    desk.post(f"/newsletter/issues/{issue.number}/submit/")
    shown = page(desk, f"/newsletter/issues/{issue.number}/approve/")
    assert "Весна" in shown
    assert "Учения" in shown
    assert "1 contribution not translated" in shown


def test_a_new_subscriber_is_welcomed_with_the_edition_in_the_own_language() -> None:
    published()
    for language, path in (("ru", "/newsletter/12/ru/"), ("de", "/newsletter/12/")):
        reader = make_subscription(
            f"{language}@example.org", state=SubscriptionState.PENDING, language=language
        )
        subscribing.confirm(reader.confirm_token)
        assert f"{settings.SITE_URL}{path}\n" in Letter.objects.latest("pk").text


def test_after_the_submission_the_page_of_an_edition_shows_what_it_says(desk: Client) -> None:
    issue = make_issue()
    make_edition(issue, title="Весна", opening="Доброе утро.")
    make_piece(issue)
    desk.post(f"/newsletter/issues/{issue.number}/submit/")
    shown = page(desk, editions_url(issue))
    assert "Весна" in shown
    assert "Доброе утро." in shown
    assert "Remove this edition" not in shown
