"""The editors' pages: messages at fields, both versions of a stale edit, nothing done twice."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localdate

from newsletter import actions
from newsletter.contributions.models import CallForContributions
from newsletter.models import Issue, IssueStatus, Piece, PieceStatus
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery
from tests.factories.accounts import client_of
from tests.factories.network import make_agency, state
from tests.factories.newsletter import (
    fresh,
    make_approved_issue,
    make_approver,
    make_editor,
    make_issue,
    make_piece,
    make_subscription,
)

pytestmark = pytest.mark.django_db

BY_HTMX = {"HX-Request": "true"}


def masthead(issue: Issue, **typed: object) -> dict[str, object]:
    """What the form of an issue sends."""
    shown = {"title": issue.title, "period": issue.period, "dated_on": issue.dated_on, "language": "en"}
    return shown | {"opening": "", "contributions_by": "", "revision": issue.revision} | typed


def words_of(response: Any) -> str:
    return str(response.content.decode())


def test_starting_an_issue_leads_to_its_page(desk: Client) -> None:
    form = {"number": 5, "title": "New", "period": "May 2026", "dated_on": "2026-05-04", "language": "en"}
    assert desk.post("/newsletter/issues/new/", form).headers["Location"] == "/newsletter/issues/5/"
    again = desk.post("/newsletter/issues/new/", form)
    assert again.status_code == 422
    assert "already exists" in words_of(again)
    assert Issue.objects.count() == 1


def test_saving_an_issue_names_its_last_editor(desk: Client, editor: User) -> None:
    issue = make_issue()
    desk.post(f"/newsletter/issues/{issue.number}/", masthead(issue, title="Better"))
    assert (fresh(issue).title, fresh(issue).edited_by) == ("Better", editor)


def test_the_list_of_issues_is_paged_and_asks_the_same_for_one_as_for_many(desk: Client) -> None:
    make_issue(number=1, title="The first of all")
    with CaptureQueriesContext(connection) as of_one:
        assert "No. 1: The first of all" in words_of(desk.get("/newsletter/issues/"))
    for number in range(2, 24):
        make_issue(number=number)
    with CaptureQueriesContext(connection) as of_many:
        page = words_of(desk.get("/newsletter/issues/"))
    assert len(of_many) == len(of_one)
    assert ("No. 23: " in page, "No. 4: " in page, "No. 3: " in page) == (True, True, False)
    second = words_of(desk.get("/newsletter/issues/?page=2"))
    assert ("The first of all" in second, "Start No. 24 like No. 23" in second) == (True, True)


def test_a_piece_of_the_editors_own_is_written_in_place_and_once(desk: Client, editor: User) -> None:
    issue = make_issue(language="ru")
    make_piece(issue, section="focus", position=0)
    address = f"/newsletter/issues/{issue.number}/write/"
    assert address in words_of(desk.get(f"/newsletter/issues/{issue.number}/"))
    shown = words_of(desk.get(address))
    assert '<option value="ru" selected>' in shown
    form = {"key": str(uuid4()), "section": "focus", "headline": "A word", "body": "Thank you."}
    typed = form | {"audience": "all", "language": "en", "pictures-shown": "on"}
    for _click in range(2):
        assert desk.post(address, typed).status_code == 302
    [_first, piece] = fresh(issue).pieces.all()
    assert (piece.headline, piece.author, piece.status) == ("A word", editor, PieceStatus.ACCEPTED)
    assert desk.post(address, typed | {"headline": ""}).status_code == 422


def test_nothing_is_written_into_an_approved_issue(desk: Client) -> None:
    issue = make_approved_issue()
    address = f"/newsletter/issues/{issue.number}/write/"
    assert address not in words_of(desk.get(f"/newsletter/issues/{issue.number}/"))
    typed = {"section": "focus", "headline": "A word", "body": "Late.", "audience": "all", "language": "en"}
    assert desk.post(address, typed).headers["Location"] == f"/newsletter/issues/{issue.number}/"
    assert Piece.objects.count() == 1


def test_an_issue_without_a_title_keeps_what_was_typed(desk: Client) -> None:
    issue = make_issue()
    page = desk.post(f"/newsletter/issues/{issue.number}/", masthead(issue, title="", period="June"))
    assert page.status_code == 422
    assert 'value="June"' in words_of(page)
    assert fresh(issue).revision == 1


def test_a_stale_edit_answers_409_with_both_versions(desk: Client) -> None:
    issue = make_issue()
    actions.change_issue(issue.number, revision=1, by=make_editor(), title="Theirs")
    page = desk.post(f"/newsletter/issues/{issue.number}/", masthead(issue, title="Mine"))
    assert page.status_code == 409
    assert "Mine" in words_of(page)
    assert "Theirs" in words_of(page)
    assert fresh(issue).title == "Theirs"


def test_autosave_saves_and_hands_the_new_revision_over(desk: Client) -> None:
    issue = make_issue()
    page = desk.post(
        f"/newsletter/issues/{issue.number}/",
        masthead(issue, opening="Draft"),
        headers={"HX-Request": "true"},
    )
    assert 'name="revision" value="2"' in words_of(page)
    assert fresh(issue).opening == "Draft"


def test_autosave_tells_an_editor_of_the_other_one(desk: Client) -> None:
    issue = make_issue()
    other = make_editor()
    actions.change_issue(issue.number, revision=1, by=other, title="Theirs")
    page = desk.post(f"/newsletter/issues/{issue.number}/", masthead(issue), headers=BY_HTMX)
    assert page.status_code == 409
    assert other.email in words_of(page)


def test_autosave_of_something_incomplete_is_a_short_note(desk: Client) -> None:
    issue = make_issue()
    page = desk.post(f"/newsletter/issues/{issue.number}/", masthead(issue, title=""), headers=BY_HTMX)
    assert page.status_code == 422
    assert "<html" not in words_of(page)


def test_autosave_of_an_issue_submitted_meanwhile_is_a_short_note(desk: Client) -> None:
    issue = make_approved_issue()
    page = desk.post(f"/newsletter/issues/{issue.number}/", masthead(issue, title="Late"), headers=BY_HTMX)
    assert page.status_code == 409
    assert f"Not saved: issue No. {issue.number} is now “Approved”." in words_of(page)
    assert "<html" not in words_of(page)
    assert fresh(issue).title != "Late"


def test_a_submitted_issue_shows_no_form_and_takes_no_change(desk: Client) -> None:
    issue = make_approved_issue()
    assert "Masthead and opening" not in words_of(desk.get(f"/newsletter/issues/{issue.number}/"))
    page = desk.post(f"/newsletter/issues/{issue.number}/", masthead(issue, title="Late"), follow=True)
    assert "Nothing was changed" in words_of(page)
    assert fresh(issue).title != "Late"


def test_a_remark_is_submitted_with_an_issue_and_read_first_by_who_approves(
    desk: Client, editor: User
) -> None:
    issue = make_issue()
    make_piece(issue)
    desk.post(f"/newsletter/issues/{issue.number}/submit/", {"note": " The second piece is new.\x00 "})
    approver = client_of(make_approver())
    page = words_of(approver.get(f"/newsletter/issues/{issue.number}/approve/"))
    assert "The second piece is new." in page
    assert f"{editor}, {date_format(localdate(), 'j F')}" in page


def test_a_remark_that_is_too_long_submits_nothing(desk: Client) -> None:
    issue = make_issue()
    make_piece(issue)
    answer = desk.post(f"/newsletter/issues/{issue.number}/submit/", {"note": "x" * 2001}, follow=True)
    assert "at most 2000 characters" in words_of(answer)
    assert fresh(issue).status == IssueStatus.DRAFT


def test_an_empty_issue_says_what_it_needs(desk: Client) -> None:
    issue = make_issue()
    page = desk.post(f"/newsletter/issues/{issue.number}/submit/", follow=True)
    assert "at least one contribution" in words_of(page)


def test_taking_in_an_offer_and_moving_it(desk: Client) -> None:
    issue = make_issue()
    make_piece(issue, headline="first", position=0)
    offered = make_piece(headline="second")
    desk.post(f"/newsletter/issues/{issue.number}/take-in/{offered.pk}/")
    desk.post(f"/newsletter/contributions/{offered.pk}/up/")
    assert list(issue.pieces.order_by("position").values_list("headline", flat=True)) == [
        "second",
        "first",
    ]
    desk.post(f"/newsletter/contributions/{offered.pk}/put-back/")
    address = f"/newsletter/contributions/{offered.pk}/refuse/"
    assert desk.post(address, {"decision": "declined", "reason": ""}).status_code == 422
    desk.post(address, {"decision": "declined", "reason": "It was in the press already."})
    declined = Piece.objects.get(pk=offered.pk)
    assert (declined.status, declined.reason) == ("declined", "It was in the press already.")


def test_an_agency_of_another_state_is_named_at_its_field(desk: Client) -> None:
    piece = make_piece()
    form = {
        "section": "states",
        "headline": "H",
        "body": "B",
        "state": state("FR").pk,
        "agency": make_agency("AT").pk,
        "audience": "all",
        "language": "en",
        "revision": 1,
    }
    page = desk.post(f"/newsletter/contributions/{piece.pk}/", form)
    assert page.status_code == 422
    assert "is no agency of this State" in words_of(page)


def test_a_stale_edit_of_a_contribution_shows_both_versions(desk: Client) -> None:
    piece = make_piece()
    actions.change_piece(piece.pk, revision=1, by=make_editor(), headline="Theirs")
    form = {
        "section": "states",
        "headline": "Mine",
        "body": "B",
        "audience": "all",
        "language": "en",
        "revision": 1,
    }
    page = desk.post(f"/newsletter/contributions/{piece.pk}/", form)
    assert page.status_code == 409
    assert "Theirs" in words_of(page)


def test_a_call_for_a_past_day_is_refused_at_its_field(desk: Client) -> None:
    page = desk.post("/newsletter/call/", {"due_on": "2020-01-01", "text": "Write"})
    assert page.status_code == 422
    assert "This day is past" in words_of(page)
    assert not CallForContributions.objects.exists()


def test_previews_show_the_mail_in_frames_that_run_nothing(desk: Client) -> None:
    issue = make_issue()
    make_piece(issue)
    page = words_of(desk.get(f"/newsletter/issues/{issue.number}/preview/"))
    assert page.count('sandbox=""') == 4
    frame = desk.get(f"/newsletter/issues/{issue.number}/preview/dark/")
    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    assert "script-src 'none'" in frame.headers["Content-Security-Policy"]
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "prefers-color-scheme" not in words_of(frame)
    bare = desk.get(f"/newsletter/issues/{issue.number}/preview/no-images/")
    assert "img-src 'none'" in bare.headers["Content-Security-Policy"]
    assert desk.get(f"/newsletter/issues/{issue.number}/preview/other/").status_code == 404


def test_an_approver_approves_what_the_page_showed() -> None:
    issue = make_issue()
    make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    client = Client()
    client.force_login(make_approver())
    page = words_of(client.get(f"/newsletter/issues/{issue.number}/approve/"))
    assert fresh(issue).fingerprint() in page
    assert "What it says" in page
    stale = client.post(f"/newsletter/issues/{issue.number}/approve/", {"fingerprint": "x"}, follow=True)
    assert "changed while you read it" in words_of(stale)
    client.post(f"/newsletter/issues/{issue.number}/approve/", {"fingerprint": fresh(issue).fingerprint()})
    assert fresh(issue).status == IssueStatus.APPROVED


def test_the_question_before_sending_names_issue_language_and_number(desk: Client) -> None:
    for language in ("en", "en", "ru"):
        make_subscription(language=language)
    issue = make_approved_issue(number=48, title="Report")
    page = words_of(desk.get("/newsletter/issues/48/dispatch/"))
    assert "Send No. 48 in English to 3 readers?" in page
    assert "English 2, Russian 1." in page
    assert fresh(issue).status == IssueStatus.APPROVED


def test_pressing_send_twice_sends_once(desk: Client) -> None:
    make_subscription()
    issue = make_approved_issue()
    address = f"/newsletter/issues/{issue.number}/dispatch/"
    desk.post(address)
    page = desk.post(address, follow=True)
    assert "nothing was sent a second time" in words_of(page)
    assert Delivery.objects.count() == 1


def test_the_progress_asks_again_every_two_seconds_while_it_is_sent(desk: Client) -> None:
    make_subscription()
    issue = make_approved_issue()
    address = f"/newsletter/issues/{issue.number}/dispatch/"
    desk.post(address)
    page = words_of(desk.get(address))
    assert 'hx-trigger="every 2s"' in page
    assert "Undo" in page
    Issue.objects.update(status=IssueStatus.SENT)
    assert 'hx-trigger="every 2s"' not in words_of(desk.get(address))


@pytest.mark.parametrize("act", ["undo", "pause", "resume", "stop"])
def test_holding_what_is_not_being_sent_says_where_it_is(desk: Client, act: str) -> None:
    issue = make_approved_issue()
    page = desk.post(f"/newsletter/issues/{issue.number}/dispatch/{act}/", follow=True)
    assert f"Nothing was changed: issue No. {issue.number} is now “Approved”." in words_of(page)
