"""Write the versions of a document, and read which it had before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from meetings.models import Document, DocumentVersion
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import events_of, row_of

# What forms and actions call a new version of a document, beside the names of its columns.
VERSION = "version"


@dataclass(frozen=True)
class NewVersion:
    file: Any
    language: str
    suffix: str = ""


def write_version(document: Document, new: NewVersion, by: User | None) -> None:
    """Add a version; unless the document had none, its `versions_number` must be a new one."""
    document.versions.create(
        language=new.language,
        suffix=new.suffix,
        file=new.file,
        number=_next_number(document, new.language),
        by=by,
        added=document.versions_number,
    )


def _next_number(document: Document, language: str) -> int:
    last = document.versions.filter(language=language).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def take_versions_back(document: Document, former: Any, by: User) -> None:
    """Let the files be those of a row of the document's history; its `versions_number` must be a new one."""
    known = _last_known({document.pk})
    if not document.versions.exists():  # removed with the document
        DocumentVersion.objects.bulk_create(row_of(DocumentVersion, event) for event in known)
    for version in document.versions.all():
        was_in_force = _was_in_force(version, former.versions_number)
        if version.withdrawn is None and not was_in_force:
            version.withdrawn = document.versions_number
            version.save(update_fields=["withdrawn"])
        elif version.withdrawn is not None and was_in_force:
            write_version(document, NewVersion(version.file.name, version.language, version.suffix), by)


def versions_then(events: Iterable[Any]) -> dict[int, list[DocumentVersion]]:
    """Return the versions in force at each of these rows of documents' history, by `pgh_id`; one query."""
    rows = list(events)
    versions = [row_of(DocumentVersion, event) for event in _last_known({row.pgh_obj_id for row in rows})]
    return {
        row.pgh_id: [
            version
            for version in versions
            if version.document_id == row.pgh_obj_id and _was_in_force(version, row.versions_number)
        ]
        for row in rows
    }


def _last_known(documents: set[int]) -> list[Any]:
    events = events_of(DocumentVersion).filter(document_id__in=documents)
    return list(events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id"))


def _was_in_force(version: DocumentVersion, number: int) -> bool:
    return version.added <= number and (version.withdrawn is None or version.withdrawn > number)
