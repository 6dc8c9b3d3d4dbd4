"""Lines about backup, restore and what follows a restore."""

import json
import shutil
from pathlib import Path

from rehearsal.browser import Browser
from rehearsal.documents import MEGABYTE, finished, upload
from rehearsal.engine import RehearsalError, docker, expect, wait_for
from rehearsal.people import sign_in
from rehearsal.scene import IMAGE, VERSIONS, Scene

SMALL_DISK = """
volumes:
  media:
    driver: local
    driver_opts: {type: tmpfs, device: tmpfs, o: "size=60m,uid=10001,mode=755"}
"""


def back_up(scene: Scene) -> str:
    output = scene.first.manage("backup", scene.backups)
    expect(scene.backups.stat().st_mode & 0o077 == 0, "others may read the folder of backups")
    return output.strip().removeprefix("Backup: ")


def an_empty_database_is_refused(scene: Scene) -> str:
    return _refused(scene, "lacks migrations", "backup", scene.work / "nothing")


def _refused(scene: Scene, message: str, *argv: str | Path) -> str:
    try:
        scene.second.manage(*argv)
    except RehearsalError as error:
        expect(message in str(error), error)
        return str(error).strip().splitlines()[-1].removeprefix("CommandError: ")
    raise RehearsalError(f"{argv[0]} was not refused")


def drill(scene: Scene) -> str:
    return scene.first.manage("restore_drill", scene.backups).strip().splitlines()[-1]


def a_harmed_backup_is_refused(scene: Scene) -> str:
    [backup] = scene.backups.glob("nfp-*")
    harmed = scene.work / "harmed"
    shutil.copytree(backup, harmed)
    with (harmed / "media.tar.gz").open("r+b") as file:
        file.seek(100)
        file.write(b"\0\1\2\3")
    return _refused(scene, "its SHA-256 is another one", "restore", harmed)


def prepare_second(scene: Scene) -> str:
    """A new machine: the same version and the old secrets, nothing else; its disk for files is small."""
    shutil.copytree(scene.first.folder / "secrets", scene.second.folder / "secrets")
    scene.second.run("bin/server/make-secrets", "smtp+tls://relay:587")
    (scene.second.folder / "docker-compose.override.yml").write_text(SMALL_DISK)
    scene.second.compose("up", "--detach", "--wait", "database")
    volume = f"{scene.second.name}_media"
    docker("volume", "create", "--label", f"com.docker.compose.project={scene.second.name}",
           "--label", "com.docker.compose.volume=media", "--driver", "local", "--opt", "type=tmpfs",
           "--opt", "device=tmpfs", "--opt", "o=size=60m,uid=10001,mode=755", volume)  # fmt: skip
    # A disk in memory is forgotten when nobody uses it; this container does.
    docker("run", "--detach", "--name", f"{scene.second.name}-hold", "--volume", f"{volume}:/srv/media",
           f"{IMAGE}:{VERSIONS[0]}", "sleep", "7200")  # fmt: skip
    return "database only, secrets of the first"


def restore_into_second(scene: Scene) -> str:
    output = scene.second.manage("restore", scene.backups)
    expect("Outgoing mail is held" in output, output)
    scene.second.compose("up", "--detach")
    wait_for(scene.second.is_healthy, "the second stack", 180)
    return output.strip().splitlines()[0]


def the_second_is_the_same(scene: Scene) -> str:
    [manifest] = scene.backups.glob("nfp-*/manifest.json")
    rows = json.loads(manifest.read_text())["rows"]
    tables = sorted(table for table in rows if table.startswith(("network_", "meetings_", "accounts_user")))
    counted = {table: int(scene.second.sql(f"SELECT count(*) FROM {table}")) for table in tables}  # noqa: S608
    expect(counted == {table: rows[table] for table in tables}, "rows differ")
    for path in (f"{scene.meeting}/agenda", "/states/AT/"):
        first, second = (Browser(stack).get(path) for stack in (scene.first, scene.second))
        expect(_main(first.text) == _main(second.text), f"{path} differs")
    paper = scene.browser(scene.editor).get(scene.paper).body
    sign_in(scene.second, scene.editor, scene)
    expect(scene.browser(scene.editor).get(scene.paper).body == paper, "the paper differs")
    output = scene.second.manage("verify_audit").strip()
    return f"{len(tables)} tables, pages, a paper of 20 MB, sign-in with the old factor. {output}"


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def mail_is_held_and_released(scene: Scene) -> str:
    scene.start_relay(scene.second)
    expect('"mail": "held"' in Browser(scene.second).get("/readyz").text, "readyz does not say held")
    scene.second.manage("invite", "later@example.org", "--role", "partner")
    expect(not scene.mail.of("later@example.org"), "mail left although it is held")
    browser = scene.browser(scene.editor)
    page = browser.get("/desk/mail/")
    expect("Outgoing mail is held" in page.text, f"{page.path} ({page.status})")
    page = browser.submit(page, action="/release/")
    expect("Outgoing mail is released." in page.text, f"{page.path} ({page.status})")
    seconds = wait_for(lambda: scene.mail.of("later@example.org"), "mail after the release")
    acts = scene.second.sql("SELECT string_agg(act, ' ' ORDER BY id) FROM audit_entry WHERE act LIKE 'mail%'")
    expect(acts == "mail_held mail_released", acts)
    return f"nothing left before; {seconds:.0f} s after the release it did; both acts in the audit trail"


def full_disk(scene: Scene) -> str:
    """Fill the small disk of the second stack by uploads, then wholly."""
    browser, folder = scene.browser(scene.editor), "/srv/media"
    for _each in range(4):
        before = _used(scene)
        page = upload(browser, scene.meeting, 20 * MEGABYTE, "One more")
        if page.status == 507:  # noqa: PLR2004
            break
    expect(page.status == 507 and "no room left" in page.text, f"upload: {page.status}")  # noqa: PLR2004
    expect(_used(scene) == before, "the upload left a part behind")
    scene.second.inside("web", "sh", "-c", f"cat /dev/zero > {folder}/filling 2>/dev/null || true")
    path = f"{scene.meeting}/participants.pdf"
    wait_for(lambda: browser.get(path).status != 202, "the PDF on a full disk")  # noqa: PLR2004
    failed = browser.get(path)
    expect(failed.status == 500 and "disk is full" in failed.text, f"{path}: {failed.status}")  # noqa: PLR2004
    expect("Errno" not in failed.text, "the page shows an error number")
    scene.second.inside("web", "rm", f"{folder}/filling")
    browser.submit(failed, action="/retry/")
    finished(browser, path)
    return "upload 507 in words, no part left; PDF fails in words, and is made when there is room"


def _used(scene: Scene) -> str:
    return scene.second.inside("web", "du", "--summarize", "--bytes", "/srv/media").split()[0]
