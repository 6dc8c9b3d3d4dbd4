"""The stored files in a backup: packed, counted and put back."""

import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.db import models
from pghistory.models import Event

from nfp_portal.front.backups.manifest import Media

UNFINISHED = ".part"


def pack(file: Path) -> None:
    """Pack all files; what is removed meanwhile, and what a worker is just writing, is left out."""
    root = Path(settings.MEDIA_ROOT)
    with tarfile.open(file, "w:gz", compresslevel=1) as archive:
        for path in sorted(root.rglob("*")):
            if path.suffix != UNFINISHED:
                with suppress(FileNotFoundError):
                    archive.add(path, arcname=str(path.relative_to(root)), recursive=False)


def unpack(file: Path) -> None:
    """Put all files back, as those of the folder's owner. Raises `tarfile.ExtractError` for one beside it."""
    root = Path(settings.MEDIA_ROOT).resolve()
    root.mkdir(parents=True, exist_ok=True)
    with tarfile.open(file) as archive:
        for member in archive:
            if member.isfile():
                _put_back(archive, member, root)
    give_to_owner_of(root, root.rglob("*"))


def _put_back(archive: tarfile.TarFile, member: tarfile.TarInfo, root: Path) -> None:
    """Write one file. The `filter="data"` that would do so safely is unknown to Python 3.11.2 (Debian 12)."""
    path = (root / member.name).resolve()
    content = archive.extractfile(member)
    if content is None or not path.is_relative_to(root):
        raise tarfile.ExtractError(member.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
    path.chmod(member.mode & 0o644)
    os.utime(path, (member.mtime, member.mtime))


def give_to_owner_of(folder: Path, paths: Iterator[Path]) -> None:
    """Let root, as which a server's backups run, leave no files that others cannot use."""
    if os.geteuid() == 0:
        owner = folder.stat()
        for path in paths:
            os.chown(path, owner.st_uid, owner.st_gid)


def in_archive(file: Path, expected: list[str]) -> Media:
    """Read the whole archive, and say which expected names it lacks."""
    sizes = {}
    with tarfile.open(file) as archive:
        for member in archive:
            if member.isfile() and (content := archive.extractfile(member)):
                sizes[member.name] = _length(content)
    return _media(sizes, expected)


def _length(content: IO[bytes]) -> int:
    length = 0
    while part := content.read(1 << 20):
        length += len(part)
    return length


def in_folder(expected: list[str]) -> Media:
    root = Path(settings.MEDIA_ROOT)
    files = (path for path in root.rglob("*") if path.is_file())
    return _media({str(path.relative_to(root)): path.stat().st_size for path in files}, expected)


def _media(sizes: dict[str, int], expected: list[str]) -> Media:
    missing = sorted(name for name in expected if name not in sizes)
    return Media(len(sizes), sum(sizes.values()), tuple(missing))


def stored_names() -> list[str]:
    """Return the name of each file that a row of the database speaks of now; history does not count."""
    names: list[str] = []
    for model in apps.get_models():
        if issubclass(model, Event) or not model._meta.managed:  # noqa: SLF001 - Django's documented _meta
            continue
        for field in model._meta.concrete_fields:  # noqa: SLF001 - as above
            if isinstance(field, models.FileField):
                rows = model._default_manager.exclude(**{field.name: ""})  # noqa: SLF001 - as above
                names += rows.exclude(**{field.name: None}).values_list(field.name, flat=True)
    return names
