"""What the database already holds, so that a second start need not fill it again."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from typing import Any

from launch.backing import Backing
from launch.console import say
from launch.places import Places, write_private
from launch.portal import APPS, Portal

STAMP = "prepared.json"
SignIns = dict[str, dict[str, str]]  # role: e-mail and password


def prepare(portal: Portal, backing: Backing) -> SignIns:
    """Bring the database up to this code unless it is; give the demonstration accounts."""
    places = portal.places
    state = fingerprint(portal, backing)
    known = _read(places)
    if state and known.get("state") == state:
        return dict(known["sign_ins"])
    forget(places)
    say("preparing the database")
    portal.manage("migrate", "--noinput", owner=True)
    sign_ins = _demonstration(portal)
    write_private(places.local / STAMP, json.dumps({"state": state, "sign_ins": sign_ins}))
    return sign_ins


def _demonstration(portal: Portal) -> SignIns:
    """Load the demonstration data unless the person has switched them off with DEMO=0."""
    if portal.environment["DEMO"] != "1":
        return {}
    portal.manage("demo")
    return portal.sign_ins()


def forget(places: Places) -> None:
    """Let the next start look at the database afresh."""
    (places.local / STAMP).unlink(missing_ok=True)


def forget_everything(places: Places, backing: Backing) -> None:
    """Remove the data of earlier starts: database and uploads. A database that is not ours stays."""
    forget(places)
    if backing.postgres:
        shutil.rmtree(backing.postgres.data, ignore_errors=True)
    shutil.rmtree(places.media)


def fingerprint(portal: Portal, backing: Backing) -> str:
    """Give a hash of the cluster, the settings and the apps' files; "" for a database not ours to know."""
    if backing.postgres is None:
        return ""
    made = (backing.postgres.data / "PG_VERSION").stat()
    settings = [portal.environment[name] for name in ("DEMO", "SECRET_KEY")]
    facts = [f"{made.st_ino} {made.st_ctime_ns}", *settings, *_files(portal.places)]
    return hashlib.sha256("\n".join(facts).encode(errors="surrogateescape")).hexdigest()


def _files(places: Places) -> Iterator[str]:
    for app in APPS:
        for path in sorted((places.root / app).rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                found = path.stat()
                yield f"{path} {found.st_size} {found.st_mtime_ns}"


def _read(places: Places) -> dict[str, Any]:
    try:
        found = json.loads((places.local / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
