"""Bring a spreadsheet of focal points into the directory, by the same rules as the page.

Each rejected row is named with its reason. The other rows are written as one act, which the page of the
import can take back; the rejected ones stay there to be mended. The exit code is 1 if any row was rejected,
also with --dry-run, which writes nothing and keeps nothing.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pghistory
from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.imports.actions import commits, previews
from network.imports.models import DateOrder, Import, ImportState, Outcome, Verdict
from network.imports.parsing.columns import BY_NAME, REQUIRED
from network.imports.parsing.encodings import ENCODINGS
from network.imports.parsing.reasons import file_reason_in_words, in_words
from network.imports.parsing.tables import UnreadableError
from nfp_portal.accounts.access import EDITORS
from nfp_portal.accounts.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--by", metavar="E-MAIL", help="the editor who answers for it, in the history")
        parser.add_argument("--encoding", choices=ENCODINGS, help="of a text file; guessed if not given")
        parser.add_argument("--dates", choices=DateOrder.values, help="what 03/04/2016 means in this file")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _editor(options["by"])
        with ExitStack() as stack:
            if by:
                stack.enter_context(pghistory.context(user=by.pk))
            source = _handed_in(options["file"], by)
            try:
                self._bring(source, by, options)
            finally:
                if options["dry_run"] or source.state == ImportState.UPLOADED:
                    previews.discard(source.pk)
        if source.errors:
            raise SystemExit(1)

    def _bring(self, source: Import, by: User | None, options: dict[str, Any]) -> None:
        _set_columns(source, options)
        previews.preview(source.pk)
        source.refresh_from_db()
        if source.state == ImportState.FAILED:
            raise CommandError(file_reason_in_words(source.reason))
        for line in _rejected(source):
            self.stdout.write(line)
        self.stdout.write(_counts(source))
        if not options["dry_run"]:
            self._commit(source, by)

    def _commit(self, source: Import, by: User | None) -> None:
        if source.to_write:
            try:
                commits.commit(source.pk, preview=source.preview, by=by)
            except commits.RefusedError as refused:
                raise CommandError(
                    f"Nothing was written. Row {refused.number}: {refused.message}"
                ) from refused
            except previews.WrongStateError as conflict:
                page = f"{settings.SITE_URL}{source.get_absolute_url()}"
                raise CommandError(f"Somebody was faster: look at what became of it. {page}") from conflict
        written = commits.outcomes(source).get(Outcome.WRITTEN, 0)
        self.stdout.write(f"{written} written: {settings.SITE_URL}{source.get_absolute_url()}")


def _editor(email: str | None) -> User | None:
    if email is None:
        return None
    user = User.objects.filter(email=email, is_active=True, role__in=EDITORS).first()
    if user is None:
        raise CommandError(f"No editor signs in as {email}.")
    return user


def _handed_in(path: Path, by: User | None) -> Import:
    try:
        with path.open("rb") as file:
            return previews.upload(File(file), name=path.name, by=by)
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
    except UnreadableError as error:
        raise CommandError(file_reason_in_words(str(error))) from error


def _set_columns(source: Import, options: dict[str, Any]) -> None:
    encoding = (options["encoding"] or source.encoding) if source.is_text else ""
    mapping = [column.field for column in previews.sample_columns(source, encoding=encoding)]
    missing = [str(BY_NAME[name].label) for name in REQUIRED if name not in mapping]
    if missing:
        raise CommandError(file_reason_in_words("columns_missing", ", ".join(missing)))
    order = options["dates"] or source.date_order
    previews.set_columns(source.pk, encoding=encoding, mapping=mapping, date_order=order)


def _rejected(source: Import) -> Iterator[str]:
    for row in source.rows.filter(verdict=Verdict.ERROR):
        yield f"Row {row.number}: {' '.join(in_words(reason) for reason in row.reasons)}"


def _counts(source: Import) -> str:
    return (
        f"{source.total} rows: {source.new} new, {source.changed} changed, {source.same} same,"
        f" {source.errors} rejected"
    )
