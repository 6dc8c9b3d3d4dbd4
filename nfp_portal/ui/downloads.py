"""Answers that are files to save: generated and stored ones."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse

from nfp_portal.ui.spreadsheets import CSV_TYPE, XLSX_TYPE, Cell, to_csv, to_xlsx


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def stored_file(file: FieldFile, name: str) -> FileResponse:
    """Return an uploaded file as `name`. Raises `Http404` if the storage lacks it."""
    try:
        return FileResponse(file.open(), as_attachment=True, filename=name)
    except FileNotFoundError as missing:
        raise Http404 from missing


def sheet(
    kind: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str, title: str
) -> HttpResponse:
    """Return the rows as a spreadsheet of `kind` csv or xlsx; `name` is without extension."""
    if kind == "csv":
        return attachment(to_csv(head, rows), CSV_TYPE, f"{name}.csv")
    return attachment(to_xlsx(head, rows, title=title), XLSX_TYPE, f"{name}.xlsx")


def sent_by_proxy(response: FileResponse) -> HttpResponse | FileResponse:
    """Return an answer by which the proxy sends the stored file; any other answer as it is."""
    file: Any = getattr(response, "file_to_stream", None)
    root = Path(settings.MEDIA_ROOT)
    path = root / str(getattr(file, "name", ""))
    if response.status_code != 200 or not path.is_relative_to(root) or not path.is_file():  # noqa: PLR2004
        return response
    file.close()  # not the response: Django would take that for the end of the request
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers["X-Accel-Redirect"] = quote(f"/{path.relative_to(root)}")
    return HttpResponse(headers=headers)
