"""What the search finds of initiatives, for who reads them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from exchange.initiatives.models import Initiative
from exchange.initiatives.wording import proposed_by
from network.search.facets import FIELD, STATE, YEAR
from network.search.ranking import Rows, Table, has_number
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader

_TEXTS = ("summary", "support", "lead", "organisers", "next_step")


def _initiatives(reader: Reader) -> Rows:
    return Initiative.objects.visible_to(reader)


def _of_initiatives(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.with_sponsors():
        detail = " · ".join(filter(None, (row.status_label, proposed_by(row))))
        text = "\n".join(filter(None, (getattr(row, name) for name in _TEXTS)))
        yield row.pk, Hit(row.title, row.get_absolute_url(), detail, row.is_demonstration, text)


FACETS = {STATE: "sponsors__state__iso2", FIELD: "field__slug", YEAR: "proposed_on__year"}
TABLE = Table(Initiative, _initiatives, _of_initiatives, ("-number",), exact=has_number, facets=FACETS)


def register() -> None:
    names = frozenset({"initiative", "initiatives"})
    register_searchable(Searchable(55, "initiatives", _("Initiatives"), (TABLE,), names))
