"""Take up in an issue what happened on the portal since the issue before."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import get_language

from newsletter.actions.blocks import blocks_of, issue_before, key_of
from newsletter.actions.issues import locked_for_edit, touch
from newsletter.actions.pieces import end_of
from newsletter.models import Issue, Piece, PieceStatus, Section
from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import User
from nfp_portal.ui.newsworthy import News, news_since

# Where a piece begins, by the first word of its key; editors move it.
_SECTIONS = {"practice": Section.LESSONS, "question": Section.LESSONS}
LONGEST_HEADLINE = 160
# So long before its date an issue may have been made up.
MADE_UP_BEFORE = timedelta(days=21)


def news_for(issue: Issue) -> list[News]:
    """Return what happened since the issue before was made up, newest first, without what was taken up."""
    taken_up = set(Piece.objects.exclude(news_key="").values_list("news_key", flat=True))
    before = issue_before(issue)
    since = before.dated_on - MADE_UP_BEFORE if before else None
    return [each for each in news_since(since) if each.key not in taken_up]


@transaction.atomic
def take_up(number: int, key: str, *, by: User) -> Piece | None:
    """Make a piece of news or of a block; None where it says nothing (any more).

    A block is in the issue's language, news in that if the portal has its catalogue. Raises `NotNowError`.
    """
    issue = locked_for_edit(number, by)
    if there := issue.pieces.filter(news_key__in=[key, f"{key}-{number}"]).first():
        return there
    values = _of_block(issue, key) or _of_news(issue, key)
    if values is None:
        return None
    position = end_of(issue, values["section"])
    piece = Piece.objects.create(
        issue=issue,
        **values,
        author=by,
        status=PieceStatus.ACCEPTED,
        position=position,
    )
    touch(issue, by)
    return piece


def _of_block(issue: Issue, key: str) -> dict[str, Any] | None:
    row = next((each for each in blocks_of(issue) if each.block.key == key), None)
    if row is None or row.piece is not None or not row.text:
        return None
    return {
        "section": row.section,
        "language": issue.language,
        "headline": row.headline,
        "body": row.text,
        "filled_text": row.text,
        "news_key": key_of(row.block, issue),
        "is_demonstration": issue.is_demonstration,
    }


def _of_news(issue: Issue, key: str) -> dict[str, Any] | None:
    news = next((each for each in news_for(issue) if each.key == key), None)
    if news is None:
        return None
    with in_language(issue.language):
        language, body = get_language(), news.text()
    return {
        "language": language,
        "section": _SECTIONS.get(key.partition("-")[0], Section.FOCUS),
        "headline": Truncator(news.headline).chars(LONGEST_HEADLINE),
        "body": body,
        "state_id": news.state,
        "audience": news.audience,
        "news_key": key,
        "is_demonstration": news.is_demonstration,
    }
