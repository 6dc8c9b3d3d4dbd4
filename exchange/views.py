"""The history of a question, an initiative or a practice, as the editors see it: one page for all rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network.labels import ShownFields
from nfp_portal.revisions.history import (
    RECORDED,
    REMOVED,
    History,
    Step,
    Version,
    by_whom,
    events_of,
    names_of,
    where_differing,
)
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.renderers import NOTHING
from nfp_portal.ui.templatetags.elements import element

ON_A_PAGE = 50
Related = dict[str, dict[int, str]]


@dataclass(frozen=True)
class Source:
    """The rows of one model that belong to the page, by a `lookup`; a change is one of the fields `shown`.

    `label` names them where they are not the thing itself, and `title` are the fields that name each. Rows of
    a list (`is_list`) are only added and removed.
    """

    shown: ShownFields
    lookup: dict[str, Any]
    label: str = ""
    title: tuple[str, ...] = ()
    is_list: bool = False

    @property
    def events(self) -> Any:
        rows = events_of(self.shown.model).filter(**self.lookup)
        return rows if self.is_list else where_differing(rows, self.shown.names)

    def title_of(self, event: Any, related: Related) -> str:
        texts = (self.shown.in_words(name, getattr(event, name), related.get(name)) for name in self.title)
        return ": ".join(filter(None, texts))


def history_page(
    request: HttpRequest, thing: Any, listed: tuple[str, str], sources: Sequence[Source]
) -> HttpResponse:
    """Show what became different, newest first; `thing` has a title and a page, `listed` names its list."""
    history = History(partial(_steps, sources), [source.events for source in sources])
    list_label, list_url = listed
    context = {
        "thing": thing,
        "list_label": list_label,
        "list_url": list_url,
        "page": paginate(request.GET, history, ON_A_PAGE),
    }
    return render(request, "exchange/history.html", context)


def _steps(sources: Sequence[Source], versions: list[Version]) -> list[Step]:
    """The steps of these versions; a query, and one for each relation that has values."""
    names = names_of(version.now for version in versions)
    related = {
        number: source.shown.related_names(
            row for each in versions if each.source == number for row in (each.before, each.now) if row
        )
        for number, source in enumerate(sources)
    }
    return [
        _step(sources[each.source], each, by_whom(each.now, names), related[each.source]) for each in versions
    ]


def _step(source: Source, version: Version, by: str, related: Related) -> Step:
    is_change = version.before and version.now.pgh_label != REMOVED
    changes = source.shown.changes(version.before, version.now, related) if is_change else []
    return Step(version.now.pgh_created_at, by, changes, heading=_heading(source, version, related))


def _heading(source: Source, version: Version, related: Related) -> SafeString:
    """Name what a step is about, and mark where it began or was removed; nothing where there is neither."""
    title = source.title_of(version.now, related)
    about = format_html("<strong>{}:</strong> {}", source.label, title) if source.label else NOTHING
    mark = ""
    if version.now.pgh_label == REMOVED:
        mark = _("removed")
    elif not version.before or version.now.pgh_label == RECORDED:
        mark = _("added") if source.label else _("started")
    return (
        element("p", format_html("{} {}", about, element("span", mark, "badge")))
        if about or mark
        else NOTHING
    )
