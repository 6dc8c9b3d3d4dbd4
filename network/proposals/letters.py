"""The letters about proposals; each is posted once, however often it is called for."""

from django.conf import settings
from django.utils.translation import gettext as _

from network.proposals.models import Proposal, ProposalStatus
from nfp_portal.accounts.languages import in_language
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import render_letter


def notify_of_decision(proposal: Proposal) -> None:
    """Notify who requested it how the secretariat decided."""
    to, language = _recipient(proposal)
    if to:
        _post(proposal, "proposal_decided", (to, language), f"proposal {proposal.key} is {proposal.status}")


def _recipient(proposal: Proposal) -> tuple[str, str]:
    """Return the address and language of who requested it; who came by a link has those of the entry."""
    if proposal.submitted_by:
        return proposal.submitted_by.email, proposal.submitted_by.language
    if person := proposal.asking_person:
        return person.email, person.language_of_mail
    return "", settings.LANGUAGE_CODE


def _post(proposal: Proposal, name: str, to: tuple[str, str], key: str) -> None:
    address, language = to
    with in_language(language):
        context = {
            "proposal": proposal,
            **_decision(proposal),
            "link": settings.SITE_URL + proposal.get_absolute_url(),
            "reason": _("You take part in the appointment of focal points."),
        }
        letter = render_letter(f"network/proposals/email/{name}", context)
    mail.post(
        to=address,
        **letter.parts,
        stream=NOTICE,
        key=key,
    )


def _decision(proposal: Proposal) -> dict[str, str]:
    """The words of the decision. What somebody typed stays on one line."""
    person, reason = one_line(proposal.subject), one_line(proposal.reason)
    if proposal.status == ProposalStatus.ACCEPTED:
        return {
            "subject": _("Accepted: your request on %(person)s") % {"person": person},
            "outcome": _("The secretariat has accepted what you requested."),
            "consequence": _("It is in the directory now."),
        }
    again = _("Nothing was changed in the directory. You may request it again, or answer this message.")
    return {
        "subject": _("Not accepted: your request on %(person)s") % {"person": person},
        "outcome": _("The secretariat could not accept what you requested."),
        "consequence": _("The reason: %(reason)s") % {"reason": reason} + f"\n\n{again}",
    }
