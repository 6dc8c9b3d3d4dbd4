"""The history of rows as pages show it: who changed what, from what, to what, and when.

pghistory's triggers keep each version of a tracked row. Here they become steps, newest first, over the
histories of one model or of several.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from pghistory.models import Event

from nfp_portal.accounts.models import User
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.renderers import NOTHING

# What pghistory calls the rows that its triggers write.
RECORDED, CHANGED, REMOVED = "insert", "update", "delete"
# The context of a request that moves a row within its list names the row's key by this.
MOVED = "moved"


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """What one request did to a row. `revision` is what Undo takes back; None where nothing does."""

    at: datetime
    by: str
    changes: list[FieldChange]
    revision: int | None = None
    heading: SafeString = NOTHING
    offered: Button | None = None


@dataclass(frozen=True)
class Version:
    """A row of history (`now`), the one before it of the same row, and which of the sources it is from."""

    source: int
    now: Any
    before: Any = None

    @property
    def is_last(self) -> bool:
        """Whether nothing has happened to the row since."""
        return not self.now.has_later


def undo_button(url: str) -> Button:
    """The button at the latest step of a history, for an account that may change the row."""
    return Button(_("Undo this change"), url, "quiet small", fields={})


def events_of(model: type[models.Model]) -> Any:
    """All history of a model's rows; also of those that are removed."""
    return model.pgh_event_models[RECORDED].objects  # type: ignore[attr-defined] # made by pghistory


def row_of(model: type[models.Model], event: Any) -> Any:
    """Return the row as it was, not saved, with the primary key it had."""
    tracked = {field.attname for field in event._meta.concrete_fields}  # noqa: SLF001 - Django's documented _meta
    names = [field.attname for field in model._meta.concrete_fields if field.attname in tracked]  # noqa: SLF001 - as above
    return model(**{name: getattr(event, name) for name in names} | {"pk": event.pgh_obj_id})


def row_without_missing(model: type[models.Model], event: Any) -> Any:
    """Return the row as it was; a field that referred to what was removed meanwhile is empty."""
    row = row_of(model, event)
    fields: Any = model._meta.concrete_fields  # noqa: SLF001 - Django's documented _meta
    for field in fields:
        if field.many_to_one and field.remote_field.on_delete is models.SET_NULL:
            rows = field.related_model._base_manager  # noqa: SLF001 - Django's documented name
            if not rows.filter(pk=getattr(row, field.attname)).exists():
                setattr(row, field.attname, None)
    return row


def differing(row: Any, event: Any, *, leaving_out: Collection[str]) -> dict[str, Any]:
    """Return what the history says of a row in `event`, by column, as far as the row of now differs."""
    tracked = {field.attname for field in event._meta.concrete_fields} - set(leaving_out)  # noqa: SLF001 - Django's documented _meta
    then = row_of(type(row), event)
    names = [field.attname for field in row._meta.concrete_fields if field.attname in tracked]  # noqa: SLF001 - as above
    return {name: getattr(then, name) for name in names if getattr(row, name) != getattr(then, name)}


def at_new_revisions(events: Any, *, or_moved: bool = False) -> Any:
    """Keep what made a row, removed it, brought it to a new revision, or moved it (by its `key`).

    What only follows from it is left out: the new positions of a list's other rows.
    """
    same = events.model.objects.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), revision=OuterRef("revision"), pgh_id__lt=OuterRef("pgh_id")
    )
    is_step = Q(pgh_label=REMOVED) | Q(~Exists(same))
    if or_moved:
        events = events.alias(moved=KeyTextTransform(MOVED, "pgh_context__metadata"))
        later = events.model.objects.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"),
            pgh_context=OuterRef("pgh_context"),
            pgh_id__gt=OuterRef("pgh_id"),
        )
        # A gap in the list is closed by the same request before the row moves.
        is_step |= Q(moved=Cast("key", models.TextField())) & ~Q(Exists(later))
    return events.filter(is_step)


def where_differing(events: Any, names: Iterable[str]) -> Any:
    """Keep the first version of each row, and those that differ in these columns from the one before."""
    shown = Cast(JSONObject(**{name: name for name in names}), models.TextField())
    rows = events.model.objects.alias(shown=shown)
    alike = rows.filter(pgh_id=OuterRef("before_id"), shown=OuterRef("shown"))
    return with_before(events).alias(shown=shown).filter(~Exists(alike))


def with_before(events: Any) -> Any:
    """Add to each row of history the primary key of the one before of the same row, as `before_id`."""
    same = events.model.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"))
    before = same.filter(pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id").values("pgh_id")
    later = same.filter(pgh_id__gt=OuterRef("pgh_id"))
    return events.annotate(before_id=Subquery(before[:1]), has_later=Exists(later))


def before_each(events: Sequence[Any]) -> dict[int, Any]:
    """The rows of history before these, which were read `with_before`, by primary key; one query."""
    wanted = [event.before_id for event in events if event.before_id]
    return type(events[0]).objects.in_bulk(wanted) if wanted else {}


def acts(rows: models.QuerySet[Any], at: models.F) -> models.QuerySet[Any]:
    """Return rows that are no history as a source of `History`: each happened at the instant `at`."""
    known: models.QuerySet[Any] = rows.annotate(pgh_id=F("pk"), pgh_created_at=at)
    return known


class History(Sequence[Step]):
    """The steps of several sources, newest first, to be paged; `sources` are rows of history, a model each.

    A source may be `acts` instead: rows that say themselves what happened, each a step.

    Counting is one query; a slice is one, two for each source that it has rows of, and those of `in_words`.
    That may leave out what changed nothing a page shows: a slice can be shorter than it was asked for.
    """

    def __init__(self, in_words: Callable[[list[Version]], list[Step]], sources: Sequence[Any]) -> None:
        self._in_words, self._sources = in_words, sources

    def __len__(self) -> int:
        number: int = self._keys().count()
        return number

    def __iter__(self) -> Iterator[Step]:
        return iter(self[:])

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> list[Step]: ...
    def __getitem__(self, index: int | slice) -> Step | list[Step]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        keys = [key[:2] for key in self._keys().order_by("-pgh_created_at", "-pgh_id", "source")[index]]
        versions = {
            key: version
            for source in sorted({key[0] for key in keys})
            for key, version in self._versions(source, keys)
        }
        return self._in_words([versions[key] for key in keys])

    def _keys(self) -> Any:
        first, *others = [
            events.order_by().annotate(source=Value(index)).values_list("source", "pgh_id", "pgh_created_at")
            for index, events in enumerate(self._sources)
        ]
        return first.union(*others, all=True)

    def _versions(
        self, source: int, keys: list[tuple[int, int]]
    ) -> Iterator[tuple[tuple[int, int], Version]]:
        rows = self._sources[source].filter(pgh_id__in=[key for each, key in keys if each == source])
        if not issubclass(rows.model, Event):
            for row in rows:
                yield (source, row.pgh_id), Version(source, row)
            return
        events = list(with_before(rows).select_related("pgh_context"))
        former = before_each(events)
        for event in events:
            yield (source, event.pgh_id), Version(source, event, former.get(event.before_id))


def by_whom(event: Any, names: dict[int | None, str]) -> str:
    """Who wrote a row of history; `names` are those of `names_of`. Empty for what the portal did itself."""
    return names.get(author_of(event), "")


def author_of(event: Any) -> int | None:
    """Return the key of the account that wrote a row of history; None for what the portal did itself."""
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def names_of(events: Iterable[Any]) -> dict[int | None, str]:
    """The accounts that wrote these rows of history, by key, named as they are called today; one query."""
    accounts = User.objects.filter(pk__in={who for event in events if (who := author_of(event))})
    return {user.pk: str(user) for user in accounts}
