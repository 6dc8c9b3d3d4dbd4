"""Turn to a State's delegation: one message per State that lists whose answer is outstanding."""

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from network import delivery
from network.actions.rounds.letters import prefix_of
from network.models import Confirmation, Delegate, Round, State
from network.models.rounds import OVER, Answer
from network.verification.wording import DEFAULT, known
from nfp_portal.accounts.models import Role
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Letter


class Escalation(NamedTuple):
    """States whose delegation a press would write to, and those for which no address is recorded."""

    reached: list[State]
    unknown: list[State]


def escalation_of(asked: Round) -> Escalation:
    by_state = _outstanding(asked)
    addresses = _addresses({state.pk for state in by_state})
    reached = [state for state in by_state if addresses[state.pk]]
    return Escalation(reached, [state for state in by_state if not addresses[state.pk]])


@transaction.atomic
def escalate(key: UUID) -> int:
    """Write to the delegations of all States with an outstanding answer; give how many States.

    A State is written to once in a round. Where no address is recorded its rows stay as they are, so that
    the board goes on showing them.
    """
    asked = Round.objects.select_for_update().get(key=key)
    if not asked.is_open:
        return 0
    by_state = _outstanding(asked)
    addresses = _addresses({state.pk for state in by_state})
    reached = [state for state in by_state if addresses[state.pk]]
    for state in reached:
        _write_to(asked, state, by_state[state], addresses[state.pk])
    rows = [row.pk for state in reached for row in by_state[state]]
    waiting = Confirmation.objects.filter(pk__in=rows, answer=Answer.WAITING)
    waiting.update(escalated_at=timezone.now())
    return len(reached)


def _outstanding(asked: Round) -> dict[State, list[Confirmation]]:
    """Rows to report by State: States where nobody is silent or unreachable are left out."""
    rows = Confirmation.objects.with_standing().in_order()
    found = defaultdict(list)
    for row in rows.filter(round=asked, answer__in=(Answer.WAITING, Answer.LEFT), escalated_at=None):
        if row.standing not in OVER:
            found[row.state].append(row)
    return {state: rows for state, rows in found.items() if any(not row.is_answered for row in rows)}


def _addresses(states: set[int]) -> dict[int, dict[str, str]]:
    """The language by address: the delegation's own mailbox, and those who speak for it on the portal."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for state in State.objects.filter(pk__in=states).exclude(delegation_email=""):
        found[state.pk][state.delegation_email] = DEFAULT
    delegates = Delegate.objects.filter(state__in=states, user__is_active=True, user__role=Role.DELEGATION)
    for delegate in delegates.select_related("user").order_by("pk"):
        found[delegate.state_id][delegate.user.email] = known(delegate.user.language)
    return found


def _write_to(asked: Round, state: State, rows: list[Confirmation], addresses: dict[str, str]) -> None:
    by_language = defaultdict(list)
    for address, language in addresses.items():
        by_language[language].append(mail.Recipient(address[:100], address, {}))
    for language, recipients in by_language.items():
        mail.address_each(_frozen(asked, state, rows, language), recipients)


def _frozen(asked: Round, state: State, rows: list[Confirmation], language: str) -> Letter:
    letter = delivery.escalation_of(asked, state, rows, language)
    return mail.freeze(
        key=f"{prefix_of(asked)}escalate-{state.iso2}-{language}",
        **letter.parts,
        stream=NOTICE,
        headers=delivery.HEADERS,
    )
