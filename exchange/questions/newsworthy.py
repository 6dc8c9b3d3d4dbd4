"""Questions that the newsletter may take up: closed ones for everyone, with the answers for everyone."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from exchange.questions.models import Copy, Question
from exchange.questions.reading import reading_of_copy
from nfp_portal.ui.newsworthy import News


def closed_questions(since: date | None) -> Iterator[News]:
    """Yield the questions that everyone may read, closed after a day; one query."""
    rows = Question.objects.visible_to(AnonymousUser()).closed().with_facts()
    if since is not None:
        rows = rows.filter(round__closed_at__date__gt=since)
    for row in rows:
        assert row.round is not None  # noqa: S101 - closed ones only
        assert row.round.closed_at is not None  # noqa: S101 - as above
        yield News(
            key=f"question-{row.pk}",
            on=localdate(row.round.closed_at),
            kind=_("Question closed"),
            headline=row.title,
            url=row.get_absolute_url(),
            text=partial(_text, row),
            is_demonstration=row.is_demonstration,
        )


def _text(question: Question) -> str:
    """Say what was asked, the summary, and who answered, of the answers that are for everyone."""
    reading = reading_of_copy(question, Copy.PUBLIC)
    items = "\n".join(f"{item.number}. {item.text}" for item in reading.items)
    link = f"[{_('Read the answers')}]({settings.SITE_URL}{question.get_absolute_url()})"
    return "\n\n".join(filter(None, (items, question.summary, reading.sentence, link)))
