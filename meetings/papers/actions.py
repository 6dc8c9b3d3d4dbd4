"""Write the files that were handed in as papers, all as one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from meetings.actions.documents import VERSION, NewVersion
from meetings.actions.parts import add_part, change_part, lock_for_writing
from meetings.models import AgendaItem, Document, Meeting
from meetings.papers.effects import folded
from meetings.papers.models import OfferedPaper
from meetings.papers.names import guess
from nfp_portal.accounts.models import User

FACTS = ("title", "symbol", "kind", "purpose", "item", "audience")  # of the paper, beside its file
# What was dropped and not written goes after so long.
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Accepted:
    """A file that is to be written, and what it is to be."""

    offered: OfferedPaper
    title: str
    symbol: str
    kind: str
    purpose: str
    language: str
    suffix: str
    item: AgendaItem | None
    audience: str


@transaction.atomic
def keep_files(
    meeting: Meeting, batch: UUID, files: Iterable[Any], of_all: Mapping[str, str], *, by: User
) -> None:
    """Keep the files of one drop, with what their names say; once for each batch.

    `of_all` has the kind and the purpose of all of them.
    """
    if OfferedPaper.objects.filter(batch=batch).exists():
        return
    items = list(meeting.items.in_order())
    for file in files:
        name = str(file.name)
        facts = vars(guess(name, items)) | dict(of_all)
        OfferedPaper.objects.create(meeting=meeting, batch=batch, name=name[-250:], file=file, by=by, **facts)


@transaction.atomic
def write_papers(meeting: Meeting, batch: UUID, accepted: Sequence[Accepted], *, by: User) -> int:
    """Make papers of these files of a batch and discard the others; 0 where that was done already.

    Raises `ReleasedError`.
    """
    lock_for_writing(meeting, by)
    waiting = {each.pk: each for each in OfferedPaper.objects.filter(meeting=meeting, batch=batch)}
    written = [each for each in accepted if each.offered.pk in waiting]
    for each in written:
        write_paper(meeting, each, by=by)
        del waiting[each.offered.pk]
    OfferedPaper.objects.filter(pk__in=[each.offered.pk for each in written]).delete()
    discard(waiting.values())
    return len(written)


def write_paper(meeting: Meeting, accepted: Accepted, *, by: User) -> Document:
    """Add the file to the paper of the same title, else add a paper."""
    version = NewVersion(accepted.offered.file.name, accepted.language, accepted.suffix)
    document = same_paper(meeting, accepted.title)
    if document is not None:
        changed: Document = change_part(document, {VERSION: version}, revision=document.revision, by=by)
        return changed
    facts = {name: getattr(accepted, name) for name in FACTS}
    added: Document = add_part(Document, meeting, accepted.offered.key, facts | {VERSION: version}, by=by)
    return added


def same_paper(meeting: Meeting, title: str) -> Document | None:
    same = (
        each for each in meeting.documents.order_by("position", "pk") if folded(each.title) == folded(title)
    )
    return next(same, None)


def discard(offered: Iterable[OfferedPaper]) -> None:
    """Remove files that became no papers."""
    for each in list(offered):
        transaction.on_commit(partial(each.file.storage.delete, str(each.file)))
        each.delete()


@transaction.atomic
def purge_dropped() -> int:
    """Remove what was dropped and not written within a day; return how many files."""
    old = list(OfferedPaper.objects.filter(request=None, at__lt=timezone.now() - KEPT))
    discard(old)
    return len(old)
