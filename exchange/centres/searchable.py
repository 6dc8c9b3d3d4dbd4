"""What the search finds of centres: what everybody may read of them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from exchange.centres.models import Centre
from network.search.facets import STATE
from network.search.ranking import Rows, Table
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader


def _centres(_reader: Reader) -> Rows:
    return Centre.objects.kept()


def _of_centres(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.select_related("host"):
        detail = " · ".join(filter(None, (row.location, row.host.name if row.host else "")))
        yield row.pk, Hit(row.name, row.get_absolute_url(), detail, row.is_demonstration, row.agreement)


FACETS = {STATE: "host__iso2"}
TABLE = Table(Centre, _centres, _of_centres, newest=("name",), title="name", facets=FACETS)


def register() -> None:
    names = frozenset({"centre", "centres", "center", "pcc", "pccc"})
    register_searchable(Searchable(57, "centres", _("Co-operation centres"), (TABLE,), names))
