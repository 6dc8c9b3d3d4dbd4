"""Rows that point to something: its removal empties their field, and once it is restored they point again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from meetings.models import AgendaItem, Document
from nfp_portal.revisions.history import events_of


def _nothing(_row: Any) -> None:
    pass


@dataclass(frozen=True)
class PartLink:
    """The rows of `model` point to a part by `field`, which its removal empties; they count revisions.

    `before_removal` gets each such row, and `after_restoring` each that is linked again.
    """

    model: type[Any]
    field: str
    before_removal: Callable[[Any], None] = _nothing
    after_restoring: Callable[[Any], None] = _nothing

    @property
    def part_model(self) -> type[Any]:
        part_model: type[Any] = self.model._meta.get_field(self.field).related_model  # noqa: SLF001 - Django's documented name
        return part_model


_LINKS: list[PartLink] = [PartLink(Document, "item")]


def register_part_link(link: PartLink) -> None:
    """Let the rows of a model have the part again that was removed and restored."""
    _LINKS.append(link)


def _links_to(part: Any) -> Iterator[PartLink]:
    return (link for link in _LINKS if link.part_model is type(part))


def unlink_removed_item(row: Any) -> None:
    """Let a row that comes back have no item where its own was removed meanwhile."""
    if row.item_id and not AgendaItem.objects.filter(pk=row.item_id, meeting=row.meeting_id).exists():
        row.item = None


def notify_linked(part: Any) -> None:
    """Run what the rooms do before a part is removed."""
    for link in _links_to(part):
        for row in link.model.objects.filter(**{link.field: part}):
            link.before_removal(row)


def lock_those_that_had(part: Any) -> None:
    """Let others who write the rows that had a removed part wait until the transaction ends.

    Where more is locked to restore the part, this comes first, as it does for who writes those rows.
    """
    for link in _links_to(part):
        had_it = events_of(link.model).filter(**{f"{link.field}_id": part.pk})
        rows = link.model.objects.filter(pk__in=had_it.values("pgh_obj_id")).order_by("pk")
        list(rows.select_for_update(of=("self",)))


def link_again(part: Any) -> None:
    """Give a restored part to the rows that had it, as far as nobody changed them meanwhile."""
    for link in _links_to(part):
        unchanged = events_of(link.model).filter(
            pgh_obj_id=OuterRef("pk"), revision=OuterRef("revision"), **{f"{link.field}_id": part.pk}
        )
        for row in link.model.objects.filter(Exists(unchanged), **{link.field: None}):
            setattr(row, link.field, part)
            row.save(update_fields=[link.field])
            link.after_restoring(row)
