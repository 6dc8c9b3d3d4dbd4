"""A State or organisation that raises a point, as actions and histories hand it on."""

from datetime import datetime
from typing import Any, NamedTuple, Self

from django.utils import timezone

from network.models import Organisation, State

Body = State | Organisation


class RaiserData(NamedTuple):
    """Who raises a point: a State or an organisation, and the account that did it for its State."""

    state_id: int | None
    organisation_id: int | None
    by_id: int | None
    at: datetime

    @classmethod
    def of(cls, row: Any) -> Self:
        """Read a `Raiser`, or a row of its history."""
        return cls(row.state_id, row.organisation_id, row.by_id, row.at)

    @classmethod
    def now(cls, body: Body, by_id: int | None) -> Self:
        """Let a body raise a point now; `by_id` is None where the secretariat enters it."""
        is_state = isinstance(body, State)
        return cls(body.pk if is_state else None, None if is_state else body.pk, by_id, timezone.now())

    def is_of(self, body: Body) -> bool:
        return body.pk == (self.state_id if isinstance(body, State) else self.organisation_id)
