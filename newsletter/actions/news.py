"""Take up in an issue what happened on the portal since the issue before."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.text import Truncator

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
    last = last_date(issue)
    since = last - MADE_UP_BEFORE if last else None
    return [each for each in news_since(since) if each.key not in taken_up]


@transaction.atomic
def take_up(number: int, key: str, *, by: User) -> Piece | None:
    """Make a piece of it, in the language of the issue; None where it is no news for the issue (any more).

    Raises `NotNowError`.
    """
    issue = locked_for_edit(number, by)
    if there := issue.pieces.filter(news_key=key).first():
        return there
    with in_language(issue.language):
        news = next((each for each in news_for(issue) if each.key == key), None)
        if news is None:
            return None
        section = _SECTIONS.get(key.partition("-")[0], Section.FOCUS)
        piece = Piece.objects.create(
            issue=issue,
            section=section,
            headline=Truncator(news.headline).chars(LONGEST_HEADLINE),
            body=news.text(),
            state_id=news.state,
            audience=news.audience,
            news_key=key,
            author=by,
            status=PieceStatus.ACCEPTED,
            position=end_of(issue, section),
            is_demonstration=news.is_demonstration,
        )
    touch(issue, by)
    return piece


def last_date(issue: Issue) -> date | None:
    """Return the date of the issue before; None for the first."""
    earlier = Issue.objects.filter(number__lt=issue.number).order_by("-number")
    return earlier.values_list("dated_on", flat=True).first()
