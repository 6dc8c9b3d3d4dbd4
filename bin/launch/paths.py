"""The folders that the commands of a checkout write to."""

import hashlib
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launch.console import LaunchError

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Paths:
    """The folders of one checkout; two checkouts share none."""

    root: Path

    @property
    def local(self) -> Path:
        """Private to its owner: it holds the key, mail, uploads and logs."""
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
    """Create a folder that only its owner may write to. Raises LaunchError if another account owns it."""
    expected = os.getuid() if owner is None else owner
    try:
        path.mkdir(mode=mode, parents=True)
    except FileExistsError:
        _refuse_foreign(path, {expected, os.getuid()})
    if os.getuid() == 0:
        os.chown(path, expected, -1)
    return path


def _refuse_foreign(path: Path, owners: set[int]) -> None:
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in owners or status.st_mode & 0o022:
        raise LaunchError(f"The folder {path} belongs to somebody else: remove it and start again.")


def require_space(
    folder: Path, needed: int, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
) -> None:
    """Raise LaunchError if fewer than `needed` bytes are left."""
    left = free(folder)
    if left < needed:
        raise LaunchError(
            f"The disk is full: {folder} has {left // MEBIBYTE} MB left"
            f" and {needed // MEBIBYTE} MB are needed; free some space and start again."
        )


def write_private(path: Path, text: str) -> None:
    """Write a file atomically that only its owner may read."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    draft.touch(0o600, exist_ok=False)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
