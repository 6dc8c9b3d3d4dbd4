"""Papers that came by a link wait for an editor."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from meetings.papers.models import OfferedPaper
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Notify, Source, register_source


def register() -> None:
    register_source(Source("paper to accept", _waiting, _decide, Notify.AT_ONCE))


def _waiting(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS:
        return None
    rows = OfferedPaper.objects.filter(request__isnull=False, decided_at=None)
    return rows.select_related("meeting", "request").annotate(since=models.F("at"), until=NO_DAY)


def _decide(offered: Any, user: User) -> Item:
    return Item(
        title=offered.title,
        about=pgettext("letter", "%(name)s, for %(meeting)s")
        % {"name": offered.request.name, "meeting": offered.meeting.title},
        verb=pgettext("letter", "Accept or decline the paper “%(title)s”") % {"title": offered.title},
        url=reverse("meetings:paper_decide", args=[offered.meeting.slug, offered.key]),
    )
