"""Contributions: offered with a by-line, set in an issue, moved, declined; and the call for them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.rounds.models import Round
from newsletter import actions
from newsletter.contributions.actions import calls
from newsletter.contributions.models import CallForContributions
from newsletter.models import Piece, PieceStatus, Section
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.stale import StaleError
from tests.factories.network import state
from tests.factories.newsletter import (
    fresh,
    make_approved_issue,
    make_editor,
    make_issue,
    make_piece,
    organisation,
)

pytestmark = pytest.mark.django_db


def headlines(issue_id: int) -> list[str]:
    return list(Piece.objects.filter(issue=issue_id).with_by_lines().values_list("headline", flat=True))


def test_a_by_line_names_the_state_as_of_the_issues_date() -> None:
    issue = make_issue(dated_on=date(2016, 4, 28))
    piece = make_piece(issue, state=state("MK"), agency=None)
    assert piece.by_line == "the former Yugoslav Republic of Macedonia"


def test_a_by_line_is_a_state_or_an_organisation_never_both() -> None:
    with pytest.raises(IntegrityError, match="by_line_is"), transaction.atomic():
        make_piece(state=state("AT"), organisation=organisation("interpol"))


def test_taking_in_puts_it_at_the_end_of_its_section() -> None:
    issue = make_issue()
    make_piece(issue, headline="first", position=0)
    offered = make_piece(headline="second")
    actions.accept(offered.pk, number=issue.number, by=make_editor())
    assert headlines(issue.pk) == ["first", "second"]


def test_taking_in_twice_is_as_good_as_once() -> None:
    issue = make_issue()
    offered = make_piece()
    for _press in range(2):
        actions.accept(offered.pk, number=issue.number, by=make_editor())
    assert fresh(issue).revision == 2


def test_a_contribution_stands_in_one_issue_only() -> None:
    taken = make_piece(make_issue())
    with pytest.raises(actions.NotNowError):
        actions.accept(taken.pk, number=make_issue().number, by=make_editor())


def test_moving_changes_places_within_the_section_and_stops_at_its_ends() -> None:
    issue = make_issue()
    make_piece(issue, headline="a", position=0)
    moved = make_piece(issue, headline="b", position=1)
    make_piece(issue, headline="elsewhere", section=Section.FOCUS, position=0)
    editor = make_editor()
    actions.move(moved.pk, down=False, by=editor)
    assert headlines(issue.pk) == ["elsewhere", "b", "a"]
    actions.move(moved.pk, down=False, by=editor)
    assert headlines(issue.pk) == ["elsewhere", "b", "a"]
    actions.move(moved.pk, down=True, by=editor)
    assert headlines(issue.pk) == ["elsewhere", "a", "b"]


def test_a_contribution_moved_to_another_section_is_placed_last() -> None:
    issue = make_issue()
    make_piece(issue, headline="there", section=Section.LESSONS, position=4)
    moved = make_piece(issue, headline="moved", position=0)
    values = {"section": Section.LESSONS, "headline": "moved"}
    actions.change_piece(moved.pk, revision=1, by=make_editor(), **values)
    assert headlines(issue.pk) == ["there", "moved"]


def test_taking_out_makes_it_an_offer_again() -> None:
    taken = make_piece(make_issue())
    actions.put_back(taken.pk, by=make_editor())
    taken.refresh_from_db()
    assert (taken.issue, taken.status) == (None, PieceStatus.OFFERED)


def test_declining_is_for_offers_only() -> None:
    offered = make_piece()
    actions.decline(offered.pk, reason="Too long.", by=make_editor())
    assert not Piece.objects.waiting().exists()
    with pytest.raises(actions.NotNowError):
        actions.decline(make_piece(make_issue()).pk, reason="Too long.", by=make_editor())


def test_a_stale_edit_of_a_contribution_writes_nothing() -> None:
    piece = make_piece()
    actions.change_piece(piece.pk, revision=1, by=make_editor(), headline="Second")
    with pytest.raises(StaleError):
        actions.change_piece(piece.pk, revision=1, by=make_editor(), headline="Third")
    piece.refresh_from_db()
    assert piece.headline == "Second"


def test_a_contribution_of_an_approved_issue_cannot_be_edited() -> None:
    piece = make_approved_issue().pieces.get()
    with pytest.raises(actions.NotNowError):
        actions.change_piece(piece.pk, revision=1, by=make_editor(), headline="Late")


def test_an_edit_of_a_contribution_makes_its_editor_the_issues_last() -> None:
    issue = make_issue()
    piece = make_piece(issue)
    editor = make_editor()
    actions.change_piece(piece.pk, revision=1, by=editor, body="New")
    assert fresh(issue).edited_by == editor


def test_what_is_for_focal_points_is_withheld_from_others() -> None:
    issue = make_issue()
    make_piece(issue, headline="open")
    make_piece(issue, headline="closed", audience=Audience.FOCAL_POINTS)
    seen = fresh(issue).sections_for({Audience.ALL})
    assert [each.headline for each in seen[0].pieces] == ["open"]
    assert len(fresh(issue).pieces_for(Audience)) == 2


def test_sections_come_in_printing_order_without_empty_ones() -> None:
    issue = make_issue()
    for section in (Section.CALENDAR, Section.FOCUS, Section.LESSONS):
        make_piece(issue, section=section)
    printed = [group.section for group in fresh(issue).sections_for(Audience)]
    assert printed == [Section.FOCUS, Section.LESSONS, Section.CALENDAR]


def test_a_new_call_takes_the_place_of_the_open_one() -> None:
    today = timezone.localdate()
    calls.open_call(due_on=today + timedelta(days=3), text="First", by=make_editor())
    second = calls.open_call(due_on=today + timedelta(days=9), text="Second", by=make_editor())
    assert CallForContributions.current() == second
    assert CallForContributions.objects.filter(round__closed_at=None).count() == 1


def test_a_call_stands_to_the_end_of_its_day() -> None:
    today = timezone.localdate()
    call = calls.open_call(due_on=today, text="Today", by=make_editor())
    assert CallForContributions.current() == call
    long_ago = timezone.now() - timedelta(days=1)
    Round.objects.update(opened_at=long_ago - timedelta(days=1), closes_at=long_ago)
    assert CallForContributions.current() is None
