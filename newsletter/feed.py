"""The Atom feed of published issues: the same for everybody, with nothing for focal points only."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from newsletter.content import context_of
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience

NEWEST = 20


class IssueFeed(Feed[Issue, Issue]):
    """Addresses come from SITE_URL, never from the request's Host header."""

    feed_type = Atom1Feed
    title = _("Newsletter of the National Focal Points Network")
    subtitle = _("OSCE Border Security and Management")

    def link(self) -> str:
        return settings.SITE_URL + reverse("newsletter:archive")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("newsletter:feed")

    def items(self) -> QuerySet[Issue]:
        return Issue.objects.published().with_pieces()[:NEWEST]

    def item_title(self, item: Issue) -> str:
        return str(item)

    def item_description(self, item: Issue) -> str:
        context = context_of(item, frozenset({Audience.ALL}))
        return render_to_string("newsletter/feed_item.html", context)

    def item_link(self, item: Issue) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_pubdate(self, item: Issue) -> datetime | None:
        return item.released_at

    def item_updateddate(self, item: Issue) -> datetime | None:
        return item.released_at
