"""What in the record speaks against an open proposal: warnings for who decides on it."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Appointment, Person
from network.proposals.actions.requests import predecessor_of
from network.proposals.models import Proposal, ProposalKind
from nfp_portal.accounts.models import Role, User


def warnings_about(proposal: Proposal) -> list[str]:
    """What in the record speaks against an open proposal, in words."""
    if not proposal.is_open:
        return []
    return [*_CHECKS[ProposalKind(proposal.kind)](proposal), *_about_instrument(proposal)]


def _about_nomination(proposal: Proposal) -> Iterator[str]:
    nomination = proposal.nomination
    email = nomination.entry.get("email", "")
    if nomination.person_id and _appointed(proposal, nomination.starts_on):
        yield _("This person already speaks for the State in that time.")
    if email and Person.objects.filter(email=email).exists():
        yield _(
            "The e-mail address belongs to an entry of the directory: decline, and ask to choose that entry."
        )
    if _signs_in_somebody_else(email):
        yield _("The e-mail address signs somebody else in: the nominee could not be invited by it.")
    family_name = nomination.entry.get("family_name", "")
    same_name = Person.objects.kept().filter(state=proposal.state, family_name__iexact=family_name)
    if nomination.entry and same_name.exists():
        yield _("The directory has somebody of this family name for this State already.")
    yield from _about_succession(proposal)


def _signs_in_somebody_else(email: str) -> bool:
    return bool(email) and User.objects.filter(email=email).exclude(role=Role.FOCAL_POINT).exists()


def _appointed(proposal: Proposal, begin: date) -> bool:
    own = Appointment.objects.not_ended(begin).filter(person=proposal.person, state=proposal.state)
    return own.exists()


def _about_succession(proposal: Proposal) -> Iterator[str]:
    former = predecessor_of(proposal)
    if proposal.nomination.succeeds and former is None:
        yield _("The predecessor's appointment is no longer in the record: accepting ends nobody's.")
    if former and former.ends_on:
        yield _("The predecessor's end is recorded already and stays as it is.")
    if former and former.successors.exists():
        yield _("The predecessor has a successor already.")


def _about_correction(proposal: Proposal) -> Iterator[str]:
    if email := proposal.correction.email:
        yield from _owned_by_another(email, proposal.person)


def _about_end(proposal: Proposal) -> Iterator[str]:
    appointment, end = proposal.appointment, proposal.end
    assert appointment is not None  # noqa: S101 - a constraint of the database
    if end.on <= appointment.starts_on:
        yield _("The end would come before the appointment begins: decline it.")
    if appointment.ends_on and proposal.revision != appointment.revision:
        yield _("An end was recorded meanwhile.")
    if appointment.is_primary and not end.successor:
        yield _("The State would be left without a first contact.")


def _owned_by_another(email: str, own: Person | None) -> Iterator[str]:
    for other in Person.objects.filter(email=email):
        if other != own:
            yield _(
                "The e-mail address belongs to the entry of %(person)s: if both are one person, unite them;"
                " else decline."
            ) % {"person": other}


def _about_instrument(proposal: Proposal) -> Iterable[str]:
    if proposal.kind == ProposalKind.NOMINATE and not proposal.instrument_kind:
        yield _("No instrument came with it: ask the delegation for its letter.")
    if proposal.instrument_on and proposal.instrument_on > timezone.localdate():
        yield _("The instrument is dated in the future.")


_CHECKS = {
    ProposalKind.NOMINATE: _about_nomination,
    ProposalKind.END: _about_end,
    ProposalKind.CORRECT: _about_correction,
}
