"""Files to be saved: their content is made as somebody asks."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from nfp_portal.ui.spreadsheets import CSV_TYPE, XLSX_TYPE, Cell, to_csv, to_xlsx


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def sheet(
    kind: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str, title: str
) -> HttpResponse:
    """The rows as a spreadsheet of this `kind`, csv or xlsx; the file's `name` comes without its ending."""
    if kind == "csv":
        return attachment(to_csv(head, rows), CSV_TYPE, f"{name}.csv")
    return attachment(to_xlsx(head, rows, title=title), XLSX_TYPE, f"{name}.xlsx")
