"""News, drafted, submitted and published."""

from typing import Any
from uuid import uuid4

from exchange.news import actions
from exchange.news.models import NewsItem
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user


def make_draft(title: str = "Boats meet", *, by: User | None = None, **facts: Any) -> NewsItem:
    given = {"title": title, "body": "Two boats met."} | facts
    return actions.begin(uuid4(), given, [], by=by or make_user(Role.EDITOR))


def make_submitted(title: str = "Boats meet", *, by: User | None = None, **facts: Any) -> NewsItem:
    editor = by or make_user(Role.EDITOR)
    item = make_draft(title, by=editor, **facts)
    actions.submit(item, by=editor)
    return item


def make_published(
    title: str = "Boats meet", *, by: User | None = None, approver: User | None = None, **facts: Any
) -> NewsItem:
    item = make_submitted(title, by=by, **facts)
    return actions.publish(item, revision=item.revision, by=approver or make_user(Role.APPROVER))
