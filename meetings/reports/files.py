"""The PDF files of releases: stored for good beside the renderings, and checked."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from meetings.reports.models import ReleaseCopy
from meetings.reports.models.releases import digest_of

FOLDER = "releases"


def keep_file(key: uuid.UUID, rendered: Path) -> None:
    """Store the PDF of a copy for good, with its digest. One that has its file keeps that, whatever comes."""
    with transaction.atomic():
        copy = ReleaseCopy.objects.select_for_update().get(key=key)
        if copy.file_digest or copy.content is None:
            return
        copy.file = f"{FOLDER}/{copy.key}.pdf"
        copy.file_digest = _store(rendered, copy.path)
        copy.save(update_fields=["file", "file_digest"])


def _store(source: Path, target: Path) -> str:
    """Copy a file so that it is on the disk before the database speaks of it; return its SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    shutil.copyfile(source, draft)
    with draft.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    draft.rename(target)
    return digest


def duplicate(copy: ReleaseCopy) -> Path:
    """Return a new file of the same bytes, which the caller may move or remove."""
    new = copy.path.with_name(f"{uuid.uuid4()}.pdf")
    shutil.copyfile(copy.path, new)
    return new


def broken_copies(with_files: bool) -> Iterator[str]:  # noqa: FBT001 - called by `verify_audit` alone
    """Yield in words each copy whose content or file is not what was published."""
    copies = ReleaseCopy.objects.select_related("release__report__meeting")
    for number in copies.order_by("pk").values_list("pk", flat=True):
        copy = copies.get(pk=number)  # one at a time: each holds a whole report
        if copy.content is not None and digest_of(copy.content) != copy.content_digest:
            yield f"{copy}: its content was changed"
        if with_files and copy.file and (problem := _problem_of_file(copy)):
            yield f"{copy}: its file {copy.file} {problem}"


def _problem_of_file(copy: ReleaseCopy) -> str:
    if not copy.path.is_file():
        return "is missing"
    with copy.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return "" if digest == copy.file_digest else "was changed"
