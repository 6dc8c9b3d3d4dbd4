"""The history of a news item and of what people say in it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.news.models import NewsItem, Statement
from exchange.news.views.lookups import item_of
from exchange.views import Source, history_page
from network.labels import ShownFields
from nfp_portal.accounts.access import EDITORS, allow

SHOWN = ShownFields(
    NewsItem,
    (
        *("title", "kind", "location", "issued_on", "body", "meeting_id", "photo_credit", "photo_alt"),
        *("recorded_in", "published_at"),
    ),
)


@allow(EDITORS)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    item = item_of(request, slug)
    statement = ShownFields(Statement, ("speaker", "function", "text"))
    sources = [
        Source(SHOWN, {"pgh_obj": item.pk}),
        Source(statement, {"item": item.pk}, _("Statement"), ("speaker", "text"), is_list=True),
    ]
    return history_page(request, item, (_("News"), reverse("exchange:news:list")), sources)
