"""Migrates and fills the database, unless that was done for this code already."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from typing import Any

from launch.console import say
from launch.paths import Paths, write_private
from launch.portal import APPS, Portal
from launch.services import Services

STAMP = "prepared.json"
SignIns = dict[str, dict[str, str]]  # role: e-mail and password


def prepare(portal: Portal, services: Services) -> SignIns:
    """Migrate and fill the database if necessary; returns the demonstration accounts."""
    paths = portal.paths
    state = fingerprint(portal, services)
    known = _read(paths)
    if state and known.get("state") == state:
        return dict(known["sign_ins"])
    forget(paths)
    say("preparing the database")
    is_own = services.postgres is not None and portal.environment["DEMO"] == "1"
    portal.manage("recognise_database", *(["--renew"] if is_own else []), owner=True)
    portal.manage("migrate", "--noinput", owner=True)
    sign_ins = _demonstration(portal)
    write_private(paths.local / STAMP, json.dumps({"state": state, "sign_ins": sign_ins}))
    return sign_ins


def _demonstration(portal: Portal) -> SignIns:
    """Load the demonstration data unless DEMO=0."""
    if portal.environment["DEMO"] != "1":
        return {}
    portal.manage("demo")
    return portal.sign_ins()


def forget(paths: Paths) -> None:
    """Have the next start prepare the database again."""
    (paths.local / STAMP).unlink(missing_ok=True)


def forget_everything(paths: Paths, services: Services) -> None:
    """Remove database and uploads of earlier starts; a database given by DATABASE_URL stays."""
    forget(paths)
    if services.postgres:
        shutil.rmtree(services.postgres.data, ignore_errors=True)
    shutil.rmtree(paths.media)


def fingerprint(portal: Portal, services: Services) -> str:
    """Return a hash of the cluster, the settings and the apps' files; "" for a given database."""
    if services.postgres is None:
        return ""
    made = (services.postgres.data / "PG_VERSION").stat()
    settings = [portal.environment[name] for name in ("DEMO", "SECRET_KEY")]
    facts = [f"{made.st_ino} {made.st_ctime_ns}", *settings, *_files(portal.paths)]
    return hashlib.sha256("\n".join(facts).encode(errors="surrogateescape")).hexdigest()


def _files(paths: Paths) -> Iterator[str]:
    for app in APPS:
        for path in sorted((paths.root / app).rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                status = path.stat()
                yield f"{path} {status.st_size} {status.st_mtime_ns}"


def _read(paths: Paths) -> dict[str, Any]:
    try:
        stamp = json.loads((paths.local / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}
