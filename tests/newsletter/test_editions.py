"""An issue in several languages: what each edition says, what is frozen, and who was first."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from newsletter import actions
from newsletter.letters import letter_of
from newsletter.models import Edition, Issue, IssueStatus, PieceText
from newsletter.printed import Copy, PrintedIssue, PrintedPiece, copies_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.history import events_of
from nfp_portal.revisions.stale import StaleError
from tests.at_once import at_once
from tests.factories.network import state
from tests.factories.newsletter import (
    approved,
    fresh,
    make_approver,
    make_edition,
    make_editor,
    make_issue,
    make_piece,
    make_sent_issue,
    make_translation,
)

pytestmark = pytest.mark.django_db


def test_a_piece_is_printed_translated_else_in_its_own_language() -> None:
    issue = make_issue()
    make_edition(issue)
    translated, not_translated = make_piece(issue, headline="One"), make_piece(issue, headline="Two")
    own = make_piece(issue, headline="Три", language="ru")
    make_translation(translated, headline="Один")
    printed = [PrintedPiece.of(piece, "ru") for piece in (translated, not_translated, own)]
    assert [(each.headline, each.language, each.is_translated) for each in printed] == [
        ("Один", "ru", True),
        ("Two", "en", False),
        ("Три", "ru", False),
    ]


def test_a_translation_of_another_text_is_not_printed() -> None:
    issue, editor = make_issue(), make_editor()
    make_edition(issue)
    piece = make_piece(issue, headline="One", body="First.")
    make_translation(piece, headline="Один")
    actions.change_piece(piece.pk, revision=1, by=editor, body="Second.")
    piece.refresh_from_db()
    assert PrintedPiece.of(piece, "ru").headline == "One"
    actions.translate(
        piece.pk, "ru", revision=1, source=piece.source_hash, by=editor, headline="Два", body="Второй."
    )
    assert PrintedPiece.of(piece, "ru").headline == "Два"


def test_a_piece_in_another_language_than_the_issue_is_translated_for_the_issue_itself() -> None:
    issue = make_issue()
    piece = make_piece(issue, headline="Три", language="ru")
    actions.translate(
        piece.pk,
        "en",
        revision=0,
        source=piece.source_hash,
        by=make_editor(),
        headline="Three",
        body="Third.",
    )
    assert "Three" in letter_of(fresh(issue)).text
    assert "Language of the original: Russian." in letter_of(fresh(issue)).text


def test_what_is_not_translated_says_so_and_is_marked_with_its_language() -> None:
    issue = make_issue(opening="Good morning.")
    make_edition(issue)
    make_piece(issue, headline="Drills", body="They drilled.")
    letter = letter_of(fresh(issue), Copy("ru"))
    for part in (letter.text, letter.html):
        assert part.count("Этот текст не переведён. Его язык: Английский.") == 2
    assert '<div lang="en" dir="ltr"><p' in letter.html


def test_each_edition_names_states_in_its_own_language() -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    agency = str(piece.agency)
    letters = [letter_of(fresh(issue), Copy(language)) for language in ("en", "ru")]
    lines = [f"Austria, {agency}", f"Австрия, {agency}"]
    assert [
        [line in part for line in lines] for letter in letters for part in (letter.text, letter.html)
    ] == [
        [True, False],
        [True, False],
        [False, True],
        [False, True],
    ]


def test_a_state_is_named_in_an_edition_as_of_the_date_of_the_issue() -> None:
    issue = make_issue(dated_on=date(2016, 4, 12))
    make_edition(issue)
    make_piece(issue, state=state("MK"), agency=None)
    assert "the former Yugoslav Republic of Macedonia" in letter_of(fresh(issue), Copy("ru")).text


def test_the_edition_names_the_chair_in_its_own_language() -> None:
    issue = make_issue(dated_on=date(2026, 4, 12))
    make_edition(issue, "fr")
    assert "Présidence de l’OSCE : Suisse" in letter_of(fresh(issue), Copy("fr")).html


def test_the_fingerprint_of_an_issue_in_one_language_is_what_it_was() -> None:
    issue = make_issue(number=48, title="T", period="P", dated_on=date(2026, 5, 4))
    assert fresh(issue).fingerprint() == "2db76ee0ec84bbb9ca4b5a45fd8fe1bd4139e7d5bf2bf43c2f8c80e7c8899bf7"


@pytest.mark.parametrize(
    "change",
    [
        lambda issue, _piece: make_edition(issue, "de"),
        lambda _issue, _piece: Edition.objects.update(title="Иначе"),
        lambda _issue, _piece: Edition.objects.update(opening="Иначе"),
        lambda _issue, _piece: PieceText.objects.update(body="Иначе"),
        lambda _issue, piece: make_translation(piece, "de"),
    ],
)
def test_the_fingerprint_is_over_all_editions(change: Callable[..., object]) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    make_translation(piece)
    before = fresh(issue).fingerprint()
    change(issue, piece)
    assert fresh(issue).fingerprint() != before


def test_what_was_approved_before_an_edition_changed_is_not_approved() -> None:
    issue = make_issue()
    make_edition(issue)
    make_piece(issue)
    actions.submit(issue.number, by=make_editor())
    seen = fresh(issue).fingerprint()
    Edition.objects.update(title="Иначе")
    with pytest.raises(StaleError):
        actions.approve(issue.number, seen=seen, by=make_approver())


@pytest.mark.parametrize(
    "write",
    [
        lambda issue, _piece: make_edition(issue, "de"),
        lambda _issue, _piece: Edition.objects.update(title="Иначе"),
        lambda _issue, _piece: Edition.objects.all().delete(),
        lambda _issue, piece: make_translation(piece, "de"),
        lambda _issue, _piece: PieceText.objects.update(body="Иначе"),
        lambda _issue, _piece: PieceText.objects.all().delete(),
    ],
)
def test_an_approved_issue_keeps_its_editions_and_translations(write: Callable[..., object]) -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    make_translation(piece)
    approved(issue)
    with pytest.raises(InternalError, match="approved and frozen"), transaction.atomic():
        write(issue, piece)


def test_an_issue_and_an_edition_are_not_in_the_same_language() -> None:
    issue = make_issue()
    with pytest.raises(IntegrityError, match="the issue itself is in this language"), transaction.atomic():
        make_edition(issue, "en")
    make_edition(issue)
    with pytest.raises(IntegrityError, match="an edition is in this language"), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(language="ru")


def test_an_edition_without_a_title_keeps_the_issue_from_being_submitted() -> None:
    issue, editor = make_issue(), make_editor()
    make_piece(issue)
    actions.add_edition(issue.number, "ru", by=editor)
    with pytest.raises(actions.NotTranslatedError):
        actions.submit(issue.number, by=editor)
    actions.change_edition(issue.number, "ru", revision=1, by=editor, title="Весна", period="май 2026")
    assert actions.submit(issue.number, by=editor).status == IssueStatus.SUBMITTED


def test_who_translated_last_does_not_approve() -> None:
    issue, approver = make_issue(), make_approver()
    make_edition(issue)
    piece = make_piece(issue)
    facts = {"source": piece.source_hash, "headline": "Один", "body": "Первый."}
    actions.translate(piece.pk, "ru", revision=0, by=approver, **facts)
    actions.submit(issue.number, by=make_editor())
    with pytest.raises(actions.NotNowError):
        actions.approve(issue.number, seen=fresh(issue).fingerprint(), by=approver)


def test_a_removed_edition_says_again_what_it_said() -> None:
    issue, editor = make_issue(), make_editor()
    make_edition(issue, title="Весна", opening="Доброе утро.")
    actions.remove_edition(issue.number, "ru", by=editor)
    assert PrintedIssue.of(fresh(issue)).language == "en"
    assert not Edition.objects.exists()
    again = actions.add_edition(issue.number, "ru", by=editor)
    assert (again.title, again.opening) == ("Весна", "Доброе утро.")
    assert events_of(Edition).count() == 3


def test_focal_points_have_copies_of_their_own_where_something_is_for_them() -> None:
    issue = make_issue()
    make_edition(issue)
    make_piece(issue)
    assert [copy.name for copy in copies_of(fresh(issue))] == ["en", "ru"]
    make_piece(issue, audience=Audience.FOCAL_POINTS)
    names = [copy.name for copy in copies_of(fresh(issue))]
    assert names == ["en", "en focal-points", "ru", "ru focal-points"]


@pytest.mark.django_db(transaction=True)
def test_of_two_first_translations_at_once_one_meets_the_other() -> None:
    issue = make_issue()
    make_edition(issue)
    piece = make_piece(issue)
    facts = {"source": piece.source_hash, "body": "Первый."}
    editors = [make_editor(), make_editor()]
    at_once(
        *(
            lambda editor=editor: actions.translate(
                piece.pk, "ru", revision=0, by=editor, headline=editor.name, **facts
            )
            for editor in editors
        ),
        refusals=(StaleError,),
    )
    assert PieceText.objects.get().revision == 1


@pytest.mark.django_db(transaction=True)
def test_an_approval_and_a_translation_at_once_leave_no_approved_text_that_nobody_saw() -> None:
    issue = make_issue()
    make_edition(issue)
    make_translation(make_piece(issue))
    actions.submit(issue.number, by=make_editor())
    seen, approver = fresh(issue).fingerprint(), make_approver()
    at_once(
        lambda: actions.approve(issue.number, seen=seen, by=approver),
        lambda: PieceText.objects.update(body="Иначе"),
        refusals=(StaleError, InternalError),
    )
    end = fresh(issue)
    assert end.status != IssueStatus.APPROVED or end.fingerprint() == end.content_hash


def test_a_published_edition_is_a_copy_of_what_was_sent() -> None:
    issue = make_sent_issue(editions=["ru"])
    assert [PrintedIssue.of(issue, each).path for each in issue.languages] == [
        f"/newsletter/{issue.number}/",
        f"/newsletter/{issue.number}/ru/",
    ]
