"""Papers as parts of a meeting that editors add, change, move and remove."""

from collections.abc import Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.documents import versions_then
from meetings.models import Document, DocumentVersion
from meetings.papers.forms import DocumentForm
from meetings.views.kinds import PartOfMeeting
from network.labels import ShownFields
from nfp_portal.ui.templatetags.elements import small_text


def describe(document: Document) -> SafeString:
    """Write the title as a link to the file, with symbol and purpose, and the languages it can be read in."""
    versions = document.latest
    symbol = document.symbol_of(document.version_for("en"))
    facts = (symbol, document.get_purpose_display(), _files(versions))
    return format_html("{}{}", _title(document, versions), small_text(_joined(filter(None, facts))))


def _joined(texts: Iterable[object]) -> SafeString:
    return format_html_join(" · ", "{}", ((text,) for text in texts))


def _title(document: Document, versions: list[DocumentVersion]) -> SafeString:
    readable = [version for version in versions if not version.has_lost_its_file]
    if not readable:
        return format_html("{}", document)
    return format_html('<a href="{}">{}</a>', url_of(document), document)


def _files(versions: list[DocumentVersion]) -> SafeString:
    return _joined(_file(version, alone=len(versions) == 1) for version in versions)


def _file(version: DocumentVersion, *, alone: bool) -> SafeString:
    """Name a file by its language, as a link where the title leads to another, with its kind and size."""
    size = version.size
    if size is None:
        return format_html('{} <span class="badge">{}</span>', version, _("File missing"))
    facts = f"{version.extension.upper()}, {filesizeformat(size)}"
    if alone:
        return format_html("{}, {}", version, facts)
    return format_html('<a href="{}">{}</a>, {}', url_of_version(version), version, facts)


def url_of(document: Document) -> str:
    return reverse("meetings:paper", args=[document.meeting.slug, document.key])


def url_of_version(version: DocumentVersion) -> str:
    document = version.document
    parts = [document.meeting.slug, document.key, version.language, version.number]
    return reverse("meetings:paper_version", args=parts)


def _files_then(events: list[Any]) -> dict[str, dict[int, str]]:
    """Say which files a document had at each of some rows of its history."""
    then = versions_then(events)
    return {
        "files": {
            key: "; ".join(f"{version}, {version.stored_as}" for version in versions)
            for key, versions in then.items()
        }
    }


PAPERS = PartOfMeeting(
    "papers",
    ShownFields(
        Document,
        ("title", "symbol", "kind", "purpose", "item_id", "audience", "files"),
        labels={"files": gettext_lazy("Files")},
        order="position",
        looked_up=("files",),
        lookup=_files_then,
    ),
    DocumentForm,
    gettext_lazy("Paper"),
    gettext_lazy("Add a paper"),
    "meeting",
    describe=describe,
)
