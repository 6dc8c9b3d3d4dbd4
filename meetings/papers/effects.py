"""What a file becomes: a new paper, another language of one, or a version that follows an earlier one."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from meetings.models import Document, Meeting
from meetings.models.documents import LANGUAGES

_LABELS = dict(LANGUAGES)


class File(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def suffix(self) -> str: ...


@dataclass
class Target:
    """A paper, there already or new, and what readers get of it; `document` is None for a new one."""

    title: str
    document: Document | None = None
    sequences: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class Effect:
    """`replaces` marks what readers no longer get; `code` changes when another effect was shown before."""

    code: str
    text: str
    replaces: bool = False


def folded(title: str) -> str:
    """Titles are the same paper in whatever case, spacing and composition of letters they are written."""
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def effects_of(meeting: Meeting, files: Iterable[File]) -> Iterator[Effect]:
    """Yield the effect of each file in turn, as if those before it were written; two queries."""
    documents = meeting.documents.with_versions().order_by("-position", "-pk")  # of equal titles the first
    targets = {
        folded(each.title): Target(each.title, each, {version.sequence for version in each.latest})
        for each in documents
    }
    for file in files:
        target = targets.setdefault(folded(file.title), Target(file.title))
        yield _effect(target, file)
        target.sequences.add(_sequence(file))


def _sequence(file: File) -> tuple[str, str]:
    is_revision = not file.suffix or file.suffix.startswith("Rev.")
    return file.language, "" if is_revision else file.suffix


def _effect(target: Target, file: File) -> Effect:
    values = {"title": target.title, "language": _LABELS[file.language]}
    where = str(target.document.key) if target.document else "new"
    if _sequence(file) in target.sequences:
        text = _(
            "A paper of the same title is replaced: “%(title)s”, %(language)s. Editors keep the earlier file."
        )
        return Effect(f"replaces {where}", text % values, replaces=True)
    if target.document or target.sequences:
        return Effect(f"joins {where}", _("Joins the paper “%(title)s”: %(language)s.") % values)
    return Effect("new", _("A new paper."))
