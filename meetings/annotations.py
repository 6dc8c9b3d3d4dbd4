"""What the rooms say under the items of an agenda. They register when Django starts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from meetings.models import AgendaItem, Meeting
from nfp_portal.accounts.access import Reader


@dataclass(frozen=True)
class Annotation:
    """A line under an item; with a `title` and a `text` where a page or document shows all of it."""

    line: str
    title: str = ""
    text: str = ""


# What stands under which items, by their primary keys.
Annotations = Mapping[int, Sequence[Annotation]]
Annotator = Callable[[Meeting, Reader], Annotations]
_ANNOTATORS: list[Annotator] = []


def register_annotator(annotator: Annotator) -> None:
    """Let a room say under the items of a meeting what a reader may know."""
    if annotator not in _ANNOTATORS:
        _ANNOTATORS.append(annotator)


def annotate_for(meeting: Meeting, items: Iterable[AgendaItem], reader: Reader) -> None:
    """Read what the rooms say under these items to a reader."""
    rows = list(items)
    for annotator in _ANNOTATORS:
        annotate(rows, annotator(meeting, reader))


def annotate(items: Iterable[AgendaItem], annotations: Annotations) -> None:
    for item in items:
        item.annotations = [*item.annotations, *annotations.get(item.pk, ())]
