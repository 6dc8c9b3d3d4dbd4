"""What the search finds of news, for who reads it."""

from collections.abc import Iterable

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.news.models import NewsItem
from network.search.facets import FIELD, STATE, YEAR
from network.search.ranking import Rows, Table
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader

FACETS = {STATE: "states__iso2", FIELD: "fields_of_work__slug", YEAR: "issued_on__year"}


def _news(_reader: Reader) -> Rows:
    return NewsItem.objects.published()


def _of_news(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows:
        on = date_format(row.issued_on, "j F Y") if row.issued_on else _("issued on: not recorded")
        yield row.pk, Hit(row.title, row.get_absolute_url(), on, row.is_demonstration, row.body)


TABLE = Table(
    NewsItem,
    _news,
    _of_news,
    (models.F("issued_on").desc(nulls_last=True), "-pk"),
    facets=FACETS,
)


def register() -> None:
    register_searchable(Searchable(45, "news", gettext_lazy("News"), (TABLE,), frozenset({"news"})))
