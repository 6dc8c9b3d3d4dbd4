"""Invented practices, each marked: one everybody reads, one for focal points, one that waits."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from exchange.practices.actions import offer, publish
from exchange.practices.models import Mechanism, Practice, Stage, Use
from network.models import FieldOfWork, State
from nfp_portal.accounts.audience import Audience

_INVENTED: tuple[dict[str, Any], ...] = (
    {
        "code": "AT",
        "used_by": ("DE", "HU", "SI"),
        "title": "Two languages in one patrol car",
        "summary": (
            "Invented: each joint patrol has an officer of both services, and the one whose territory it is"
            " speaks first. Both write one note at the end of the shift, in both languages."
        ),
        "worked": "People at the line know within a minute who is responsible.",
        "failed": "Radios of the two services do not reach each other; a telephone lies in the car.",
        "proof": "Complaints about unclear orders went from one a week to none in half a year.",
        "stage": Stage.GOOD,
        "mechanism": Mechanism.JOINT_PATROL,
        "audience": Audience.ALL,
    },
    {
        "code": "FI",
        "used_by": (),
        "title": "One number for the night",
        "summary": (
            "Invented: between midnight and six one telephone number reaches the officer on duty of either"
            " side, who calls the other within five minutes."
        ),
        "stage": Stage.PROMISING,
        "mechanism": Mechanism.CRISIS,
        "audience": Audience.FOCAL_POINTS,
    },
)
_WAITING: dict[str, Any] = {
    "code": "KG",
    "title": "A course of two days at the post",
    "summary": "Invented: trainers come to the post, so that no officer is away.",
    "stage": Stage.IDEA,
    "mechanism": Mechanism.TRAINING,
}


def load() -> None:
    """Add what is missing; safe to run again."""
    for row in _INVENTED:
        facts = dict(row)
        codes = facts.pop("used_by")
        made = _offered(facts)
        if not made.is_published:
            publish(made, revision=made.revision, by=None)
            _note_uses(made, codes)
    _offered(dict(_WAITING))


def _offered(facts: dict[str, Any]) -> Practice:
    state = State.objects.get(iso2=facts.pop("code"))
    field = FieldOfWork.objects.filter(name="Border management").first()
    facts |= {"state": state, "field": field, "is_demonstration": True}
    return offer(uuid5(NAMESPACE_URL, f"nfp-portal/practices/{facts['title']}"), facts, by=None)


def _note_uses(practice: Practice, codes: tuple[str, ...]) -> None:
    states = State.objects.filter(iso2__in=codes)
    Use.objects.bulk_create(Use(practice=practice, state=state, at=timezone.now()) for state in states)
