"""The papers of a meeting as its agenda has them: of the meeting as a whole first, then item by item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meetings.models import AgendaItem, Document


@dataclass(frozen=True)
class Group:
    """`item` is None for papers that hang on nothing that this reader may see."""

    item: AgendaItem | None
    documents: list[Document]


def by_item(documents: Iterable[Document], items: Iterable[AgendaItem]) -> Iterator[Group]:
    """Yield the groups that have papers; `items` are those that the reader may see, in order."""
    shown = list(items)
    known = {item.pk for item in shown}
    of_item: dict[int | None, list[Document]] = {}
    for document in documents:
        of_item.setdefault(document.item_id if document.item_id in known else None, []).append(document)
    for item in (None, *shown):
        if own := of_item.get(item.pk if item else None):
            yield Group(item, own)
