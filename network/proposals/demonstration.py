"""What waits for the secretariat where the demonstration is on: a proposal of each kind, in two States.

The delegation's account speaks for Poland; in Romania somebody came by the confirmation link, and an official
asks for what concerns the own entry.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.actions.contacts import NewAgency
from network.demonstration import invented_address
from network.models import (
    AgencyKind,
    Appointment,
    EndReason,
    InstrumentKind,
    Person,
    State,
)
from network.proposals.actions import decisions, requests
from network.proposals.actions.requests import Asked, Successor
from network.proposals.models import Proposal
from nfp_portal.accounts.models import User

OF_THE_DELEGATION = "PL"
OTHER = "RO"


@transaction.atomic
def load(delegation: User, editor: User) -> None:
    """Ask as the delegation and by the link; where anything was asked already, ask nothing."""
    asked_before = Proposal.objects.filter(submitted_by=delegation)
    if asked_before.exists() or not _in_force(OF_THE_DELEGATION):
        return
    _nominate(delegation, editor)
    _ask_of_delegation(delegation)
    _ask_elsewhere()


def _in_force(iso2: str) -> list[Appointment]:
    rows = Appointment.objects.in_force().filter(state__iso2=iso2, person__is_demonstration=True)
    return list(rows.select_related("person", "state").order_by("pk"))


def _nominate(delegation: User, editor: User) -> None:
    """One nomination has been passed on already, one is fresh."""
    state = State.objects.get(iso2=OF_THE_DELEGATION)
    today = timezone.localdate()
    for place, (given, family) in enumerate((("Halina", "Wzorowa"), ("Marek", "Przykładny"))):
        entry = {
            "given_name": given,
            "family_name": family,
            "function": "Head of Unit, Border Policy",
            "email": invented_address(given, family, at="pl"),
            "languages": ["en"],
        }
        values = {"entry": entry, "starts_on": today + timedelta(days=14 + place)}
        instrument = {
            "instrument_kind": InstrumentKind.NOTE_VERBALE,
            "instrument_reference": f"PL/{today.year}/{place + 8} (demonstration)",
            "instrument_on": today - timedelta(days=2),
        }
        asked = requests.nominate(state.pk, values, Asked(delegation, instrument=instrument))
        if place == 0:
            decisions.pass_on(asked.pk, by=editor)


def _ask_of_delegation(delegation: User) -> None:
    """Ask for a correction with an institution that nobody has reviewed, and for an end."""
    first, last = _in_force(OF_THE_DELEGATION)[0], _in_force(OF_THE_DELEGATION)[-1]
    requests.propose_correction(
        first.person.pk,
        {"function": "Deputy Director for Border Policy"},
        Asked(delegation, "Promoted this month."),
        revision=first.person.revision,
        new_agency=NewAgency("Office for Border Policy", AgencyKind.BORDER_GUARD),
    )
    requests.propose_end(
        last.pk,
        on=timezone.localdate() + timedelta(days=30),
        reason=EndReason.NEW_DUTIES,
        successor=None,
        by=delegation,
    )


def _ask_elsewhere() -> None:
    """Somebody left and named a successor; a colleague has a nomination without an instrument."""
    for_end, *others = _in_force(OTHER)
    requests.propose_end(
        for_end.pk,
        on=timezone.localdate(),
        reason=EndReason.SUCCEEDED,
        successor=Successor("Ioana", "Exemplu", "Liaison Officer", "ioana.exemplu@ro.example.org"),
        by=None,
        note="I moved to another directorate this week.",
    )
    entry = {"given_name": "Radu", "family_name": "Model", "email": "radu.model@ro.example.org"}
    values = {"entry": entry, "starts_on": timezone.localdate()}
    requests.nominate(for_end.state_id, values, Asked(None, "Named by telephone; the letter follows."))
    for each in others[:1]:
        _ask_for_telephone(each.person)


def _ask_for_telephone(person: Person) -> None:
    changes = {"telephone": "+999 40 000 0099"}
    requests.propose_correction(person.pk, changes, Asked(None), revision=person.revision)
