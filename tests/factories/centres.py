"""Centres for tests, without a form."""

from typing import Any
from uuid import uuid4

from exchange.centres.actions import Recorded, enter
from exchange.centres.models import Centre
from tests.factories.network import state


def make_centre(name: str = "Centre on the pass", iso2: str = "AT", *gaps: str, **facts: Any) -> Centre:
    """One that a State hosts, with a gap in each of these areas; an editor entered it."""
    given = {"name": name, "host": state(iso2), "states": [state(iso2)]} | facts
    return enter(uuid4(), given, [Recorded(area, "gap", f"No {area} here") for area in gaps])
