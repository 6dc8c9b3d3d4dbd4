"""The Atom feed of published issues: the same for everybody, with nothing for focal points only."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsletter.content import address_of, context_of, html_of, picture_on_portal
from newsletter.models import Issue, Withdrawal
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.feeds import NEVER, StableAtom

NEWEST = 20
_ENDS = (Max("at"), Max("put_back_at"))


class WholeIssues(StableAtom):
    """Atom with the whole text of an issue as its content, and its opening note as summary."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        """When an issue, an erratum or a withdrawal last changed the feed."""
        withdrawals: datetime = self.feed["withdrawals_at"]
        return max(super().latest_post_date(), withdrawals)


class IssueFeed(Feed[Issue, Issue]):
    """Addresses come from SITE_URL, never from the request's Host header."""

    feed_type = WholeIssues
    title = _("Newsletter of the National Focal Points Network")
    subtitle = _("OSCE Border Security and Management")
    author_name = _("OSCE Secretariat, Border Security and Management Unit")

    def link(self) -> str:
        return settings.SITE_URL + reverse("newsletter:archive")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("newsletter:feed")

    def feed_extra_kwargs(self, obj: object) -> dict[str, Any]:
        return {"withdrawals_at": Withdrawal.objects.aggregate(last=Greatest(*_ENDS))["last"] or NEVER}

    def items(self) -> QuerySet[Issue]:
        return Issue.objects.published().with_pieces()[:NEWEST]

    def item_title(self, item: Issue) -> str:
        return str(item)

    def item_description(self, item: Issue) -> str:
        return html_of(item.opening, item, 2)

    def item_extra_kwargs(self, item: Issue) -> dict[str, Any]:
        context = context_of(item, frozenset({Audience.ALL}), address=picture_on_portal)
        return {"content": render_to_string("newsletter/feed_item.html", context)}

    def item_link(self, item: Issue) -> str:
        return address_of(item)

    def item_pubdate(self, item: Issue) -> datetime | None:
        return item.released_at

    def item_updateddate(self, item: Issue) -> datetime | None:
        dates = [item.released_at, *(each.published_at for each in item.published_errata)]
        return max(each for each in dates if each is not None)
