"""Who may see and change what of the directory."""

from network.models import Appointment, Delegate, Person, State
from network.models.states import StateQuerySet
from nfp_portal.accounts.access import (
    EDITORS,
    SIGNED_IN,
    Reader,
    caller_of,
    is_delegation,
    is_focal_point,
    is_secretariat,
)


def may_see_people(reader: Reader) -> bool:
    return caller_of(reader) in SIGNED_IN


def may_edit_contact(editor: Reader, person: Person) -> bool:
    """One's own entry, and every entry for the editors of the secretariat."""
    return caller_of(editor) in EDITORS or (may_see_people(editor) and person.user_id == editor.pk)


def state_of(user: Reader) -> State | None:
    """The State whose delegation this account belongs to."""
    if not is_delegation(user):
        return None
    delegate = Delegate.objects.filter(user=user.pk).select_related("state").first()
    return delegate.state if delegate else None


def represented_states(user: Reader) -> StateQuerySet:
    """The States that this account speaks for: as a focal point in force, or in their delegation."""
    if is_focal_point(user):
        appointed = Appointment.objects.in_force().filter(person__user=user.pk)
        return State.objects.filter(pk__in=appointed.values("state"))
    if is_delegation(user):
        return State.objects.filter(pk__in=Delegate.objects.filter(user=user.pk).values("state"))
    return State.objects.none()


def may_act_for(user: Reader, state: State) -> bool:
    """Whether this account asks for acts of this State: its own delegation, nobody else."""
    return state_of(user) == state


def may_read_of_mail(reader: Reader, state: State) -> bool:
    """Whether mail comes back is a matter of the secretariat and of the State's own delegation."""
    return is_secretariat(reader) or may_act_for(reader, state)


def may_read_history(reader: Reader, person: Person) -> bool:
    return may_edit_contact(reader, person) or is_secretariat(reader)


def may_record(user: Reader) -> bool:
    """Who writes acts of States into the record."""
    return caller_of(user) in EDITORS


def may_see_instrument(user: Reader, state: State) -> bool:
    """The letter of a State: for the secretariat and the State's own delegation."""
    return is_secretariat(user) or may_act_for(user, state)
