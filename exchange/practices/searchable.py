"""What the search finds of practices, for who reads them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice
from network.search.facets import FIELD, STATE, YEAR
from network.search.ranking import Rows, Table
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader

_TEXTS = ("summary", "worked", "failed", "proof")


def _practices(reader: Reader) -> Rows:
    return Practice.objects.visible_to(reader).published()


def _of_practices(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.select_related("state"):
        detail = f"{row.state.name} · {row.get_stage_display()}"
        text = "\n".join(filter(None, (getattr(row, name) for name in _TEXTS)))
        yield row.pk, Hit(row.title, row.get_absolute_url(), detail, row.is_demonstration, text)


FACETS = {STATE: "state__iso2", FIELD: "field__slug", YEAR: "published_at__year"}
TABLE = Table(Practice, _practices, _of_practices, ("-published_at",), facets=FACETS)


def register() -> None:
    names = frozenset({"practice", "practices"})
    register_searchable(Searchable(56, "practices", _("Practices"), (TABLE,), names))
