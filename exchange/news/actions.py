"""Write news, submit it, publish it by a second person, take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.news.models import NewsItem, Statement
from exchange.news.submissions import parts_of
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.database.numbers import one_at_a_time
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.stale import expect
from nfp_portal.ui.spelling import slug_of

# What an address below /news/ names besides.
_TAKEN = {"new", "feed"}
# Relations to several rows, which forms give beside the columns.
LISTS = ("issuers", "fields_of_work", "states")
LONGEST_SLUG = 110


class NewsDecidedError(Exception):
    """The item waits for approval or is published: it is written no further."""


class NewsUnreadError(Exception):
    """The item changed since the approver read it."""


@dataclass(frozen=True)
class TypedStatement:
    """A statement as it was typed."""

    speaker: str
    function: str
    text: str
    is_quotation: bool


@transaction.atomic
def begin(key: UUID, facts: Mapping[str, Any], statements: Sequence[TypedStatement], *, by: User) -> NewsItem:
    """Keep a new draft; the form of this `key` begins one, however often it is sent."""
    one_at_a_time(NewsItem)  # two of one title would get the same address
    if there := NewsItem.objects.filter(key=key).first():
        return there
    item = NewsItem(key=key, slug=_free_slug(facts["title"]), edited_by=by)
    return _written(item, facts, statements)


@transaction.atomic
def rewrite(
    item: NewsItem, facts: Mapping[str, Any], statements: Sequence[TypedStatement], *, revision: int, by: User
) -> NewsItem:
    """Change a draft. Raises `StaleError`, `NewsDecidedError`."""
    current = _writable(item)
    expect(current, revision)
    former = str(current.photo)
    current.revision += 1
    current.edited_by, current.edited_at = by, timezone.now()
    written = _written(current, facts, statements)
    if former != str(written.photo):
        _remove_file(written, former)
    return written


def _remove_file(item: NewsItem, photo: str) -> None:
    """Remove a photograph from the store, if there was one, once its item no longer names it."""
    if photo:
        transaction.on_commit(partial(item.photo.storage.delete, photo))


def _written(item: NewsItem, facts: Mapping[str, Any], statements: Sequence[TypedStatement]) -> NewsItem:
    for name, value in facts.items():
        if name not in LISTS:
            setattr(item, name, value)
    item.save()
    for name in LISTS:
        if name in facts:
            getattr(item, name).set(facts[name])
    item.statements.all().delete()
    Statement.objects.bulk_create(
        Statement(item=item, position=position, **asdict(each))
        for position, each in enumerate(statements, start=1)
    )
    return item


def _free_slug(title: str) -> str:
    begins = slug_of(title)[:LONGEST_SLUG].strip("-") or "item"
    taken = set(NewsItem.objects.filter(slug__startswith=begins).values_list("slug", flat=True)) | _TAKEN
    numbered = (f"{begins}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (begins, *numbered) if slug not in taken)


@transaction.atomic
def submit(item: NewsItem, *, by: User) -> None:
    """Ask for approval of what it says now; what waits or is published stays as it is."""
    current = _locked(item)
    if not current.is_published:
        submissions.submit(current.subject, parts_of(current), by=by)


@transaction.atomic
def publish(item: NewsItem, *, revision: int, by: User) -> NewsItem:
    """Publish it as it was read; once is enough.

    Neither who wrote it last may, nor who submitted it. Raises `NewsUnreadError`, `NotWaitingError`,
    `NotSecondPersonError`.
    """
    current = _locked(item)
    if current.is_published:
        return current
    if current.revision != revision:
        raise NewsUnreadError
    if current.edited_by_id == by.pk:
        raise submissions.NotSecondPersonError
    submissions.approve(current.subject, by=by)
    current.published_at = timezone.now()
    current.issued_on = current.issued_on or (None if current.recorded_in else timezone.localdate())
    current.save()
    record(Act.RELEASE, by=by, subject=current.subject)
    return current


@transaction.atomic
def send_back(item: NewsItem, *, remark: str, by: User) -> None:
    """Raises `NoRemarkError`, `NotWaitingError`, `NotSecondPersonError`."""
    submissions.send_back(_locked(item).subject, remark=remark, by=by)


@transaction.atomic
def take_back(item: NewsItem, *, by: User) -> NewsItem:
    """Make a draft of what waits or is published; it needs an approval again. Once is enough."""
    current = _locked(item)
    submissions.take_back(current.subject, by=by)
    current.published_at = None
    current.revision += 1
    current.save()
    return current


@transaction.atomic
def delete(item: NewsItem) -> None:
    """Delete a draft with its photograph. Raises `NewsDecidedError`."""
    current = _writable(item)
    _remove_file(current, str(current.photo))
    current.delete()


def _locked(item: NewsItem) -> NewsItem:
    return NewsItem.objects.select_for_update(of=("self",)).get(pk=item.pk)


def _writable(item: NewsItem) -> NewsItem:
    current = _locked(item)
    if current.is_published or submissions.open_submission(current.subject) is not None:
        raise NewsDecidedError
    return current
