"""The files of imports: the template, the original, the rejected rows."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from network.imports import sheets
from network.imports.actions import previews
from network.imports.models import Import, Verdict
from network.imports.views.pages import import_of
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.audit.views import Export, export
from nfp_portal.ui.downloads import sheet, stored_file

TITLE = "Focal points"


@allow(EDITORS)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    rows = sheets.template_rows()
    return sheet(kind, sheets.template_head(), rows, name="focal-points-template", title=TITLE)


@allow(EDITORS)
@export
def rejected(request: HttpRequest, key: UUID, kind: str) -> Export:
    """The rejected rows as they were uploaded, each with its reason."""
    source = _with_file(key)
    return Export(f"import:{source.key}", kind, lambda: _rejected(source, kind))


def _rejected(source: Import, kind: str) -> HttpResponse:
    headings = previews.headings_of(source)
    rows = sheets.rejected_rows(source.rows.filter(verdict=Verdict.ERROR), len(headings))
    head = sheets.rejected_head(headings)
    return sheet(kind, head, rows, name=f"rejected-{source.key}", title=TITLE)


@allow(EDITORS)
@export
def original(request: HttpRequest, key: UUID) -> Export:
    source = _with_file(key)
    return Export(f"import:{source.key}", "original", lambda: stored_file(source.file, source.file_name))


def _with_file(key: UUID) -> Import:
    """The import, as long as its file is kept."""
    source = import_of(key)
    if not source.file or not source.file.storage.exists(str(source.file)):
        raise Http404
    return source
