"""What the search finds of initiatives, for who reads them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from exchange.initiatives.models import Initiative
from exchange.initiatives.wording import proposed_by
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable


def find_initiatives(query: str, reader: Reader) -> Iterator[Hit]:
    for row in Initiative.objects.visible_to(reader).matching(query).with_sponsors()[:ENOUGH]:
        detail = " · ".join(filter(None, (row.status_label, proposed_by(row))))
        yield Hit(row.title, row.get_absolute_url(), detail, row.is_demonstration)


def register() -> None:
    register_searchable(Searchable(55, "initiatives", _("Initiatives"), find_initiatives))
