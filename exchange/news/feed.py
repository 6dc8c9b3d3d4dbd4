"""The Atom feed of published news."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from exchange.news.models import NewsItem
from nfp_portal.ui.feeds import NEVER, StableAtom
from nfp_portal.ui.markdown import render_markdown

NEWEST = 20


class NewsFeed(Feed[NewsItem, NewsItem]):
    """Addresses come from SITE_URL, never from the request's Host header."""

    feed_type = StableAtom
    title = _("News of the National Focal Points Network")
    subtitle = _("OSCE Border Security and Management")
    author_name = _("OSCE Secretariat, Border Security and Management Unit")

    def link(self) -> str:
        return settings.SITE_URL + reverse("exchange:news:list")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("exchange:news:feed")

    def items(self) -> QuerySet[NewsItem]:
        return NewsItem.objects.published().newest_first()[:NEWEST]

    def item_title(self, item: NewsItem) -> str:
        return item.title

    def item_description(self, item: NewsItem) -> SafeString:
        return render_markdown(item.body, 2, base=self.item_link(item))

    def item_link(self, item: NewsItem) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_pubdate(self, item: NewsItem) -> datetime:
        return item.published_at or NEVER

    def item_updateddate(self, item: NewsItem) -> datetime:
        return item.published_at or NEVER
