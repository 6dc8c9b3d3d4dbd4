"""Who contributes, and who speaks for the body of a by-line."""

from network.models import Appointment, State
from network.permissions import represented_states
from network.rounds.models import Addressee, Mailbox
from nfp_portal.accounts.access import EDITORS, FOCAL_POINTS, Reader, caller_of
from nfp_portal.accounts.models import Role

# Who may answer about a text on the portal.
CLEARING = FOCAL_POINTS | {Role.DELEGATION}


def may_clear(reader: Reader, row: Addressee) -> bool:
    """The people of the State that is asked, and editors on its behalf."""
    if caller_of(reader) in EDITORS:
        return True
    return row.state_id is not None and represented_states(reader).filter(pk=row.state_id).exists()


def own_state(reader: Reader) -> State | None:
    """The State for which this account contributes: of several that it speaks for the first by name."""
    return represented_states(reader).order_by("name").first()


def has_left(mailbox: Mailbox) -> bool:
    """Whether the letter went to somebody whose appointment for the State has ended since."""
    of_address = Appointment.objects.filter(state=mailbox.addressee.state, person__email=mailbox.address)
    return of_address.exists() and not of_address.in_force().exists()
