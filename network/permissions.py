"""Who may see and change what of the directory."""

from django.contrib.auth.models import AnonymousUser

from network.models import Delegate, Person, State
from nfp_portal.accounts.models import Role, User

Reader = User | AnonymousUser


def may_see_people(reader: Reader) -> bool:
    return isinstance(reader, User) and reader.is_active


def may_edit_contact(editor: Reader, person: Person) -> bool:
    """One's own entry, and every entry for the editors of the secretariat."""
    if not isinstance(editor, User) or not editor.is_active:
        return False
    return editor.role in {Role.EDITOR, Role.APPROVER} or person.user_id == editor.pk


def state_of(user: Reader) -> State | None:
    """The State whose delegation this account belongs to."""
    if not isinstance(user, User) or not user.is_active or user.role != Role.DELEGATION:
        return None
    delegate = Delegate.objects.filter(user=user).select_related("state").first()
    return delegate.state if delegate else None


def may_act_for(user: Reader, state: State) -> bool:
    """Whether this account asks for acts of this State: its own delegation, nobody else."""
    return state_of(user) == state


def may_read_of_mail(reader: Reader, state: State) -> bool:
    """Whether mail comes back is a matter of the secretariat and of the State's own delegation."""
    return (isinstance(reader, User) and reader.is_secretariat) or may_act_for(reader, state)


def may_read_history(reader: Reader, person: Person) -> bool:
    return may_edit_contact(reader, person) or (isinstance(reader, User) and reader.is_secretariat)


def may_record(user: Reader) -> bool:
    """Who writes acts of States into the record."""
    return isinstance(user, User) and user.is_active and user.role in {Role.EDITOR, Role.APPROVER}


def may_see_instrument(user: Reader, state: State) -> bool:
    """The letter of a State: for the secretariat and the State's own delegation."""
    return (isinstance(user, User) and user.is_active and user.is_secretariat) or may_act_for(user, state)
