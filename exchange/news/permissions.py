"""Who writes news, and who publishes it."""

from exchange.news.models import NewsItem, NewsStatus
from exchange.permissions import may_edit
from nfp_portal.accounts.access import Reader


def may_write(reader: Reader, item: NewsItem) -> bool:
    """Whether this account changes the item: an editor, while it neither waits nor is published."""
    return may_edit(reader) and item.status == NewsStatus.DRAFT


def may_take_back(reader: Reader, item: NewsItem) -> bool:
    """Whether this account makes a draft of it again: an editor, once it was submitted or published."""
    return may_edit(reader) and item.status != NewsStatus.DRAFT
