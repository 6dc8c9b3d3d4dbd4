"""Fail the build of the image if the portal's user could not serve from it."""

import json
import os
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def problems(root: Path) -> Iterator[str]:
    yield from (f"{path} cannot be read" for path in _unreadable(root))
    yield from _manifest_problems(root / "staticfiles")
    if not ssl.create_default_context().cert_store_stats()["x509_ca"]:
        yield "no certificate authority is installed: mail could not be sent"


def _unreadable(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        mode = os.R_OK | os.X_OK if path.is_dir() else os.R_OK
        if not os.access(path, mode):
            yield path


def _manifest_problems(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the manifest of static files, and each file it names that is not there."""
    try:
        paths = json.loads((folder / "staticfiles.json").read_text())["paths"]
    except (OSError, ValueError, KeyError) as error:
        yield f"the static manifest cannot be read: {error}"
        return
    if not paths:
        yield "the static manifest is empty"
    yield from (f"{name} is missing" for name in paths.values() if not (folder / name).is_file())


if __name__ == "__main__":
    faults = list(problems(Path(sys.argv[1]) if sys.argv[1:] else ROOT))
    sys.exit("\n".join(faults) or 0)
