"""What in the record contradicts itself: shown to staff, who know or ask which side is true."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.actions.proposals import predecessor_of
from network.models import Appointment, EndReason, Person, Proposal, ProposalKind, State
from nfp_portal.accounts.models import Role, User

# So long may a predecessor and a successor be in force together before somebody asks.
HAND_OVER_LASTS = timedelta(days=60)
# As Python sorts: the kinds are merged by it.
_IN_ORDER = (Collate("state__name", "C").asc(nulls_first=True), "pk")


@dataclass(frozen=True)
class Contradiction:
    """One finding; `url` leads to where it is mended."""

    state: State | None
    words: str
    url: str


def contradictions(state: State | None = None, *, most: int | None = None) -> list[Contradiction]:
    """Those of the whole record, or of one State, by State; one query for each kind, at any size.

    With `most`, the first of them: of no kind more is fetched.
    """
    found = [_of_state(place) for place in _without_first_contact(state)[:most]]
    for words, rows in _of_appointments(state):
        found += [_of_appointment(words, row) for row in rows.select_related("person")[:most]]
    found += [_of_account(person) for person in _open_accounts(state)[:most]]
    return sorted(found, key=lambda each: each.state.name if each.state else "")[:most]


def number_of_contradictions(state: State | None = None) -> int:
    """How many there are; one query for each kind."""
    kinds = [_without_first_contact(state), *(rows for _words, rows in _of_appointments(state))]
    return sum(rows.count() for rows in [*kinds, _open_accounts(state)])


def contradictions_of(proposal: Proposal) -> list[str]:
    """What in the record speaks against an open proposal, in words."""
    if not proposal.is_open:
        return []
    about = _about_nomination if proposal.kind == ProposalKind.NOMINATE else _about_target
    return [*about(proposal), *_about_instrument(proposal)]


def _without_first_contact(state: State | None) -> QuerySet[State]:
    own = Appointment.objects.filter(state=OuterRef("pk"))
    states = State.objects.filter(Exists(own.in_force()), ~Exists(own.primary()))
    return (states.filter(pk=state.pk) if state else states).order_by(Collate("name", "C"))


def _of_state(state: State) -> Contradiction:
    words = _("There are focal points, but none of them is the first contact.")
    return Contradiction(state, words, state.get_absolute_url())


def _of_appointments(state: State | None) -> Iterator[tuple[Promise, Any]]:
    """What is wrong with appointments, each with the rows of which it is true."""
    for words, kind in _APPOINTMENTS:
        rows = kind(timezone.localdate())
        narrowed = rows.filter(state=state) if state else rows
        yield words, narrowed.select_related("state").order_by(*_IN_ORDER)


def _of_appointment(words: Promise, row: Appointment) -> Contradiction:
    url = reverse("network:person", args=[row.person.key])
    return Contradiction(row.state, str(words) % {"person": row.person}, url)


def _succeeded_by_nobody(_day: date) -> Any:
    followed = Appointment.objects.filter(succeeds=OuterRef("pk"))
    return Appointment.objects.filter(~Exists(followed), end_reason=EndReason.SUCCEEDED)


def _still_there(day: date) -> Any:
    followed = Appointment.objects.filter(succeeds=OuterRef("pk"), starts_on__lte=day - HAND_OVER_LASTS)
    return Appointment.objects.in_force(day).filter(Exists(followed), ends_on=None)


def _agency_elsewhere(day: date) -> Any:
    return Appointment.objects.not_ended(day).filter(
        ~Q(person__agency__state=F("state")), person__agency__isnull=False
    )


def _for_two_states(day: date) -> Any:
    other = (
        Appointment.objects.in_force(day).filter(person=OuterRef("person")).exclude(state=OuterRef("state"))
    )
    return Appointment.objects.in_force(day).filter(Exists(other))


def _instrument_too_late(day: date) -> Any:
    late = Q(instrument_on__gt=day) | Q(ends_on__isnull=False, instrument_on__gt=F("ends_on"))
    return Appointment.objects.filter(late)


def _without_address(day: date) -> Any:
    return Appointment.objects.in_force(day).filter(person__email="")


_APPOINTMENTS: tuple[tuple[Promise, Callable[[date], Any]], ...] = (
    (
        gettext_lazy("%(person)s ended because a successor was named, but none is recorded."),
        _succeeded_by_nobody,
    ),
    (gettext_lazy("%(person)s has a successor for more than 60 days, but no end."), _still_there),
    (gettext_lazy("%(person)s speaks for this State from an agency of another one."), _agency_elsewhere),
    (gettext_lazy("%(person)s speaks for two States at once."), _for_two_states),
    (
        gettext_lazy("The instrument of %(person)s is dated in the future or after the end."),
        _instrument_too_late,
    ),
    (gettext_lazy("%(person)s is in force without an e-mail address."), _without_address),
)


def _open_accounts(state: State | None) -> QuerySet[Person]:
    appointed = Appointment.objects.not_ended().filter(person=OuterRef("pk"))
    people = Person.objects.filter(~Exists(appointed), user__role=Role.FOCAL_POINT, user__is_active=True)
    narrowed = people.filter(state=state) if state else people
    return narrowed.select_related("state").order_by(*_IN_ORDER)


def _of_account(person: Person) -> Contradiction:
    words = _("%(person)s has an open account of a focal point, but no appointment.") % {"person": person}
    return Contradiction(person.state, words, person.get_absolute_url())


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
