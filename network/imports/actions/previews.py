"""Upload a spreadsheet, say what its columns mean, see what its rows would change."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import IO, Any, NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext

from network.imports.matching.verdicts import set_verdicts
from network.imports.models import Import, ImportState, Verdict
from network.imports.parsing.columns import DATES, guessed_mapping
from network.imports.parsing.dates import guessed_order
from network.imports.parsing.rows import Row, parse_rows
from network.imports.parsing.tables import Record, Table, UnreadableError, read
from network.imports.writing.staging import stage
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress, no_progress

KIND = "network.import"
# So many rows are read while the page waits; more by a worker.
AT_ONCE = 100
# Rows between two reports of progress.
STEP = 500
SAMPLES = 3
# So many rows are looked at for dates that show whether the day comes first.
SHOWING_ROWS = 2_000


class WrongStateError(Exception):
    """The import is not in the state this needs: somebody was faster, or another preview followed."""


class Sample(NamedTuple):
    """A column of the file as its mapping shows it."""

    heading: str
    cells: list[str]
    field: str


# Upload -------------------------------------------------------------------------------------------


def upload(file: File[bytes], *, name: str, by: User | None) -> Import:
    """Keep a spreadsheet with a first guess of what its columns mean. Raises `UnreadableError`."""
    content = file.read()
    file.seek(0)
    table = read(file.open("rb"))
    source = Import(
        file_name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        encoding=table.encoding,
        separator=table.separator,
        mapping=guessed_mapping(table.head),
        date_order=_order_shown(table),
    )
    file.seek(0)
    source.file.save(name, file, save=False)
    source.save()
    return source


def _order_shown(table: Table) -> str:
    indexes = [index for index, name in enumerate(guessed_mapping(table.head)) if name in DATES]
    if not indexes:
        return ""
    rows = islice(table.rows, SHOWING_ROWS)
    return guessed_order(row.cells[index] for row in rows for index in indexes if index < len(row.cells))


@contextmanager
def _opened(source: Import) -> Iterator[IO[bytes]]:
    """The file. Raises `UnreadableError` where it is gone, as of an import whose removal was interrupted."""
    try:
        file = source.file.open("rb")
    except FileNotFoundError as error:
        raise UnreadableError("broken_file") from error
    with file:
        yield file


def sample_columns(source: Import, encoding: str = "", separator: str = "") -> list[Sample]:
    """The columns with some cells of each, read as asked for or as the import says.

    Raises `UnreadableError`.
    """
    same = encoding in {"", source.encoding} and separator in {"", source.separator}
    with _opened(source) as file:
        table = read(file, encoding=encoding or source.encoding, separator=separator or source.separator)
        rows = [row.cells for row in islice(table.rows, SAMPLES)]
    mapping = (
        source.mapping if same and len(source.mapping) == len(table.head) else guessed_mapping(table.head)
    )
    return [
        Sample(heading, [cells[index] for cells in rows if index < len(cells)], mapping[index])
        for index, heading in enumerate(table.head)
    ]


def headings_of(source: Import) -> list[str]:
    """The head of the file. Raises `UnreadableError`."""
    return [column.heading for column in sample_columns(source)]


@transaction.atomic
def set_columns(source_id: int, **values: Any) -> Import:
    """Note what the columns mean and how the file is read; an earlier preview is void.

    Raises `WrongStateError`.
    """
    source = Import.objects.select_for_update().get(pk=source_id)
    if not source.may_be_previewed:
        raise WrongStateError
    for field, value in values.items():
        setattr(source, field, value)
    source.state, source.reason = ImportState.MAPPED, ""
    source.save()
    return source


# Preview ------------------------------------------------------------------------------------------


def request_preview(source: Import, *, by: User | None) -> Job | None:
    """Make the preview at once, or give the job that makes it where the file is long."""
    try:
        if _is_long(source):
            parameters = dict(
                zip(("encoding", "separator", "dates", "mapping"), _reading(source), strict=True)
            )
            return jobs.request(KIND, str(source.key), parameters, by)
    except UnreadableError:
        pass  # the preview notes why
    preview(source.pk)
    return None


def _is_long(source: Import) -> bool:
    with _opened(source) as file:
        return next(islice(_records(source, file)[1], AT_ONCE, None), None) is not None


def run_preview_job(job: Job, report: ReportProgress) -> None:
    """Make the preview a job was asked for, unless columns were named anew or the import written since."""

    def progress(done: int, total: int = 0, note: str = "") -> None:
        report(done, total, note or gettext("Reading the rows"))

    with suppress(WrongStateError, Import.DoesNotExist):
        preview(Import.objects.values_list("pk", flat=True).get(key=job.subject), progress)


def result_url(job: Job) -> str:
    return reverse("network:imports:import", args=[job.subject])


def latest_job(source: Import) -> Job | None:
    """The latest job that reads this import."""
    return Job.objects.filter(kind=KIND, subject=str(source.key)).order_by("requested_at").last()


def _records(source: Import, file: IO[bytes]) -> tuple[Table, Iterator[Record]]:
    table = read(file, encoding=source.encoding, separator=source.separator)
    return table, table.rows


def preview(source_id: int, progress: ReportProgress = no_progress) -> Import:
    """Read the file and say of each row what it would change; nothing is written to the directory.

    A file that cannot be read is noted as such. Raises `WrongStateError` for an import that was written, or
    whose columns were named anew meanwhile.
    """
    source = Import.objects.get(pk=source_id)
    try:
        rows = list(_parsed_rows(source, progress))
    except UnreadableError as error:
        return _failed(source, str(error))
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=source_id)
        if not locked.may_be_previewed or _reading(locked) != _reading(source):
            raise WrongStateError
        set_verdicts(rows)
        stage(locked, rows)
        return _previewed(locked, rows)


def _parsed_rows(source: Import, progress: ReportProgress) -> Iterator[Row]:
    """The rows of the file as understood, with a word on how far it is now and then."""
    with _opened(source) as file:
        table, records = _records(source, file)
        if len(source.mapping) != len(table.head):
            raise UnreadableError("broken_file")
        for done, row in enumerate(parse_rows(records, source.mapping, len(table.head), source.date_order)):
            if done % STEP == 0:
                progress(done, max(table.expected, done))
            yield row


def _reading(source: Import) -> tuple[Any, ...]:
    return source.encoding, source.separator, source.date_order, source.mapping


def _previewed(source: Import, rows: list[Row]) -> Import:
    if not rows:
        return _failed(source, "no_rows")
    count_verdicts(source, Counter(row.verdict for row in rows))
    source.state, source.reason = ImportState.PREVIEWED, ""
    source.preview += 1
    source.save()
    Import.objects.filter(pk=source.pk).update(previewed_at=Now())
    return source


def count_verdicts(source: Import, verdicts: dict[str, int]) -> None:
    source.new, source.changed = verdicts.get(Verdict.NEW, 0), verdicts.get(Verdict.CHANGED, 0)
    source.same, source.errors = verdicts.get(Verdict.SAME, 0), verdicts.get(Verdict.ERROR, 0)


def _failed(source: Import, code: str) -> Import:
    source.state, source.reason = ImportState.FAILED, code
    source.save(update_fields=["state", "reason"])
    return source


# Give up ----------------------------------------------------------------------------------------


@transaction.atomic
def discard(source_id: int) -> None:
    """Forget an import that was never written, its file first. Raises `WrongStateError`."""
    source = Import.objects.select_for_update().get(pk=source_id)
    if not source.may_be_previewed:
        raise WrongStateError
    source.file.delete(save=False)
    source.delete()
