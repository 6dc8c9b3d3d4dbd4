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
    about = _about_nomination if proposal.kind == ProposalKind.NOMINATE else _about_target
    return [*about(proposal), *_about_instrument(proposal)]


def _about_nomination(proposal: Proposal) -> Iterator[str]:
    values = proposal.values
    begin = date.fromisoformat(values["starts_on"])
    entry = values.get("entry", {})
    if values.get("person_id") and _appointed(proposal, begin):
        yield _("This person already speaks for the State in that time.")
    if entry.get("email") and Person.objects.filter(email=entry["email"]).exists():
        yield _(
            "The e-mail address belongs to an entry of the directory: decline, and ask to choose that entry."
        )
    if _signs_in_somebody_else(entry.get("email", "")):
        yield _("The e-mail address signs somebody else in: the nominee could not be invited by it.")
    names = Person.objects.kept().filter(
        state=proposal.state, family_name__iexact=entry.get("family_name", "")
    )
    if entry and names.exists():
        yield _("The directory has somebody of this family name for this State already.")
    yield from _about_succession(proposal)


def _signs_in_somebody_else(email: str) -> bool:
    return bool(email) and User.objects.filter(email=email).exclude(role=Role.FOCAL_POINT).exists()


def _appointed(proposal: Proposal, begin: date) -> bool:
    own = Appointment.objects.not_ended(begin).filter(person=proposal.person, state=proposal.state)
    return own.exists()


def _about_succession(proposal: Proposal) -> Iterator[str]:
    former = predecessor_of(proposal)
    if proposal.values.get("succeeds") and former is None:
        yield _("The predecessor's appointment is no longer in the record: accepting ends nobody's.")
    if former and former.ends_on:
        yield _("The predecessor's end is recorded already and stays as it is.")
    if former and former.successors.exists():
        yield _("The predecessor has a successor already.")


def _about_target(proposal: Proposal) -> Iterator[str]:
    if address := proposal.values.get("email"):
        yield from _whose(address, proposal.person)
    if proposal.kind != ProposalKind.END or proposal.appointment is None:
        return
    if date.fromisoformat(proposal.values["on"]) <= proposal.appointment.starts_on:
        yield _("The end would come before the appointment begins: decline it.")
    if proposal.appointment.ends_on and proposal.revision != proposal.appointment.revision:
        yield _("An end was recorded meanwhile.")
    if proposal.appointment.is_primary and not proposal.values.get("successor"):
        yield _("The State would be left without a first contact.")


def _whose(address: str, own: Person | None) -> Iterator[str]:
    for other in Person.objects.filter(email=address):
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
