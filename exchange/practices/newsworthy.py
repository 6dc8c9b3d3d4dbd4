"""Practices that the newsletter may take up: those that are published for everyone."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from exchange.practices.models import Practice
from nfp_portal.ui.newsworthy import News


def published_practices(since: date | None) -> Iterator[News]:
    """Yield the practices that everyone may read, published after a day; one query."""
    rows = Practice.objects.visible_to(AnonymousUser()).published().select_related("state")
    if since is not None:
        rows = rows.filter(published_at__date__gt=since)
    for row in rows:
        assert row.published_at is not None  # noqa: S101 - published ones only
        yield News(
            key=f"practice-{row.pk}",
            on=localdate(row.published_at),
            kind=_("Practice published"),
            headline=row.title,
            url=row.get_absolute_url(),
            text=partial(_text, row),
            state=row.state_id,
            is_demonstration=row.is_demonstration,
        )


def _text(practice: Practice) -> str:
    link = f"[{_('Read the practice')}]({settings.SITE_URL}{practice.get_absolute_url()})"
    return f"{practice.summary}\n\n{link}"
