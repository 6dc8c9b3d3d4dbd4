"""Rehearse a server in containers; each line is printed as it passes, and the first wrong one ends it.

Images that are there under the names of docker-compose.yml and the Dockerfile are used, others are pulled.
"""

import argparse
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from rehearsal import documents, operation, people, safety
from rehearsal.engine import RehearsalError, Stack, clone, docker, expect, require_docker, wait_for
from rehearsal.mailbox import Mailbox
from rehearsal.scene import BASE, IMAGE, VERSIONS, Scene

HOUSE = """FROM {base}
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates
COPY house.crt /usr/local/share/ca-certificates/
RUN update-ca-certificates
"""
SOURCE = Path(__file__).resolve().parents[2]


def build(scene: Scene) -> str:
    """Build from a clone under umask 077, on a base with the house's own authority, as the runbook says."""
    house = scene.work / "house"
    house.mkdir()
    shutil.copy(scene.mail.folder / "house.crt", house)
    base = (SOURCE / "Dockerfile").read_text().partition("ARG BASE=")[2].split()[0]
    (house / "Dockerfile").write_text(HOUSE.format(base=base))
    docker("build", "--quiet", "--tag", BASE, str(house))
    for stack in (scene.first, scene.second):
        clone(SOURCE, stack.folder)
        scene.configure(stack)
    scene.first.run("bin/server/make-secrets", "smtp+tls://relay:587")
    scene.first.compose("build", "--quiet")
    size = int(docker("image", "inspect", "--format", "{{.Size}}", f"{IMAGE}:{VERSIONS[0]}"))
    return f"from a clone under umask 077; {size // 1_000_000} MB"


def start(scene: Scene) -> str:
    scene.first.compose("up", "--detach")
    seconds = wait_for(scene.first.is_healthy, "all services healthy", 180)
    return f"all healthy {seconds:.0f} s later"


LINES: tuple[tuple[str, Callable[[Scene], str]], ...] = (
    ("image built", build),
    ("stack up", start),
    ("pages served", documents.pages_are_served),
    ("administrator invited", people.invite_administrator),
    ("mail, untrusted certificate", people.mail_waits_for_a_trusted_certificate),
    ("mail, trusted certificate", people.mail_leaves_by_starttls),
    ("second factor over TLS", people.administrator_signs_in),
    ("editor invited on the page", people.editor_is_invited_on_the_page),
    ("import", people.import_people),
    ("agenda published", documents.publish_an_agenda),
    ("PDF", documents.render_a_pdf),
    ("large files", documents.large_files_meet_the_portals_words),
    ("slow clients", documents.slow_clients_delay_nobody),
    ("access log", documents.access_log_holds_no_tokens),
    ("backup", safety.back_up),
    ("restore drill", safety.drill),
    ("second stack prepared", safety.prepare_second),
    ("backup of an empty database", safety.an_empty_database_is_refused),
    ("restore of a harmed backup", safety.a_harmed_backup_is_refused),
    ("restore into the second stack", safety.restore_into_second),
    ("comparison", safety.the_second_is_the_same),
    ("mail held and released", safety.mail_is_held_and_released),
    ("full disk", safety.full_disk),
    ("key rotation", operation.rotate_the_key),
    ("lost key", operation.a_lost_key_has_a_message),
    ("upgrade", operation.upgrade),
    ("older backup, new version", operation.an_older_backup_fits_the_new_version),
    ("kills", operation.kills),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/rehearse", description=__doc__)
    parser.add_argument("--port", type=int, default=18443, help="the first of four ports (default 18443)")
    parser.add_argument("--keep", action="store_true", help="leave stacks and folder there at the end")
    wanted = parser.parse_args()
    try:
        require_docker()
    except RehearsalError as error:
        print(error, file=sys.stderr)
        return 1
    work = Path(tempfile.mkdtemp(prefix="nfp-rehearsal-"))
    scene = _scene(work, wanted.port)
    started = monotonic()
    try:
        _forget(scene)
        passed = all(_passes(title, line, scene) for title, line in LINES)
        if passed:
            print("\nMemory of each process of the first stack:", *operation.memory(scene), sep="\n  ")
    finally:
        if not wanted.keep:
            scene.remove()
            _forget(scene)
            shutil.rmtree(work, ignore_errors=True)
    print(
        f"\n{'All lines are right' if passed else 'STOPPED at a wrong line'} ({monotonic() - started:.0f} s)"
    )
    return 0 if passed else 1


def _scene(work: Path, port: int) -> Scene:
    first = Stack("nfp-rehearsal-1", work / "first", port + 1, port)
    second = Stack("nfp-rehearsal-2", work / "second", port + 3, port + 2)
    for stack in (first, second):
        stack.folder.mkdir()
    return Scene(SOURCE, work, first, second, Mailbox(work / "relay"))


def _forget(scene: Scene) -> None:
    """Leave nothing of a rehearsal: of this one, or of one that was interrupted."""
    for stack in (scene.first, scene.second):
        ours = ("--quiet", "--filter", f"label=com.docker.compose.project={stack.name}")
        named = docker("ps", "--all", "--quiet", "--filter", f"name={stack.name}-")
        _remove(docker("ps", "--all", *ours) + named, "rm", "--force", "--volumes")
        _remove(docker("volume", "ls", *ours), "volume", "rm", "--force")
        _remove(docker("network", "ls", *ours), "network", "rm")
    docker("image", "rm", "--force", BASE, *(f"{IMAGE}:{version}" for version in VERSIONS))


def _remove(ids: str, *command: str) -> None:
    if ids:
        docker(*command, *dict.fromkeys(ids.split()))


def _passes(title: str, line: Callable[[Scene], str], scene: Scene) -> bool:
    started = monotonic()
    try:
        result, right = line(scene), True
    except RehearsalError as error:
        result, right = str(error), False
    except Exception:  # noqa: BLE001 - any failure is shown
        result, right = traceback.format_exc(limit=-3), False
    print(
        f"{'right' if right else 'WRONG'}  {title:<30} {monotonic() - started:6.1f} s  {result}", flush=True
    )
    return right


if __name__ == "__main__":
    expect(sys.platform == "linux", "the rehearsal needs an engine on Linux")
    sys.exit(main())
