"""Who reads all of a centre, who enters one, changes it, says that it is still so."""

from collections.abc import Collection

from exchange.centres.models import Centre
from exchange.permissions import may_edit
from network.models import State
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of


def may_read_details(reader: Reader) -> bool:
    """Whether this account reads of staff, means, co-ordinators, capabilities and gaps."""
    return caller_of(reader) in FOCAL_POINTS


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
