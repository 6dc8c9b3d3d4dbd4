"""Points that were raised wait for an editor."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from meetings.models import Meeting
from meetings.permissions import may_edit
from meetings.points.models import Point
from meetings.points.wording import raised_by
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Source, register_source


def register() -> None:
    register_source(Source("point to decide", _waiting, _decide))


def _waiting(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    coming = Meeting.objects.upcoming().order_by().values("pk")
    rows = Point.objects.waiting().filter(meeting__in=coming).with_raisers().select_related("meeting")
    dated: models.QuerySet[Any] = rows.annotate(since=models.F("raised_at"), until=NO_DAY)
    return dated


def _decide(point: Any, user: User) -> Item:
    return Item(
        title=point.title,
        about=pgettext("letter", "%(raised)s, for %(meeting)s")
        % {"raised": raised_by(point), "meeting": point.meeting.title},
        verb=pgettext("letter", "Decide on the point “%(title)s”") % {"title": point.title},
        url=reverse("meetings:point_decide", args=[point.meeting.slug, point.key]),
    )
