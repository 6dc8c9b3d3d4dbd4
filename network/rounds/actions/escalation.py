"""Turn to a State's delegation: one message per State that lists whose answer is outstanding."""

from collections import defaultdict
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from network.models import Contact, Delegate, State
from network.rounds.actions.letters import prefix_of
from network.rounds.kinds import Step, kind_of
from network.rounds.models import OVER, Addressee, Round
from network.rounds.queries import for_the_board
from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import Role
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Letter


class Escalation(NamedTuple):
    """States whose delegation a click would write to, and those for which no address is recorded."""

    reached: list[State]
    unknown: list[State]


def escalation_of(round_: Round) -> Escalation:
    by_state = _outstanding(round_)
    addresses = _addresses({state.pk for state in by_state})
    reached = [state for state in by_state if addresses[state.pk]]
    return Escalation(reached, [state for state in by_state if not addresses[state.pk]])


@transaction.atomic
def escalate(key: UUID) -> int:
    """Write to the delegations of all States with an outstanding answer; give how many States.

    A State is written to once in a round. Where no address is recorded its rows stay as they are, so that
    the board goes on showing them.
    """
    round_ = Round.objects.select_for_update().get(key=key)
    if not round_.is_open or Step.ESCALATE not in kind_of(round_).steps:
        return 0
    by_state = _outstanding(round_)
    addresses = _addresses({state.pk for state in by_state})
    reached = [state for state in by_state if addresses[state.pk]]
    for state in reached:
        _write_to(round_, state, by_state[state], addresses[state.pk])
    rows = [row.pk for state in reached for row in by_state[state]]
    Addressee.objects.waiting().filter(pk__in=rows).update(escalated_at=timezone.now())
    return len(reached)


def _outstanding(round_: Round) -> dict[State, list[Any]]:
    """Rows to report by State; States where everybody has answered are left out.

    Listed are also those who answered something the kind reports to delegations (`reported_to_delegation`).
    """
    kind = kind_of(round_)
    rows = for_the_board(Addressee.objects.filter(round=round_, escalated_at=None).in_order(), kind)
    by_state: dict[State, list[Any]] = defaultdict(list)
    for row in rows.exclude(represents=None):
        if row.status not in OVER and (not row.is_answered or row.given in kind.reported_to_delegation):
            by_state[row.represents].append(row)
    return {state: listed for state, listed in by_state.items() if any(not row.is_answered for row in listed)}


def _addresses(states: set[int]) -> dict[int, dict[str, str]]:
    """The language by address: the State's contacts, and those who speak for its delegation here."""
    languages: dict[int, dict[str, str]] = defaultdict(dict)
    for contact in Contact.objects.filter(state__in=states):
        languages[contact.state_id or 0][contact.address] = contact.language
    delegates = Delegate.objects.filter(state__in=states, user__is_active=True, user__role=Role.DELEGATION)
    for delegate in delegates.select_related("user").order_by("pk"):
        languages[delegate.state_id][delegate.user.email] = for_letters(delegate.user.language)
    return languages


def _write_to(round_: Round, state: State, rows: list[Addressee], languages: dict[str, str]) -> None:
    by_language = defaultdict(list)
    for address, language in languages.items():
        by_language[language].append(mail.Recipient(address[:100], address, {}))
    for language, recipients in by_language.items():
        mail.address_each(_frozen(round_, state, rows, language), recipients)


def _frozen(round_: Round, state: State, rows: list[Addressee], language: str) -> Letter:
    written = kind_of(round_).escalation(round_, state, rows, language)
    key = f"{prefix_of(round_)}{Step.ESCALATE}-{state.iso2}-{language}"
    return mail.freeze(key=key, **written.parts, stream=NOTICE, headers=mail.AUTOMATIC_HEADERS)
