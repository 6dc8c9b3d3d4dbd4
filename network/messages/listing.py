"""The messages as a table: what, to whom, by whom, and what became of the copies."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, status

Cells = tuple[object, ...]


def table_of_messages(rows: Iterable[Any]) -> Table:
    """Return the table of messages `with_counts`."""
    columns = [Column(_("Message")), Column(_("To")), Column(_("Written by")), Column(_("Copies"))]
    return table_of(columns, ((f"message-{row.pk}", _cells(row)) for row in rows))


def _cells(row: Any) -> Cells:
    title = format_html('<a href="{}">{}</a>{}', row.get_absolute_url(), row.subject, demonstration(row))
    written = format_html('{} <span class="table__second muted">{}</span>', row.by, _when(row))
    return title, row.about, written, _copies(row)


def _when(row: Any) -> str:
    at = date_format(localtime(row.sent_at or row.changed_at), "j M Y, H:i")
    return at if row.sent_at else _("changed %(time)s") % {"time": at}


def _copies(row: Any) -> SafeString:
    if not row.sent_at:
        return status("draft", _("not sent"))
    parts = [ngettext("%(n)d sent", "%(n)d sent", row.arrived) % {"n": row.arrived}]
    if row.waiting:
        parts.append(ngettext("%(n)d waits", "%(n)d wait", row.waiting) % {"n": row.waiting})
    if row.failed:
        parts.append(ngettext("%(n)d did not arrive", "%(n)d did not arrive", row.failed) % {"n": row.failed})
    mark = "failed" if row.failed else "waiting" if row.waiting else "done"
    return status(mark, ", ".join(parts))
