"""What waits for the secretariat where the demonstration is on: a proposal of each kind, in two States.

The delegation's account speaks for Poland; in Romania somebody came by the confirmation link, and an official
asks for what concerns the own entry.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.demonstration import invented_address
from network.models import (
    AgencyKind,
    Appointment,
    EndReason,
    InstrumentKind,
    NewAgency,
    Person,
    State,
)
from network.proposals.actions import decisions, requests
from network.proposals.actions.requests import Filing
from network.proposals.models import Proposal
from network.proposals.values import Correction, End, Nomination, Successor
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
    for number, (given, family) in enumerate((("Halina", "Wzorowa"), ("Marek", "Przykładny"))):
        entry = {
            "given_name": given,
            "family_name": family,
            "function": "Head of Unit, Border Policy",
            "email": invented_address(given, family, at="pl"),
            "languages": ["en"],
        }
        nomination = Nomination(today + timedelta(days=14 + number), entry=entry)
        instrument = {
            "instrument_kind": InstrumentKind.NOTE_VERBALE,
            "instrument_reference": f"PL/{today.year}/{number + 8} (demonstration)",
            "instrument_on": today - timedelta(days=2),
        }
        proposal = requests.nominate(state.pk, nomination, Filing(delegation, instrument=instrument))
        if number == 0:
            decisions.pass_on(proposal.pk, by=editor)


def _ask_of_delegation(delegation: User) -> None:
    """Ask for a correction with an institution that nobody has reviewed, and for an end."""
    first, last = _in_force(OF_THE_DELEGATION)[0], _in_force(OF_THE_DELEGATION)[-1]
    requests.request_correction(
        first.person.pk,
        Correction(
            {"function": "Deputy Director for Border Policy"},
            NewAgency("Office for Border Policy", AgencyKind.BORDER_GUARD),
        ),
        Filing(delegation, "Promoted this month."),
        revision=first.person.revision,
    )
    end = End(timezone.localdate() + timedelta(days=30), EndReason.NEW_DUTIES)
    requests.request_end(last.pk, end, Filing(delegation))


def _ask_elsewhere() -> None:
    """Somebody left and named a successor; a colleague has a nomination without an instrument."""
    for_end, *others = _in_force(OTHER)
    ioana = Successor("Ioana", "Exemplu", "Liaison Officer", "ioana.exemplu@ro.example.org")
    end = End(timezone.localdate(), EndReason.SUCCEEDED, ioana)
    requests.request_end(for_end.pk, end, Filing(None, "I moved to another directorate this week."))
    entry = {"given_name": "Radu", "family_name": "Model", "email": "radu.model@ro.example.org"}
    nomination = Nomination(timezone.localdate(), entry=entry)
    note = "Named by telephone; the letter follows."
    requests.nominate(for_end.state_id, nomination, Filing(None, note))
    for each in others[:1]:
        _ask_for_telephone(each.person)


def _ask_for_telephone(person: Person) -> None:
    correction = Correction({"telephone": "+999 40 000 0099"})
    requests.request_correction(person.pk, correction, Filing(None), revision=person.revision)
