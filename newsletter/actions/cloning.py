"""Start an issue as the one before it was made: what each issue has, and nothing that a State wrote."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from newsletter.actions.editions import add_edition, change_edition
from newsletter.actions.issues import HIGHEST_NUMBER, NotNowError, next_number
from newsletter.actions.news import take_up
from newsletter.actions.pieces import change_piece
from newsletter.models import Edition, Issue, Piece
from newsletter.models.pieces import SECTION_ORDER
from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import User


@transaction.atomic
def start_like_last(number: int, *, by: User) -> Issue:
    """Start issue `number`, dated today, with languages, opening notes and blocks of the one before it.

    The month of today is its title and period. Contributions to the next are due as many days after it. Its
    blocks say what happened since. One that has this number already is returned as it is. Raises
    `NotNowError` for any other number than the one after the last.
    """
    is_next = number == next_number() <= HIGHEST_NUMBER
    if not is_next and not Issue.objects.filter(number=number).exists():
        raise NotNowError
    last = Issue.objects.filter(number__lt=number).order_by("-number").first()
    if last is None:
        raise NotNowError
    issue, is_new = Issue.objects.get_or_create(number=number, defaults=_values(last, by))
    if is_new:
        rows = Piece.objects.filter(issue=last).exclude(filled_text="").order_by(SECTION_ORDER, "position")
        for row in rows:
            _take_up_again(row, last, issue, by)
        for edition in last.editions.all():
            _add_edition_again(edition, issue, by)
        issue.refresh_from_db()
    return issue


def _values(last: Issue, by: User) -> dict[str, object]:
    today = timezone.localdate()
    with in_language(last.language):
        month = date_format(today, "F Y")
    due = today + (last.contributions_by - last.dated_on) if last.contributions_by else None
    return {
        "title": month,
        "period": month,
        "dated_on": today,
        "language": last.language,
        "opening": last.opening,
        "contributions_by": due,
        "edited_by": by,
    }


def _add_edition_again(edition: Edition, issue: Issue, by: User) -> None:
    """Let it appear in this language too, with the opening note; title and period are to be translated."""
    added = add_edition(issue.number, edition.language, by=by)
    opening = {"opening": edition.opening}
    change_edition(issue.number, edition.language, revision=added.revision, by=by, **opening)


def _take_up_again(row: Piece, last: Issue, issue: Issue, by: User) -> None:
    """Fill the block that a piece was made of, under its headline and in its section, if it says anything."""
    piece = take_up(issue.number, row.news_key.removesuffix(f"-{last.number}"), by=by)
    if piece is not None and (piece.section, piece.headline) != (row.section, row.headline):
        change_piece(piece.pk, revision=piece.revision, section=row.section, headline=row.headline, by=by)
