"""Ask for contributions, and offer them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsletter.contributions.models import CallForContributions
from newsletter.models import Piece
from nfp_portal.accounts.models import User


@transaction.atomic
def open_call(*, due_on: date, text: str, by: User) -> CallForContributions:
    """Ask the Network to write; an open call ends."""
    CallForContributions.objects.filter(closed_at=None).update(closed_at=timezone.now())
    return CallForContributions.objects.create(due_on=due_on, text=text, opened_by=by)


@transaction.atomic
def offer(*, by: User, **values: Any) -> Piece:
    """Offer a contribution. The by-line of a focal point is the State and agency of the own entry."""
    person = getattr(by, "person", None)
    if person is not None and not values.get("organisation") and not values.get("state"):
        values |= {"state": person.state, "agency": person.agency}
        values["organisation"] = None if person.state else person.organisation
    return Piece.objects.create(author=by, **values)
