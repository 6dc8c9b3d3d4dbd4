"""An e-mail address typed by a link that another entry has: asked of the secretariat, told to nobody else.

Who holds the link sees the address as typed, on the page and as an answer, whether it was free or not.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from network.actions.appointments import lock_acts
from network.models import Confirmation, Person
from network.proposals.actions.requests import Asked
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus


def _asked(person_id: int) -> QuerySet[Proposal]:
    waiting = Proposal.objects.filter(kind=ProposalKind.CORRECT, status=ProposalStatus.WAITING)
    return waiting.filter(person=person_id, origin=Origin.CONFIRMATION)


def address_asked_for(person_id: int) -> str:
    """The address that waits for the secretariat, else ""."""
    asked = _asked(person_id).values_list("values__email", flat=True).first()
    return str(asked or "")


def take_out_clash(row: Confirmation, changes: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Divide changes into what may be written and an address that another entry has, else "".

    A free address withdraws the one that waits, another taken one takes its place. Locks the State's acts, as
    who decides does.
    """
    if "email" not in changes:
        return dict(changes), ""
    lock_acts(row.state_id)
    others = Person.objects.filter(email=changes["email"]).exclude(pk=row.person_id)
    if not changes["email"] or not others.exists():
        _asked(row.person_id).update(status=ProposalStatus.WITHDRAWN, decided_at=timezone.now())
        return dict(changes), ""
    return {name: value for name, value in changes.items() if name != "email"}, changes["email"]


def ask_for_address(row: Confirmation, person: Person, address: str) -> None:
    """Ask that the entry get the address; whose it is now stands on the proposal's page, for staff.

    One proposal waits for an entry, however often the link is used: the newest word is what it says.
    """
    said = {
        "values": {"email": address},
        "before": {"email": person.email},
        "revision": person.revision,
    }
    if not _asked(person.pk).update(**said):
        whose = {"state_id": row.state_id, "person_id": person.pk}
        Asked(None).make({"kind": ProposalKind.CORRECT, **whose, **said})
