"""Who reads all of a centre, who enters one, changes it, says that it is still so."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from exchange.centres.models import Centre
from exchange.initiatives.models import Initiative
from exchange.permissions import may_edit
from exchange.practices.models import Practice
from meetings.models import Meeting
from network.models import State
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of


def may_read_details(reader: Reader) -> bool:
    """Whether this account reads of staff, means, co-ordinators, capabilities and gaps."""
    return caller_of(reader) in FOCAL_POINTS


def links_of(centre: Centre, reader: Reader) -> dict[str, QuerySet[Any]]:
    """Return by column what editors chose for a centre, as far as this reader may read of it."""
    readable = {
        "initiatives": Initiative.objects.visible_to(reader),
        "practices": Practice.objects.visible_to(reader).published(),
        "meetings": Meeting.objects.visible_to(reader),
    }
    return {name: rows.filter(centres=centre) for name, rows in readable.items()}


def may_change(reader: Reader, centre: Centre, states: Collection[State]) -> bool:
    return may_edit(reader) or centre.host in states


def may_confirm(centre: Centre, states: Collection[State]) -> bool:
    """Whether the account that speaks for `states` says that it is still so: its host State alone."""
    return centre.host in states and not centre.is_withdrawn


def may_restore(reader: Reader, centre: Centre, states: Collection[State]) -> bool:
    """Whether this account takes a withdrawal back: the secretariat any, the host State its own."""
    if not centre.is_withdrawn:
        return False
    return may_edit(reader) or (centre.host in states and not centre.is_withdrawn_by_editor)
