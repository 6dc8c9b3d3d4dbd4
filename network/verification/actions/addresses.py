"""An e-mail address typed by a link that another entry has: asked of the secretariat, told to nobody else.

Who holds the link sees the address as typed, on the page and as an answer, whether it was free or not.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from network.actions.appointments import lock_acts
from network.models import Person
from network.proposals.actions.requests import Filing
from network.proposals.models import Origin, Proposal, ProposalKind, ProposalStatus
from network.proposals.values import Correction
from network.rounds.models import Addressee


def _requests(person_id: int | None) -> QuerySet[Proposal]:
    waiting = Proposal.objects.filter(kind=ProposalKind.CORRECT, status=ProposalStatus.WAITING)
    return waiting.filter(person=person_id, origin=Origin.CONFIRMATION)


def requested_address(person_id: int) -> str:
    """Return the address that waits for the secretariat, else ""."""
    return str(_requests(person_id).values_list("values__email", flat=True).first() or "")


def take_out_clash(row: Addressee, changes: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Divide changes into what may be written and an address that another entry has, else "".

    A free address withdraws the one that waits, another taken one takes its place. Locks the State's acts, as
    who decides does.
    """
    if "email" not in changes:
        return dict(changes), ""
    lock_acts(row.represents_id or 0)
    others = Person.objects.filter(email=changes["email"]).exclude(pk=row.person_id or 0)
    if not changes["email"] or not others.exists():
        _requests(row.person_id).update(status=ProposalStatus.WITHDRAWN, decided_at=timezone.now())
        return dict(changes), ""
    return {name: value for name, value in changes.items() if name != "email"}, changes["email"]


def ask_for_address(row: Addressee, person: Person, address: str) -> None:
    """Ask that the entry get the address; whose it is now stands on the proposal's page, for staff.

    One proposal waits for an entry, however often the link is used: it holds the address typed last.
    """
    request = {
        "values": Correction({"email": address}).to_json(),
        "before": {"email": person.email},
        "revision": person.revision,
    }
    if not _requests(person.pk).update(**request):
        whose = {"state_id": row.represents_id, "person_id": person.pk}
        Filing(None).create({"kind": ProposalKind.CORRECT, **whose, **request})
