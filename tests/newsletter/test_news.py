"""What happened on the portal since the last issue is offered to its editors."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.practices.models import Practice
from newsletter import actions
from newsletter.models import Issue, Piece
from nfp_portal.accounts.models import User
from tests.factories import questions
from tests.factories.initiatives import make_initiative, make_step
from tests.factories.newsletter import make_editor, make_issue
from tests.factories.practices import make_practice, offer_practice

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def draft(**facts: Any) -> Issue:
    """An issue after one that is dated a month ago."""
    make_issue(number=1, dated_on=TODAY() - timedelta(days=30))
    return make_issue(number=2, dated_on=TODAY(), **facts)


def headlines(issue: Issue) -> set[tuple[str, str]]:
    return {(each.headline, each.audience.value) for each in actions.news_for(issue)}


def take_up(issue: Issue, headline: str, by: User) -> Piece:
    key = next(each.key for each in actions.news_for(issue) if each.headline == headline)
    piece = actions.take_up(issue.number, key, by=by)
    assert piece is not None
    return piece


def test_only_what_everyone_may_read_is_offered_as_public() -> None:
    editor, issue = make_editor(), draft()
    make_practice("Open practice", audience="all")
    make_practice("Practice for focal points")
    offer_practice("Waiting practice", audience="all")
    for title, audience, close in (
        ("Open question", "all", False),
        ("Closed question", "all", True),
        ("Closed for focal points", "focal_points", True),
    ):
        question = questions.make_open_question(editor, title=title, audience=audience)
        if close:
            questions.close(question)
    today = {"on": TODAY()}
    for title, audience, statuses in (
        ("Proposed plan", "all", ()),
        ("Endorsed plan", "all", ("endorsed",)),
        ("Plan for focal points", "focal_points", ("endorsed",)),
        ("Declined plan", "all", ("endorsed", "declined")),
        ("Discussed plan", "all", ("discussed",)),
    ):
        initiative = make_initiative(title, audience=audience)
        for status in statuses:
            make_step(initiative, status, **today)
    assert headlines(issue) == {
        ("Open practice", "all"),
        ("Closed question", "all"),
        ("Endorsed plan", "all"),
        ("Plan for focal points", "focal_points"),
    }


def test_what_happened_before_the_last_issue_is_no_news() -> None:
    issue = draft()
    practice = make_practice("Old practice", audience="all")
    old = timezone.now() - timedelta(days=60)
    Practice.objects.filter(pk=practice.pk).update(published_at=old)
    plan = make_initiative("Plan", audience="all")
    make_step(plan, "endorsed", on=TODAY() - timedelta(days=60))
    assert headlines(issue) == set()
    make_step(plan, "done", on=TODAY())
    assert [each.key for each in actions.news_for(issue)] == [f"initiative-{plan.pk}-done"]


def test_the_piece_holds_the_answers_for_everyone_alone() -> None:
    editor, issue = make_editor(), draft()
    question = questions.make_open_question(editor, "", "AT", "BE", "PL", title="Mobile readers")
    for code, audience in (("AT", "everyone"), ("BE", "focal_points"), ("PL", "asking")):
        questions.give(question, code, audience=audience)
    questions.close(question)
    piece = take_up(issue, "Mobile readers", editor)
    assert "Responses from Austria (1 in total)." in piece.body
    assert [name in piece.body for name in ("Belgium", "Poland", f"/questions/{question.number}/")] == [
        False,
        False,
        True,
    ]
    assert (piece.audience, piece.issue, piece.section) == ("all", issue, "lessons")


def test_what_is_for_focal_points_is_taken_up_for_them() -> None:
    editor, issue = make_editor(), draft()
    make_step(make_initiative("Plan for focal points"), "endorsed", on=TODAY())
    assert take_up(issue, "Plan for focal points", editor).audience == "focal_points"


def test_editors_take_up_by_one_click_what_is_then_offered_no_more(desk: Client) -> None:
    issue, practice = draft(), make_practice("Two in one car", "PL", audience="all")
    page = f"/newsletter/issues/{issue.number}/"
    assert "Two in one car" in desk.get(page).content.decode()
    clicks = [desk.post(f"{page}take-up/practice-{practice.pk}/") for _click in range(2)]
    piece = Piece.objects.get()
    assert {click.headers["Location"] for click in clicks} == {f"/newsletter/contributions/{piece.pk}/"}
    assert (piece.headline, piece.state and piece.state.iso2) == ("Two in one car", "PL")
    assert (headlines(issue), headlines(make_issue(number=3, dated_on=TODAY()))) == (set(), set())


def test_what_was_restricted_meanwhile_is_not_taken_up(desk: Client) -> None:
    issue, practice = draft(), make_practice(audience="all")
    Practice.objects.update(audience="focal_points")
    desk.post(f"/newsletter/issues/{issue.number}/take-up/practice-{practice.pk}/")
    assert not Piece.objects.exists()


def test_the_list_costs_the_same_queries_at_any_size() -> None:
    issue, counted = draft(), []
    for number, expected in ((1, 3), (5, 18)):
        for each in range(number):
            make_practice(f"Practice {number} {each}", audience="all")
            make_step(make_initiative(f"Plan {each}", audience="all"), "endorsed", on=TODAY())
            questions.close(questions.make_open_question(make_editor()))
        with CaptureQueriesContext(connection) as queries:
            assert len(actions.news_for(issue)) == expected
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_first_issue_has_everything_behind_it() -> None:
    make_step(make_initiative("Plan", audience="all"), "endorsed", on=date(2016, 4, 12))
    assert headlines(make_issue(number=1)) == {("Plan", "all")}
