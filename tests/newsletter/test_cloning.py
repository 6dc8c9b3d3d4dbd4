"""An issue begins by one click as the one before it was made."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsletter import actions
from newsletter.models import Issue, Section
from nfp_portal.accounts.models import User
from tests.factories.meetings import make_meeting
from tests.factories.newsletter import fresh, make_editor, make_issue, make_piece, make_sent_issue

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def last_issue() -> Issue:
    """An issue with a piece of Austria and the calendar, which its editor renamed and moved."""
    issue = make_issue(
        number=7,
        dated_on=date(2026, 1, 10),
        contributions_by=date(2026, 2, 10),
        opening="Welcome.",
        language="de",
    )
    make_piece(issue, headline="Of Austria")
    far = TODAY() + timedelta(days=100)
    make_meeting(title="Ahead", starts_on=far, ends_on=far)
    block = actions.take_up(7, "meetings", by=make_editor())
    assert block is not None
    actions.change_piece(
        block.pk, revision=1, headline="Save the date", section=Section.FOCUS, body="Typed", by=make_editor()
    )
    return issue


def test_it_has_language_opening_and_blocks_of_the_last_and_no_text_of_a_state(
    desk: Client, editor: User
) -> None:
    last_issue()
    answer = desk.post("/newsletter/issues/8/start/")
    assert answer.headers["Location"] == "/newsletter/issues/8/"
    issue = fresh(Issue.objects.get(number=8))
    assert (issue.language, issue.opening, issue.dated_on) == ("de", "Welcome.", TODAY())
    assert (issue.contributions_by, issue.edited_by) == (TODAY() + timedelta(days=31), editor)
    pieces = [(each.headline, each.section, "[Ahead](" in each.body) for each in issue.pieces.all()]
    assert pieces == [("Save the date", "focus", True)]


def test_it_appears_in_the_languages_of_the_last_with_their_opening_notes() -> None:
    last_issue()
    actions.add_edition(7, "ru", by=make_editor())
    values = {"title": "Границы", "period": "Январь", "opening": "Добро пожаловать."}
    actions.change_edition(7, "ru", revision=1, by=make_editor(), **values)
    issue = actions.start_like_last(8, by=make_editor())
    editions = [(each.language, each.title, each.opening) for each in issue.editions.all()]
    assert editions == [("ru", "", "Добро пожаловать.")]


def test_a_second_click_leads_to_the_same_issue(desk: Client) -> None:
    last_issue()
    desk.post("/newsletter/issues/8/start/")
    issue = Issue.objects.get(number=8)
    actions.change_issue(8, revision=issue.revision, title="Mine", by=make_editor())
    desk.post("/newsletter/issues/8/start/")
    assert Issue.objects.get(number=8).title == "Mine"
    assert Issue.objects.count() == 2


def test_nothing_is_started_like_no_issue(desk: Client) -> None:
    answer = desk.post("/newsletter/issues/8/start/", follow=True)
    assert "No. 8 does not follow the last issue: start it with this form." in answer.content.decode()
    assert not Issue.objects.exists()


@pytest.mark.parametrize("number", [9, 2**15, 2**64])
def test_another_number_than_the_next_starts_nothing_and_leads_to_the_form(desk: Client, number: int) -> None:
    last_issue()
    answer = desk.post(f"/newsletter/issues/{number}/start/", follow=True)
    assert f"No. {number} does not follow the last issue" in answer.content.decode()
    assert [each.number for each in Issue.objects.all()] == [7]


def test_after_the_largest_number_none_follows(desk: Client) -> None:
    make_issue(number=2**15 - 1)
    answer = desk.post(f"/newsletter/issues/{2**15}/start/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/newsletter/issues/new/")
    typed = {"number": 2**15, "title": "A", "period": "B", "dated_on": "2026-12-01", "language": "en"}
    form = desk.post("/newsletter/issues/new/", typed)
    assert (form.status_code, "less than or equal to 32767" in form.content.decode()) == (422, True)


@pytest.mark.parametrize("is_draft", [True, False])
def test_the_desk_offers_it_and_says_where_no_issue_is_being_prepared(
    desk: Client, *, is_draft: bool
) -> None:
    make_issue(number=7) if is_draft else make_sent_issue(number=7)
    page = desk.get("/newsletter/issues/").content.decode()
    assert ("Start No. 8 like No. 7" in page, "No issue is being prepared" in page) == (True, not is_draft)


def test_a_piece_is_dragged_past_several_others_and_brought_back(desk: Client) -> None:
    issue = make_issue()
    pieces = [make_piece(issue, headline=name, position=index) for index, name in enumerate("abcd")]

    def order() -> str:
        return "".join(issue.pieces.order_by("position").values_list("headline", flat=True))

    desk.post(f"/newsletter/contributions/{pieces[0].pk}/down/", {"steps": "2"})
    assert order() == "bcad"
    desk.post(f"/newsletter/contributions/{pieces[0].pk}/undo/2/")
    assert order() == "abcd"
    desk.post(f"/newsletter/contributions/{pieces[3].pk}/up/", {"steps": "9"})
    assert order() == "dabc"
    desk.post(f"/newsletter/contributions/{pieces[3].pk}/undo/2/")
    assert order() == "abcd"
    desk.post(f"/newsletter/contributions/{pieces[1].pk}/down/", {"steps": "many"})
    assert order() == "acbd"
