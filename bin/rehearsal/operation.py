"""Lines about running a server: keys, upgrade, kills, memory."""

import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

from rehearsal.browser import Browser
from rehearsal.documents import finished
from rehearsal.engine import SERVICES, Stack, docker, expect, wait_for
from rehearsal.people import sign_in
from rehearsal.scene import IMAGE, VERSIONS, Scene

PORTAL = ("web", "worker", "pdf-worker", "scheduler")
ROTATE = """
set -eu
cp secrets/secret_key old_key
rm -f secrets/secret_key secrets/secret_key_fallbacks
cp old_key secrets/secret_key_fallbacks && chmod 444 secrets/secret_key_fallbacks
bin/server/make-secrets "$(cat secrets/email_url)"
"""
MIGRATION = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("{app}", "{last}")]
    operations = [migrations.RunSQL("SELECT 1", "SELECT 1")]
"""


def rotate_the_key(scene: Scene) -> str:
    """By the runbook: the old key as a fallback, second factors anew, then without it."""
    stack = scene.first
    stack.run("sh", "-c", ROTATE)
    _restart(stack, *PORTAL)
    sign_in(stack, scene.administrator, scene)
    output = stack.manage("rotate_second_factors").strip()
    fallbacks = stack.folder / "secrets/secret_key_fallbacks"
    fallbacks.chmod(0o644)
    fallbacks.write_text("\n")
    _restart(stack, *PORTAL)
    page = sign_in(stack, scene.administrator, scene)
    expect("/desk/" in page.path, f"signing in led to {page.path} ({page.status})")
    return f"signed in under both keys, then under the new one. {output}"


def a_lost_key_has_a_message(scene: Scene) -> str:
    stack, key = scene.first, scene.first.folder / "secrets/secret_key"
    kept = key.read_text()
    key.chmod(0o644)
    key.write_text("another-key-of-this-rehearsal-" * 3)
    _restart(stack, "web")
    page = sign_in(stack, scene.administrator, scene)
    expect(page.status == 200 and "cannot read your second factor" in page.text, page.status)  # noqa: PLR2004
    expect("desk@example.org" in page.text, "the page does not name the help address")
    key.write_text(f"\n {kept}\n\n")  # white space is no part of it
    _restart(stack, "web")
    page = sign_in(stack, scene.administrator, scene)
    expect("/desk/" in page.path, f"signing in led to {page.path} ({page.status})")
    return "the form names the help address; with the key back all is well"


def _restart(stack: Stack, *services: str) -> None:
    stack.compose("up", "--detach", "--force-recreate", *services)
    wait_for(lambda: _answers(stack), "the portal after a restart")


def _answers(stack: Stack) -> bool:
    with suppress(OSError, HTTPException):
        return '"ready": true' in Browser(stack).get("/readyz").text
    return False


class Visitor(threading.Thread):
    """Somebody who loads a page five times a second, and what was answered."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(daemon=True)
        self.browser = Browser(stack)
        self.answers: list[tuple[float, int, str]] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            status, retry = 0, ""
            with suppress(OSError, HTTPException):
                answer = self.browser.get("/about/")
                status, retry = answer.status, answer.headers["Retry-After"] or ""
            self.answers.append((time.monotonic(), status, retry))

    def away(self) -> float:
        """Return for how many seconds the page was not there."""
        times = [at for at, status, _retry in self.answers if status != 200]  # noqa: PLR2004
        return times[-1] - times[0] if times else 0


def upgrade(scene: Scene) -> str:
    """The same commit under a second tag, with one migration that changes nothing."""
    stack = scene.first
    migration = _add_migration(stack.folder)
    stack.settings(PORTAL_VERSION=VERSIONS[1])
    visitor = Visitor(stack)
    visitor.start()
    output = stack.run(stack.folder / "bin/server/upgrade", scene.work / "backups-2")
    visitor.over.set()
    visitor.join()
    statuses = sorted({status for _at, status, _retry in visitor.answers})
    expect("in service" in output and set(statuses) <= {200, 503}, f"the visitor saw {statuses}")
    expect(all(retry for _at, status, retry in visitor.answers if status == 503), "no Retry-After")  # noqa: PLR2004
    expect(visitor.away() <= 15, f"away for {visitor.away():.1f} s")  # noqa: PLR2004
    applied = stack.sql(f"SELECT count(*) FROM django_migrations WHERE name = '{migration}'")  # noqa: S608
    expect(applied == "1", f"{migration} was not applied")
    images = docker("inspect", "--format", "{{.Config.Image}}", *(stack.ids(name) for name in PORTAL)).split()
    expect(set(images) == {f"{IMAGE}:{VERSIONS[1]}"}, images)
    wait_for(stack.is_healthy, "the new version", 120)
    return f"{visitor.away():.1f} s of 503 with Retry-After, no refused connection; migration applied"


def _add_migration(folder: Path) -> str:
    migrations = folder / "nfp_portal/jobs/migrations"
    last = max(path.stem for path in migrations.glob("0*.py"))
    name = f"{int(last[:4]) + 1:04d}_rehearsed"
    (migrations / f"{name}.py").write_text(MIGRATION.format(app="jobs", last=last))
    return name


def an_older_backup_fits_the_new_version(scene: Scene) -> str:
    return scene.first.manage("restore_drill", scene.backups).strip().splitlines()[-1]


def kills(scene: Scene) -> str:
    """Kill the first process of each service; the engine starts it again, and nothing is lost."""
    stack, seconds = scene.first, {}
    for service in SERVICES:
        stack.manage("invite", f"{service}@example.org", "--role", "partner")
        ids = stack.ids(service)
        pid = docker("inspect", "--format", "{{.State.Pid}}", ids).strip()
        _kill(pid)
        killed = time.monotonic()
        wait_for(lambda ids=ids, pid=pid: _is_new(ids, pid), f"{service} after kill -9", 60)  # type: ignore[misc]
        wait_for(lambda: _answers(stack), f"the portal after the kill of {service}", 90)
        seconds[service] = time.monotonic() - killed
    for service in SERVICES:
        address = f"{service}@example.org"
        wait_for(lambda address=address: scene.mail.of(address), f"mail to {address}", 150)  # type: ignore[misc]
        expect(
            len({message["Message-ID"] for message in scene.mail.of(address)}) == 1, f"two mails to {address}"
        )
    finished(scene.browser(scene.administrator), f"{scene.meeting}/participants.pdf")
    wait_for(stack.is_healthy, "all services", 180)
    return ", ".join(f"{name} {value:.0f} s" for name, value in seconds.items()) + "; all mail arrived"


def _kill(pid: str) -> None:
    """Kill a process of another container; `docker kill` would keep the engine from starting it again."""
    options = ("--rm", "--pid", "host", "--security-opt", "apparmor=unconfined", "--user", "root")
    docker("run", *options, f"{IMAGE}:{VERSIONS[1]}", "sh", "-c", f"kill -9 {pid}")


def _is_new(ids: str, pid: str) -> bool:
    state = docker("inspect", "--format", "{{.State.Running}} {{.State.Pid}}", ids).split()
    return state[0] == "true" and state[1] not in {pid, "0"}


def memory(scene: Scene) -> list[str]:
    """Return a line for each process of the first stack: MB of resident memory and what it runs."""
    lines = []
    for service in SERVICES:
        rows = docker("top", scene.first.ids(service), "-eo", "pid,rss,args").splitlines()[1:]
        for row in rows:
            _pid, rss, command = row.split(maxsplit=2)
            lines.append(f"{service:<11} {int(rss) / 1000:6.1f} MB  {command[:80]}")
    return lines
