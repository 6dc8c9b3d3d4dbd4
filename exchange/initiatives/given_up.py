"""Drafts that were given up: what is left of them in the history, and who brings them back."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from exchange.initiatives.models import Initiative, Sponsor, Step
from exchange.permissions import may_edit
from network.permissions import represented_states
from nfp_portal.accounts.access import EDITORS, Reader
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import REMOVED, author_of, events_of


def given_up(keys: Iterable[UUID]) -> list[Any]:
    """Return the rows of history that drafts of these keys left, but for keys of which there is one now."""
    rows = events_of(Initiative).filter(key__in=keys).order_by("key", "-pgh_id").distinct("key")
    return [row for row in rows.select_related("pgh_context") if row.pgh_label == REMOVED]


def removed_with(removed: Any, model: type[Sponsor | Step]) -> QuerySet[Any]:
    """Return the rows of history that the sponsors or steps of a draft left together with it."""
    same: QuerySet[Any] = events_of(model).filter(
        initiative=removed.pgh_obj_id, pgh_label=REMOVED, pgh_created_at=removed.pgh_created_at
    )
    return same


def is_of_its_state(reader: Reader, removed: Any) -> bool:
    states = removed_with(removed, Sponsor).values("state")
    return represented_states(reader).filter(pk__in=states).exists()


def may_restore(reader: Reader, removed: Any) -> bool:
    """Whether this account brings it back: the people of its State; editors what one of them gave up."""
    return is_of_its_state(reader, removed) or (may_edit(reader) and bool(given_up_by_editors([removed])))


def given_up_by_editors(rows: Sequence[Any]) -> list[Any]:
    """Keep what editors gave up on behalf of a State."""
    authors = {who for row in rows if (who := author_of(row))}
    editors = set(User.objects.filter(role__in=EDITORS, pk__in=authors).values_list("pk", flat=True))
    return [row for row in rows if author_of(row) in editors]
