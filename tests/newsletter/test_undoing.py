"""What editors did to a contribution stands in its history, and its latest step is taken back."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.actions.agencies import merge_agency
from newsletter import actions
from newsletter.models import Issue, Piece, Section
from newsletter.views.histories import history_of_issue
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_agency
from tests.factories.newsletter import (
    approved,
    fresh,
    make_editor,
    make_issue,
    make_piece,
    organisation,
)

pytestmark = pytest.mark.django_db


def act(desk: Client, piece: Piece, what: str) -> Any:
    return desk.post(f"/newsletter/contributions/{piece.pk}/{what}/", follow=True)


def decline(desk: Client, piece: Piece) -> Any:
    decision = {"decision": "declined", "reason": "It was in the press already."}
    return desk.post(f"/newsletter/contributions/{piece.pk}/refuse/", decision, follow=True)


def last_message(response: Any) -> str:
    """The last message of a page."""
    return [str(message) for message in response.context["messages"]][-1]


def undo_of(response: Any) -> str:
    """The address that the last message of a page posts to."""
    message = response.content.decode().rpartition('class="message message--success"')[2]
    return str(message.partition('action="')[2].partition('"')[0])


def stored(piece: Piece) -> dict[str, Any]:
    """Give what the record says of a contribution, but for the number of its changes."""
    row = Piece.objects.filter(pk=piece.pk).values().get()
    return {name: value for name, value in row.items() if name != "revision"}


def headlines(issue: Issue) -> list[str]:
    return [piece.headline for piece in issue.pieces.order_by("section", "position")]


def three(issue: Issue) -> list[Piece]:
    return [make_piece(issue, headline=each, position=i) for i, each in enumerate("ABC")]


def test_a_declined_contribution_is_offered_again(desk: Client) -> None:
    piece = make_piece(headline="New scanners")
    before = stored(piece)
    answer = decline(desk, piece)
    assert last_message(answer) == "Declined: New scanners."
    assert last_message(desk.post(undo_of(answer), follow=True)) == "Taken back."
    assert stored(piece) == before


def test_a_contribution_that_was_taken_out_is_in_its_issue_again_at_its_place(desk: Client) -> None:
    issue = make_issue()
    pieces = three(issue)
    answer = act(desk, pieces[1], "put-back")
    assert last_message(answer) == "Taken out of the issue: B."
    assert headlines(issue) == ["A", "C"]
    desk.post(undo_of(answer))
    assert headlines(issue) == ["A", "B", "C"]
    assert Piece.objects.get(pk=pieces[1].pk).status == "accepted"


def test_who_took_its_place_meanwhile_comes_after_it(desk: Client, editor: User) -> None:
    issue = make_issue()
    pieces = three(issue)
    answer = act(desk, pieces[2], "put-back")
    other = make_piece(headline="D")
    actions.accept(other.pk, number=issue.number, by=editor)
    desk.post(undo_of(answer))
    assert headlines(issue) == ["A", "B", "C", "D"]


def test_an_accepted_contribution_is_an_offer_again(desk: Client) -> None:
    issue, piece = make_issue(), make_piece()
    answer = desk.post(f"/newsletter/issues/{issue.number}/take-in/{piece.pk}/", follow=True)
    desk.post(undo_of(answer))
    piece.refresh_from_db()
    assert (piece.issue, piece.status) == (None, "offered")


@pytest.mark.parametrize(("index", "what"), [(0, "down"), (1, "down"), (1, "up"), (2, "up")])
def test_a_move_is_taken_back(desk: Client, index: int, what: str) -> None:
    issue = make_issue()
    pieces = three(issue)
    answer = act(desk, pieces[index], what)
    assert headlines(issue) != ["A", "B", "C"]
    desk.post(undo_of(answer))
    assert headlines(issue) == ["A", "B", "C"]


def test_a_move_beyond_the_end_offers_no_undo(desk: Client) -> None:
    issue = make_issue()
    assert "Undo" not in act(desk, three(issue)[0], "up").content.decode()


def test_undo_counts_as_editing_the_issue(desk: Client, editor: User) -> None:
    issue = make_issue()
    answer = act(desk, three(issue)[1], "put-back")
    desk.post(undo_of(answer))
    assert (fresh(issue).edited_by, fresh(issue).revision) == (editor, 3)


def test_an_edit_is_taken_back_from_the_history(desk: Client, editor: User) -> None:
    issue = make_issue()
    piece = three(issue)[1]
    before = stored(piece)
    changes = {"headline": "Z", "section": Section.FIELD, "state": None, "agency": None}
    body = organisation("interpol")
    actions.change_piece(piece.pk, revision=1, by=editor, organisation=body, **changes)
    page = desk.get(f"/newsletter/contributions/{piece.pk}/").content.decode()
    assert page.count("Undo this change") == 1
    undo = page.partition('class="history"')[2].partition('action="')[2].partition('"')[0]
    desk.post(undo)
    assert stored(piece) == before


def test_undo_of_an_edit_leaves_the_order_that_somebody_else_made(desk: Client, editor: User) -> None:
    issue = make_issue()
    pieces = three(issue)
    edited = actions.change_piece(pieces[0].pk, revision=1, by=editor, headline="Z")
    act(desk, pieces[1], "up")
    desk.post(f"/newsletter/contributions/{edited.pk}/undo/{edited.revision}/")
    assert headlines(issue) == ["B", "A", "C"]


def test_undo_names_the_institution_that_the_former_one_was_merged_into(desk: Client, editor: User) -> None:
    duplicate, target = make_agency("AT", "Border Guards"), make_agency("AT", "Border Guard")
    piece = make_piece(headline="A", state=duplicate.state, agency=duplicate)
    edited = actions.change_piece(piece.pk, revision=1, by=editor, headline="Z")
    merge_agency(duplicate.pk, into=target.pk)
    desk.post(f"/newsletter/contributions/{piece.pk}/undo/{edited.revision}/")
    piece.refresh_from_db()
    assert (piece.headline, piece.agency) == ("A", target)


@pytest.mark.django_db(transaction=True)
def test_undo_is_refused_where_the_body_is_no_longer_recorded(desk: Client, editor: User) -> None:
    agency = make_agency("AT", "Border Guard")
    piece = make_piece(headline="A", state=agency.state, agency=agency)
    edited = actions.change_piece(piece.pk, revision=1, by=editor, agency=None)
    agency.delete()
    answer = desk.post(f"/newsletter/contributions/{piece.pk}/undo/{edited.revision}/", follow=True)
    assert last_message(answer) == "The body it named is no longer recorded: change it on its page instead."
    piece.refresh_from_db()
    assert (piece.agency, piece.revision) == (None, 2)


def test_undo_gives_way_to_a_later_change(desk: Client, editor: User) -> None:
    piece = make_piece(headline="A")
    answer = decline(desk, piece)
    actions.change_piece(piece.pk, revision=2, by=editor, headline="B")
    assert last_message(desk.post(undo_of(answer), follow=True)) == (
        "Another change followed: look at it again and change it there."
    )
    piece.refresh_from_db()
    assert (piece.headline, piece.status) == ("B", "declined")


def test_clicking_undo_twice_takes_back_once(desk: Client) -> None:
    issue = make_issue()
    pieces = three(issue)
    act(desk, pieces[2], "up")
    undo = undo_of(act(desk, pieces[2], "up"))
    for _ in range(2):
        desk.post(undo)
    assert headlines(issue) == ["A", "C", "B"]


def test_nothing_comes_back_into_an_approved_issue(desk: Client, editor: User) -> None:
    issue = make_issue(by=editor)
    pieces = three(issue)
    answer = act(desk, pieces[1], "put-back")
    approved(issue)
    answer = desk.post(undo_of(answer), follow=True)
    assert last_message(answer) == f"Nothing was changed: issue No. {issue.number} is now “Approved”."
    assert headlines(issue) == ["A", "C"]


def test_the_first_version_of_a_contribution_is_not_taken_back(desk: Client) -> None:
    piece = make_piece()
    answer = desk.post(f"/newsletter/contributions/{piece.pk}/undo/1/", follow=True)
    assert last_message(answer) == "Another change followed: look at it again and change it there."
    assert desk.post("/newsletter/contributions/999999/undo/1/").status_code == 404


def test_the_history_of_a_contribution_says_what_became_of_it(desk: Client, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(name="Eva Redl")
    issue, piece = make_issue(title="Spring"), make_piece(headline="A")
    desk.post(f"/newsletter/issues/{issue.number}/take-in/{piece.pk}/")
    page = desk.get(f"/newsletter/contributions/{piece.pk}/").content.decode()
    steps = page.partition('class="history"')[2].partition("</ol>")[0]
    for phrase in ("<del>Offered</del> <ins>Accepted</ins>", f"No. {issue.number}: Spring", "Eva Redl"):
        assert phrase in steps
    assert steps.count("<li>") == 2


# Issues ------------------------------------------------------------------------------------------


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def history(issue: Issue, of: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The steps of an issue itself or of its contributions, newest first."""
    steps = [
        (plain(step.heading), [(each.label, each.before, each.after) for each in step.changes])
        for step in history_of_issue(issue)
    ]
    return [step for step in steps if step[0].startswith(of)]


def test_the_history_of_an_issue_says_what_became_of_it(editor: User) -> None:
    issue = make_issue(title="Spring", by=editor)
    make_piece(issue)
    actions.change_issue(issue.number, revision=1, by=editor, title="Summer")
    actions.submit(issue.number, by=editor)
    assert history(issue, of="The issue") == [
        ("The issue", [("Status", "Draft", "Waiting for approval")]),
        ("The issue", [("Title", "Spring", "Summer")]),
        ("The issue started", []),
    ]


def test_the_places_of_contributions_count_from_one(desk: Client) -> None:
    issue = make_issue()
    act(desk, three(issue)[1], "up")
    assert history(issue, of="Contribution")[0] == ("Contribution: B", [("Place in the order", "2", "1")])


def test_the_history_of_an_issue_keeps_what_was_taken_out_of_it(desk: Client) -> None:
    issue, piece = make_issue(title="Spring"), make_piece(headline="New scanners")
    desk.post(f"/newsletter/issues/{issue.number}/take-in/{piece.pk}/")
    act(desk, piece, "put-back")
    make_piece(headline="Never in it")
    name = f"No. {issue.number}: Spring"
    assert history(issue, of="Contribution") == [
        ("Contribution: New scanners", [("Status", "Accepted", "Offered"), ("Issue", name, "")]),
        ("Contribution: New scanners", [("Status", "Offered", "Accepted"), ("Issue", "", name)]),
        ("Contribution: New scanners offered", []),
    ]


def cost(desk: Client, issue: Issue) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(f"/newsletter/issues/{issue.number}/history/").status_code == 200
    return len(queries)


@pytest.mark.django_db(transaction=True)
def test_the_history_of_an_issue_costs_the_same_queries_at_any_length(desk: Client, editor: User) -> None:
    issue = make_issue()
    desk.get(f"/newsletter/issues/{issue.number}/history/")
    costs = []
    for more in (1, 20):
        for _ in range(more):
            piece = make_piece(issue)
            actions.change_piece(piece.pk, revision=1, by=editor, headline="Changed")
            actions.change_issue(issue.number, revision=fresh(issue).revision, by=editor, title=piece.body)
        costs.append(cost(desk, issue))
    assert costs == [12, 12]


def test_editors_find_the_history_of_an_issue(desk: Client, editor: User) -> None:
    issue = make_issue(by=editor)
    make_piece(issue)
    actions.submit(issue.number, by=editor)
    for page in ("", "approve/"):
        answer = desk.get(f"/newsletter/issues/{issue.number}/{page}")
        assert f'href="/newsletter/issues/{issue.number}/history/"' in answer.content.decode()


# Who may -----------------------------------------------------------------------------------------


def test_a_focal_point_takes_nothing_back() -> None:
    author = make_user(Role.FOCAL_POINT)
    piece = make_piece(author=author)
    actions.decline(piece.pk, reason="Too long.", by=make_editor())
    issue = make_issue()
    assert client_of(author).post(f"/newsletter/contributions/{piece.pk}/undo/2/").status_code == 404
    assert client_of(author).get(f"/newsletter/issues/{issue.number}/history/").status_code == 404
