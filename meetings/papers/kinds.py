"""Papers as parts of a meeting that editors add, change, move and remove."""

from pathlib import PurePath
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.papers.forms import PaperForm
from meetings.papers.models import Paper
from meetings.views.kinds import PartOfMeeting
from network.labels import ShownFields
from nfp_portal.ui.templatetags.elements import small_text

FILE_NAME_SHOWN = 6


def describe(paper: Paper) -> SafeString:
    """Write the title as a link to the file, with its size, symbol and languages."""
    language = f"({paper.language})" if paper.language else ""
    return format_html("{}{}{}", _file(paper), small_text(paper.symbol), small_text(language))


def _file(paper: Paper) -> SafeString:
    if paper.has_lost_its_file:
        return format_html('{} <span class="badge">{}</span>', paper, _("File missing"))
    if not paper.file:
        return format_html("{}", paper)
    url = reverse("meetings:paper", args=[paper.meeting.slug, paper.key])
    return format_html('<a href="{}">{}</a>{}', url, paper, small_text(filesizeformat(paper.size or 0)))


def _stored_as(file: Any) -> str:
    """Name a file by its kind and how its random name begins, so that another is seen to be another."""
    path = PurePath(str(file))
    return f"{path.suffix.removeprefix('.').upper()} ({path.stem[:FILE_NAME_SHOWN]})"


PAPERS = PartOfMeeting(
    "papers",
    ShownFields(
        Paper,
        ("title", "symbol", "language", "audience", "file"),
        values={"file": _stored_as},
        order="position",
    ),
    PaperForm,
    gettext_lazy("Paper"),
    gettext_lazy("Add a paper"),
    "meeting",
    describe=describe,
)
