"""Let accepted nominees into the portal once their first day is near."""

from django.db import transaction
from django.utils import timezone

from network.actions.access import AddressTakenError, invite_focal_point
from network.proposals.models import Proposal, ProposalKind, ProposalStatus
from nfp_portal.accounts.actions import MayNotGrantError
from nfp_portal.accounts.models import INVITATION_LASTS
from nfp_portal.jobs.actions import run_once

WORK = "invite accepted nominees"


@transaction.atomic
def invite_accepted() -> int:
    """Invite whom two persons accepted long before the first day, once that day is near; return how many."""
    today = timezone.localdate()
    accepted = Proposal.objects.filter(kind=ProposalKind.NOMINATE, status=ProposalStatus.ACCEPTED)
    near = accepted.filter(
        appointment__starts_on__gt=today,
        appointment__starts_on__lte=today + INVITATION_LASTS,
        appointment__person__user=None,
    ).exclude(appointment__person__email="")
    return sum(_invited(each) for each in near.select_related("appointment", "decided_by"))


def _invited(proposal: Proposal) -> bool:
    """Invite in the name of who accepted; a taken address is left to the secretariat."""
    assert proposal.appointment is not None  # noqa: S101 - the query asks for it
    try:
        invite_focal_point(proposal.appointment.person_id, by=proposal.decided_by)
    except (AddressTakenError, MayNotGrantError):
        return False
    return True


def invite_accepted_in_turn() -> None:
    """Invite once an hour, whoever else is called for it."""
    run_once(WORK, f"{timezone.localtime():%Y-%m-%dT%H}", invite_accepted)
