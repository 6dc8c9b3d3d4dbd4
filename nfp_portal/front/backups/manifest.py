"""What a backup holds, written into it; a restore is compared with it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

NAME = "manifest.json"
DATABASE = "database.dump"
MEDIA = "media.tar.gz"


class BackupError(Exception):
    """No backup was made or restored; the text says why."""


@dataclass(frozen=True)
class Media:
    """The stored files: how many, their bytes, and the names in the database that have no file."""

    files: int
    bytes: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """`rows` counts by table at the moment of the dump; `migrations` are "app.name", sorted."""

    made_at: str
    postgres: int
    migrations: tuple[str, ...]
    rows: dict[str, int]
    media: Media
    sizes: dict[str, int]
    sha256: dict[str, str]

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises `BackupError` where there is no manifest, or none that can be read."""
        try:
            values: dict[str, Any] = json.loads((folder / NAME).read_text())
            media = values.pop("media")
            values["media"] = Media(**media | {"missing": tuple(media["missing"])})
            values["migrations"] = tuple(values["migrations"])
            return cls(**values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise BackupError(f"{folder} holds no backup whose manifest can be read: {error}") from error

    def check_files(self, folder: Path) -> None:
        """Raises `BackupError` unless each file is there as it was written."""
        for name, size in self.sizes.items():
            file = folder / name
            if not file.is_file() or file.stat().st_size != size:
                raise BackupError(f"{name} of the backup is missing or has another size.")
            if digest(file) != self.sha256[name]:
                raise BackupError(f"{name} of the backup was changed: its SHA-256 is another one.")

    def differences(self, rows: dict[str, int]) -> Iterator[str]:
        """Yield in words which tables were restored differently."""
        for table in sorted(self.rows.keys() | rows.keys()):
            before, after = self.rows.get(table), rows.get(table)
            if before != after:
                yield f"table {table}: {before} rows in the backup, {after} restored"

    def totals(self) -> str:
        rows, size = sum(self.rows.values()), sum(self.sizes.values()) / 1_000_000
        return f"{rows} rows in {len(self.rows)} tables, {self.media.files} files, {size:.1f} MB"


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def newest(folder: Path) -> Path:
    """Return the folder itself if it is a backup, else the newest backup in it. Raises `BackupError`."""
    if (folder / NAME).is_file():
        return folder
    backups = sorted(path.parent for path in folder.glob(f"nfp-*/{NAME}"))
    if not backups:
        raise BackupError(f"There is no backup in {folder}.")
    return backups[-1]
