"""What the search finds of the newsletter."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from newsletter.models import Issue
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import audiences_of
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable


def find_issues(query: str, reader: Reader) -> Iterator[Hit]:
    for issue in Issue.objects.published().matching(query, audiences_of(reader))[:ENOUGH]:
        yield Hit(str(issue), issue.get_absolute_url(), issue.period, issue.is_demonstration)


def register() -> None:
    register_searchable(Searchable(90, "issues", _("Issues of the newsletter"), find_issues))
