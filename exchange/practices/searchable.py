"""What the search finds of practices, for who reads them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable


def find_practices(query: str, reader: Reader) -> Iterator[Hit]:
    rows = Practice.objects.visible_to(reader).published().matching(query).select_related("state")
    for row in rows[:ENOUGH]:
        detail = f"{row.state.name} · {row.get_stage_display()}"
        yield Hit(row.title, row.get_absolute_url(), detail, row.is_demonstration)


def register() -> None:
    register_searchable(Searchable(56, "practices", _("Practices"), find_practices))
