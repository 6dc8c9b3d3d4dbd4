"""Rows that point to an item of the agenda: they lose it with its removal, and get it back with Restore."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef

from meetings.models import AgendaItem, Document
from nfp_portal.revisions.history import events_of

# Each gets a row whose item is about to be removed.
BeforeRemoval = Callable[[Any], None]
_LINKED: dict[type[Any], BeforeRemoval | None] = {Document: None}


def register_item_link(model: type[Any], before_removal: BeforeRemoval) -> None:
    """Treat the rows of a model with an `item` before that is removed; a restored one is theirs again."""
    _LINKED[model] = before_removal


def unlink_removed_item(row: Any) -> None:
    """Let a row that comes back have no item where its own was removed meanwhile."""
    if row.item_id and not AgendaItem.objects.filter(pk=row.item_id, meeting=row.meeting_id).exists():
        row.item = None


def notify_linked(item: AgendaItem) -> None:
    """Run what the rooms do before an item is removed."""
    for model, before_removal in _LINKED.items():
        if before_removal is not None:
            for row in model.objects.filter(item=item):
                before_removal(row)


def link_again(item: AgendaItem) -> None:
    """Give a restored item to the rows that had it, as far as nobody changed them meanwhile."""
    for model in _LINKED:
        unchanged = events_of(model).filter(
            pgh_obj_id=OuterRef("pk"), revision=OuterRef("revision"), item_id=item.pk
        )
        model.objects.filter(Exists(unchanged), meeting=item.meeting, item=None).update(item=item)
