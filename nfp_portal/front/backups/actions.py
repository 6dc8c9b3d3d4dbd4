"""Make a backup, restore it, or try whether it could be restored."""

import shutil
import tarfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from nfp_portal.front.backups import database, media
from nfp_portal.front.backups.manifest import DATABASE, MEDIA, BackupError, Manifest, Media, digest, newest
from nfp_portal.mail.actions import hold


def make(folder: Path) -> tuple[Path, Manifest]:
    """Write a backup into a new folder in this one. Raises `BackupError`; then nothing is left behind."""
    if not database.is_migrated():
        raise BackupError("The database lacks migrations: it is empty, or of another version of the portal.")
    goal = folder / f"nfp-{timezone.now():%Y%m%dT%H%M%SZ}"
    unfinished = goal.with_suffix(".unfinished")
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        manifest = _write(unfinished)
        media.give_to_owner_of(folder, (path for path in (unfinished, *unfinished.iterdir())))
        unfinished.rename(goal)
    except (OSError, BackupError) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise BackupError(f"No backup was made: {error}") from error
    return goal, manifest


def _write(folder: Path) -> Manifest:
    with transaction.atomic():
        rows = database.dump(folder / DATABASE)
        names, migrations = media.stored_names(), database.migrations()
    media.pack(folder / MEDIA)  # after the rows: each row of the dump has its file
    files = [folder / DATABASE, folder / MEDIA]
    manifest = Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        postgres=database.major_version(),
        migrations=migrations,
        rows=rows,
        media=media.in_archive(folder / MEDIA, names),
        sizes={file.name: file.stat().st_size for file in files},
        sha256={file.name: digest(file) for file in files},
    )
    manifest.write(folder)
    return manifest


def restore(folder: Path, *, replace: bool) -> Manifest:
    """Bring database and files back as they were; outgoing mail is held until staff release it.

    With `replace` what is there is removed first. Raises `BackupError`: what can be known before is refused
    before anything is changed; later the mail is held already, and the same command may be repeated.
    """
    backup, manifest = _checked(folder)
    _require_space(replace=replace)
    if not database.is_empty():
        database.empty()
    database.restore(backup / DATABASE)
    rows = database.count_rows()
    _finish()  # nothing may be sent again, whatever fails from here on
    try:
        _empty_folder(Path(settings.MEDIA_ROOT))
        media.unpack(backup / MEDIA)
    except (OSError, tarfile.ExtractError) as error:
        raise BackupError(f"The rows are restored, the files are not: {error}") from error
    _compare_rows(manifest, rows)
    _compare_files(manifest, media.in_folder(media.stored_names()))
    return manifest


def drill(folder: Path) -> Manifest:
    """Restore into a database of its own, compare, and drop it; the portal's data are not touched."""
    backup, manifest = _checked(folder)
    with database.scratch():
        database.restore(backup / DATABASE)
        _compare_rows(manifest, database.count_rows())
        _finish()
        _compare_files(manifest, media.in_archive(backup / MEDIA, media.stored_names()))
        call_command("verify_audit", rows_only=True)  # the files were compared by the manifest
    return manifest


def _checked(folder: Path) -> tuple[Path, Manifest]:
    """Return the backup and its manifest. Raises `BackupError` if it could not be restored here."""
    backup = newest(folder)
    manifest = Manifest.read(backup)
    manifest.check_files(backup)
    if set(manifest.migrations) - database.known_migrations():
        raise BackupError("The backup was made by a newer version of the portal: install that one first.")
    major = database.major_version()
    if manifest.postgres > major:
        raise BackupError(f"The backup is of Postgres {manifest.postgres}, this database of {major}.")
    database.program("pg_restore")
    return backup, manifest


def _require_space(*, replace: bool) -> None:
    others = database.other_connections()
    if others:
        raise BackupError(f"{others} other programs use the database: stop web, workers and scheduler first.")
    root = Path(settings.MEDIA_ROOT)
    if not replace and (not database.is_empty() or (root.is_dir() and any(root.iterdir()))):
        raise BackupError("There are data already. To put the backup in their place add --replace.")


def _empty_folder(root: Path) -> None:
    for path in root.iterdir() if root.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _compare_rows(manifest: Manifest, rows: dict[str, int]) -> None:
    differences = list(manifest.differences(rows))
    if differences:
        raise BackupError("The restored rows differ from the backup:\n" + "\n".join(differences))


def _compare_files(manifest: Manifest, restored: Media) -> None:
    if restored != manifest.media:
        raise BackupError(f"The restored files differ from the backup: {manifest.media} became {restored}.")


def _finish() -> None:
    """Hold the mail, bring an older backup up to date, and give the portal's role its rights."""
    database.hold_mail()
    call_command("migrate", interactive=False, verbosity=0)
    hold()
