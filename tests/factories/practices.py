"""Practices, offered and published."""

from typing import Any
from uuid import uuid4

from exchange.practices.actions import offer, publish
from exchange.practices.models import Mechanism, Practice, PracticeFile, PracticeRequest, Stage
from tests.factories.files import make_scan
from tests.factories.network import state


def offer_practice(title: str = "Two in one car", iso2: str = "AT", **facts: Any) -> Practice:
    given = {"summary": "Why.", "stage": Stage.GOOD, "mechanism": Mechanism.JOINT_PATROL} | facts
    return offer(uuid4(), {"title": title, "state": state(iso2), **given}, by=None)


def make_practice(title: str = "Two in one car", iso2: str = "AT", **facts: Any) -> Practice:
    """One that is published."""
    offered = offer_practice(title, iso2, **facts)
    return publish(offered, revision=offered.revision, by=None)


def add_file(practice: Practice, name: str = "note.pdf") -> PracticeFile:
    return practice.files.create(name=name, file=make_scan(name))


def make_practice_request(iso2: str = "AT", **facts: Any) -> PracticeRequest:
    """Somebody who was asked, without the letter."""
    given = {"name": "Karl Huber", "email": "karl@example.org"} | facts
    return PracticeRequest.objects.create(state=state(iso2), **given)
