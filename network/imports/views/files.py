"""The files of imports: the template, the original, the rejected rows."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from network.actions import reading
from network.imports import sheets
from network.imports.actions import previews
from network.imports.models import Import, Verdict
from network.imports.views.pages import import_of
from network.views.rate_limits import held_up
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.audit.views import export, reason_of
from nfp_portal.ui.downloads import sheet, stored_file

TITLE = "Focal points"


@allow(EDITORS)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    rows = sheets.template_rows()
    return sheet(kind, sheets.template_head(), rows, name="focal-points-template", title=TITLE)


@allow(EDITORS)
@held_up
@export
def rejected(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The rejected rows as they were, each with its reason: to mend and to bring again."""
    source = _with_file(key)
    headings = previews.headings_of(source)
    rows = sheets.rejected_rows(source.rows.filter(verdict=Verdict.ERROR), len(headings))
    _note(request, str(source.key), kind)
    head = sheets.rejected_head(headings)
    return sheet(kind, head, rows, name=f"rejected-{source.key}", title=TITLE)


@allow(EDITORS)
@held_up
@export
def original(request: HttpRequest, key: UUID) -> FileResponse:
    source = _with_file(key)
    _note(request, str(source.key), "original")
    return stored_file(source.file, source.file_name)


def _with_file(key: UUID) -> Import:
    """The import, as long as its file is kept."""
    source = import_of(key)
    if not source.file or not source.file.storage.exists(str(source.file)):
        raise Http404
    return source


def _note(request: HttpRequest, subject: str, kind: str) -> None:
    reason = reason_of(request)
    reading.note_export(by=signed_in(request), subject=f"import:{subject}", kind=kind, **reason)
