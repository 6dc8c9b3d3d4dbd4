"""What everybody reads: the list of news, an item, its photograph, the feed."""

from collections.abc import Iterable, Iterator
from mimetypes import guess_type
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from exchange.news.feed import NewsFeed
from exchange.news.models import NewsItem, NewsStatus
from exchange.news.permissions import may_take_back, may_write
from exchange.news.sections import NEWS_OF_FIELD
from exchange.news.views.lookups import item_of
from exchange.permissions import may_edit
from meetings.models import Meeting
from network.facets import field_facet, state_facet
from network.following.subjects import follow_kind
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.revisions.approval import last_remark
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.filters import Facet, ListFilter
from nfp_portal.ui.pagination import paginate

SHOWN = 20


@allow(ANYONE)
def news(request: HttpRequest) -> HttpResponse:
    """List what is published, newest first; for editors also what is not published yet."""
    published = NewsItem.objects.published()
    narrowing = ListFilter(request.GET, _("Title or text"), _facets())
    rows = narrowing.narrow(published.matching(narrowing.query)).newest_first()
    context = {
        "filter": narrowing,
        "clear_url": reverse("exchange:news:list") if narrowing.is_used else "",
        "page": paginate(request.GET, rows.prefetch_related("issuers"), SHOWN),
        "follow": follow_kind(NEWS_OF_FIELD, request.user),
        "tools": [],
    }
    if may_edit(request.user):
        context["waiting"] = NewsItem.objects.unpublished().with_status()[:SHOWN]
        context["tools"] = [Button(_("Write a news item"), reverse("exchange:news:begin"), "")]
    return render(request, "exchange/news/list.html", context)


def _facets() -> list[Facet]:
    field, state = field_facet(), state_facet("states__iso2")
    return [Facet("field", field.label, field.choices, "fields_of_work__slug", field.nothing_chosen), state]


@allow(ANYONE)
def item(request: HttpRequest, slug: str) -> HttpResponse:
    shown = item_of(request, slug)
    context = {
        "item": shown,
        "facts": list(_facts(request, shown)),
        "tools": _tools(request, shown),
        "remark": last_remark(shown.subject) if shown.status == NewsStatus.DRAFT else "",
        "updated_at": shown.edited_at,
    }
    return render(request, "exchange/news/item.html", context)


def _facts(request: HttpRequest, shown: NewsItem) -> Iterator[tuple[str, str | SafeString]]:
    """Yield what is recorded of an item, as term and text; a meeting that is internal is not named."""
    unknown = _("not recorded")
    yield _("Issued on"), date_format(shown.issued_on, "j F Y") if shown.issued_on else unknown
    yield _("Issued by"), _linked(shown.issuers.all()) or unknown
    yield _("Fields of work"), _linked(shown.fields_of_work.all()) or unknown
    if states := _linked(shown.states.all()):
        yield _("States"), states
    for meeting in Meeting.objects.visible_to(request.user).filter(news=shown):
        yield _("Meeting"), format_html('<a href="{}">{}</a>', meeting.get_absolute_url(), meeting)
    if shown.recorded_in:
        yield _("Source"), shown.recorded_in


def _linked(rows: Iterable[Any]) -> SafeString:
    return format_html_join(", ", '<a href="{}">{}</a>', ((row.get_absolute_url(), row.name) for row in rows))


def _tools(request: HttpRequest, shown: NewsItem) -> list[Button]:
    """Return what this account can do with the item now; the next step is filled."""
    if not may_edit(request.user):
        return []
    names = ("change", "submit", "take_back", "approve", "delete", "history")
    urls = {name: reverse(f"exchange:news:{name}", args=[shown.slug]) for name in names}
    tools = []
    if may_write(request.user, shown):
        tools += [
            Button(_("Submit for approval"), urls["submit"], "", fields={}),
            Button(_("Change"), urls["change"]),
            Button(_("Delete"), urls["delete"]),
        ]
    if shown.status == NewsStatus.SUBMITTED:
        tools.append(Button(_("Read and approve"), urls["approve"], ""))
    if may_take_back(request.user, shown):
        tools.append(Button(_("Make a draft of it again"), urls["take_back"]))
    return [*tools, Button(_("History"), urls["history"])]


@allow(ANYONE)
def photo(request: HttpRequest, slug: str) -> FileResponse:
    """Send the photograph, to be shown. Raises `Http404` where there is none, or the store has lost it."""
    shown = item_of(request, slug)
    if not shown.photo:
        raise Http404
    try:
        return FileResponse(shown.photo.open(), content_type=guess_type(str(shown.photo.name))[0])
    except FileNotFoundError as missing:
        raise Http404 from missing


@allow(ANYONE)
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    return NewsFeed()(request)
