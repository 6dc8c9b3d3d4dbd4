"""News that the newsletter may take up: what is published."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from exchange.news.models import NewsItem
from nfp_portal.ui.newsworthy import News


def published_news(since: date | None) -> Iterator[News]:
    """Yield what was published after a day, but for what is taken from records; one query."""
    rows = NewsItem.objects.published().filter(recorded_in="")
    if since is not None:
        rows = rows.filter(published_at__date__gt=since)
    for row in rows:
        assert row.published_at is not None  # noqa: S101 - published ones only
        yield News(
            key=f"news-{row.pk}",
            on=localdate(row.published_at),
            kind=_("News"),
            headline=row.title,
            url=row.get_absolute_url(),
            text=partial(_text, row),
            is_demonstration=row.is_demonstration,
        )


def _text(item: NewsItem) -> str:
    link = f"[{_('Read the news item')}]({settings.SITE_URL}{item.get_absolute_url()})"
    return f"{item.body}\n\n{link}"
