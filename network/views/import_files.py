"""The files of imports: the template, the original, the rejected rows."""

from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from network.actions import imports
from network.importing import sheets
from network.models import Import, Verdict
from network.views.imports import import_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.ui import spreadsheets
from nfp_portal.ui.spreadsheets import Cell

Rows = list[list[Cell]]


@allow(EDITORS)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    rows: Rows = [list(row) for row in sheets.template_rows()]
    return _sheet(kind, sheets.template_head(), rows, "focal-points-template")


@allow(EDITORS)
def rejected(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The rejected rows as they were, each with its reason: to mend and to bring again."""
    source = _with_file(key)
    headings = imports.headings_of(source)
    rows = sheets.rejected_rows(source.rows.filter(verdict=Verdict.ERROR), len(headings))
    _note(request, str(source.key), kind)
    return _sheet(kind, sheets.rejected_head(headings), [list(row) for row in rows], f"rejected-{source.key}")


@allow(EDITORS)
def original(request: HttpRequest, key: UUID) -> FileResponse:
    source = _with_file(key)
    _note(request, str(source.key), "original")
    return FileResponse(source.file.open(), as_attachment=True, filename=source.file_name)


def _with_file(key: UUID) -> Import:
    """The import, as long as its file is kept."""
    source = import_of(key)
    if not source.file:
        raise Http404
    return source


def _note(request: HttpRequest, subject: str, kind: str) -> None:
    record(Act.EXPORT, by=signed_in(request), subject=f"import:{subject}", kind=kind)


def _sheet(kind: str, head: list[str], rows: Rows, name: str) -> HttpResponse:
    if kind == "csv":
        content, content_type = spreadsheets.to_csv(head, rows), spreadsheets.CSV_TYPE
    else:
        content, content_type = spreadsheets.to_xlsx(head, rows, title="Focal points"), spreadsheets.XLSX_TYPE
    disposition = f'attachment; filename="{quote(name)}.{kind}"'
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
