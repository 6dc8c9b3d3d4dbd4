"""Who may see and change what of the directory."""

from django.contrib.auth.models import AnonymousUser

from network.models import Person
from nfp_portal.accounts.models import Role, User

Reader = User | AnonymousUser


def may_see_people(reader: Reader) -> bool:
    return isinstance(reader, User) and reader.is_active


def may_edit_contact(editor: Reader, person: Person) -> bool:
    """One's own entry, and every entry for the editors of the secretariat."""
    if not isinstance(editor, User) or not editor.is_active:
        return False
    return editor.role in {Role.EDITOR, Role.APPROVER} or person.user_id == editor.pk


def may_read_history(reader: Reader, person: Person) -> bool:
    return may_edit_contact(reader, person) or (isinstance(reader, User) and reader.is_secretariat)
