"""Ask somebody for a practice by a link; what comes by it is reviewed as any other offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.practices import actions
from exchange.practices.letters import request_letter
from exchange.practices.models import Practice, PracticeRequest
from network.models import State
from nfp_portal.accounts.models import User


class RequestClosedError(Exception):
    """The link takes nothing any more: its time is over, or the practice was decided on."""


@dataclass(frozen=True)
class RequestFacts:
    """Whom to ask, in which language, with which message; a form of this `key` sends one letter."""

    key: UUID
    state: State
    name: str
    email: str
    language: str
    message: str = ""


@transaction.atomic
def ask_for_practice(facts: RequestFacts, *, by: User) -> PracticeRequest:
    """Send a link; who was asked for the State already and has sent nothing gets the same link again."""
    State.objects.select_for_update(no_key=True).get(pk=facts.state.pk)
    changed = {name: getattr(facts, name) for name in ("name", "language", "message")}
    request, _made = PracticeRequest.objects.update_or_create(
        state=facts.state,
        email=facts.email,
        practice=None,
        defaults=changed | {"by": by, "asked_at": timezone.now()},
    )
    actions.write_to(request, f"practice {request.key} {facts.key}", request_letter(request))
    return request


@transaction.atomic
def offer_by_link(request: PracticeRequest, key: UUID, facts: Mapping[str, Any]) -> Practice:
    """Take the offer of who was asked; sent twice it is one. Raises `RequestClosedError`."""
    current = _open(request)
    if current.practice is not None:
        return current.practice
    current.practice = actions.offer(key, {**facts, "state": current.state}, by=None)
    current.save(update_fields=["practice"])
    return current.practice


@transaction.atomic
def change_by_link(request: PracticeRequest, changes: Mapping[str, Any], *, revision: int) -> Practice:
    """Reword it; what was sent back is offered again by that. Raises `RequestClosedError`, `StaleError`."""
    current = _open(request)
    if current.practice is None:
        raise RequestClosedError
    return actions.change(current.practice, changes, revision=revision, is_editor=False)


def _open(request: PracticeRequest) -> PracticeRequest:
    """Lock the request. Raises `RequestClosedError`."""
    rows = PracticeRequest.objects.select_for_update(of=["self"]).with_all()
    current = rows.get(pk=request.pk)
    if not current.is_open:
        raise RequestClosedError
    return current
