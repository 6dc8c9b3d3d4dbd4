"""Where a checkout keeps what its commands make."""

import hashlib
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launch.console import CannotError

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Places:
    """The folders of one checkout. Two checkouts share none of them."""

    root: Path

    @property
    def local(self) -> Path:
        """Only its owner looks in: it holds the key, mail, uploads and logs."""
        folder = _folder(self.root / ".local")
        folder.chmod(0o700)
        return folder

    @property
    def log(self) -> Path:
        return _folder(self.local / "log")

    @property
    def media(self) -> Path:
        return _folder(self.local / "media")

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def runtime(self) -> Path:
        """A short folder for sockets, whose paths end at about 100 bytes; named after the checkout's path."""
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:10]
        return Path(f"/var/tmp/nfp-{os.getuid()}-{digest}")  # noqa: S108 - made private by own_folder


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def own_folder(path: Path, owner: int | None = None, mode: int = 0o700) -> Path:
    """Make a folder that nobody but its owner may write to; refuse one that somebody else has put there."""
    expected = os.getuid() if owner is None else owner
    try:
        path.mkdir(mode=mode, parents=True)
    except FileExistsError:
        _refuse_foreign(path, {expected, os.getuid()})
    if os.getuid() == 0:
        os.chown(path, expected, -1)
    return path


def _refuse_foreign(path: Path, owners: set[int]) -> None:
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o022:
        raise CannotError(f"The folder {path} belongs to somebody else: remove it and start again.")


def require_space(
    folder: Path, needed: int, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
) -> None:
    """Stop before anything is half written where fewer than `needed` bytes are left."""
    left = free(folder)
    if left < needed:
        raise CannotError(
            f"The disk is full: {folder} has {left // MEBIBYTE} MB left"
            f" and {needed // MEBIBYTE} MB are needed; free some space and start again."
        )


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read; it appears whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    draft.touch(0o600, exist_ok=False)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
