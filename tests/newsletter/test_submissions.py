"""What an approver sees of an issue that was sent back and submitted again."""

import pytest

from newsletter.models import Issue, Piece, Section
from newsletter.submissions import parts_of
from nfp_portal.revisions.changes import Change, Kind, Part, changes_between
from tests.factories.newsletter import fresh, make_issue, make_piece
from tests.factories.pictures import make_picture, with_pictures

pytestmark = pytest.mark.django_db

RED, BLUE, GREEN = "A red bridge", "A blue bridge", "A green bridge"


@pytest.fixture
def issue() -> Issue:
    """Two pieces: "Patrols" with two pictures, and "Courses"."""
    issue = make_issue(number=13)
    patrols = make_piece(issue, headline="Patrols", section=Section.STATES, position=1)
    with_pictures(patrols, make_picture(RED, "red"), make_picture(BLUE, "blue"))
    make_piece(issue, headline="Courses", section=Section.STATES, position=2)
    return fresh(issue)


def changes_since(before: list[Part], issue: Issue) -> list[str]:
    """Return the label of each change with its text: [-left out-], {+added+}."""
    return [_marked(each) for each in changes_between(before, parts_of(fresh(issue))).changed]


def _marked(change: Change) -> str:
    marks = {Kind.SAME: "{}", Kind.ADDED: "{{+{}+}}", Kind.REMOVED: "[-{}-]"}
    text = "".join(marks[each.kind].format(each.text) for each in change.segments)
    return f"{change.label}: {text}"


def pieces() -> tuple[Piece, Piece]:
    return Piece.objects.get(headline="Patrols"), Piece.objects.get(headline="Courses")


def test_nothing_changed_where_nothing_moved(issue: Issue) -> None:
    assert changes_since(parts_of(issue), issue) == []


def test_a_picture_in_another_piece_is_left_out_there_and_added_here(issue: Issue) -> None:
    before, (patrols, courses) = parts_of(issue), pieces()
    red, blue = patrols.text.pictures
    with_pictures(patrols, red)
    with_pictures(courses, blue)
    assert changes_since(before, issue) == [
        f"Picture of “Courses”: {{+1. {BLUE}+}}",
        f"Picture of “Patrols”: [-2. {BLUE}-]",
    ]


def test_pictures_in_another_order_have_another_number(issue: Issue) -> None:
    before, (patrols, _courses) = parts_of(issue), pieces()
    with_pictures(patrols, *reversed(patrols.text.pictures))
    assert changes_since(before, issue) == [
        f"Picture of “Patrols”: [-2.-]{{+1.+}} {BLUE}",
        f"Picture of “Patrols”: [-1.-]{{+2.+}} {RED}",
    ]


def test_another_picture_under_the_same_words_is_another(issue: Issue) -> None:
    before, (patrols, _courses) = parts_of(issue), pieces()
    _red, blue = patrols.text.pictures
    with_pictures(patrols, make_picture(RED, "green"), blue)
    assert changes_since(before, issue) == [
        f"Picture of “Patrols”: {{+1. {RED}+}}",
        f"Picture of “Patrols”: [-1. {RED}-]",
    ]


def test_a_piece_that_moved_is_seen_by_its_neighbours_and_its_section(issue: Issue) -> None:
    before = parts_of(issue)
    Piece.objects.filter(headline="Patrols").update(position=3)
    patrols, courses = "News from the States: Patrols", "News from the States: Courses"
    assert changes_since(before, issue) == [
        f"Sections and order: {{+{courses}\n+}}{patrols}[-\n{courses}-]",
    ]
    Piece.objects.filter(headline="Patrols").update(position=1, section=Section.LESSONS)
    [change] = changes_since(before, issue)
    assert change.startswith("Sections and order: ")
    assert "Patrols" in change
