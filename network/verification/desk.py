"""What of verification waits for the secretariat: dead addresses, rounds to close, whom to tell."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from network.models import Appointment, Contact, Delegate, Person, State
from network.models.people import confirmed
from network.rounds.board import RoundState, state_of
from network.rounds.models import Addressee, Round
from network.rounds.queries import still_asked, with_counts
from network.verification.models import VERIFICATION
from nfp_portal.accounts.models import Role, User

SHOWN = 8
ONE_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Waiting:
    """`unreachable` are the first of `unreachable_number`; `is_due` says that no round ran for a year.

    `overdue` counts the entries in force that were not confirmed for twelve months.
    """

    rounds: list[tuple[Round, RoundState]]
    is_due: bool
    unreachable: list[Person]
    unreachable_number: int
    without_delegation: list[State]
    overdue: int


def rounds_waiting(user: User | AnonymousUser) -> Waiting | None:
    """Give what waits; None outside the secretariat. The same queries at any size."""
    if not isinstance(user, User) or not user.is_active or not user.is_secretariat:
        return None
    unreachable = unreachable_focal_points()
    rounds = list(with_counts(Round.objects.open()))
    return Waiting(
        rounds=[(each, state_of(each)) for each in rounds],
        is_due=not any(each.kind == VERIFICATION for each in rounds) and _is_due(),
        unreachable=list(unreachable[:SHOWN]),
        unreachable_number=unreachable.count(),
        without_delegation=list(_without_delegation(rounds)),
        overdue=_overdue(),
    )


def unreachable_focal_points() -> QuerySet[Person]:
    """Who is a focal point today and whose address takes no mail; ends by itself with a new address."""
    in_force = Appointment.objects.in_force().filter(person=OuterRef("pk"))
    return Person.objects.unreachable().filter(Exists(in_force)).select_related("state")


def _overdue() -> int:
    return Appointment.objects.in_force().exclude(confirmed(path="person__")).count()


def _is_due() -> bool:
    last_year = timezone.now() - ONE_YEAR
    return not Round.objects.of_kind(VERIFICATION).filter(opened_at__gt=last_year).exists()


def _without_delegation(rounds: list[Round]) -> QuerySet[State]:
    """States to tell that somebody is silent, where nobody can be told: the day came, no address is known."""
    today = timezone.localdate()
    due = [each.pk for each in rounds if each.escalates_on and each.escalates_on <= today]
    waiting = still_asked(Addressee.objects.waiting()).filter(
        round__in=due, represents=OuterRef("pk"), escalated_at=None
    )
    delegates = Delegate.objects.filter(user__is_active=True, user__role=Role.DELEGATION)
    unreached = State.objects.filter(Exists(waiting)).exclude(
        Exists(Contact.objects.filter(state=OuterRef("pk")))
    )
    return unreached.exclude(Exists(delegates.filter(state=OuterRef("pk"))))
