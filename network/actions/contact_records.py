"""Record, change and remove the contacts of States and organisations: where letters to them go."""

from django.db import transaction

from network.models import Contact, Organisation, State
from nfp_portal.revisions.history import REMOVED, events_of
from nfp_portal.revisions.stale import expect

FIELDS = ("name", "address", "language")


# Nobody keeps an overview of more.
AT_MOST = 20


class TooManyContactsError(Exception):
    """The State or organisation has as many contacts as it may have."""


@transaction.atomic
def add_contact(owner: State | Organisation, *, name: str, address: str, language: str) -> Contact:
    """Record a contact; the same address again is that contact. Raises `TooManyContactsError`."""
    type(owner)._default_manager.select_for_update().get(pk=owner.pk)  # noqa: SLF001 - Django's documented name
    whose = {"state": owner} if isinstance(owner, State) else {"organisation": owner}
    others = Contact.objects.filter(**whose).exclude(address=address)
    if others.count() >= AT_MOST:
        raise TooManyContactsError
    facts = {"name": name, "language": language}
    return Contact.objects.get_or_create(**whose, address=address, defaults=facts)[0]


@transaction.atomic
def change_contact(contact_id: int, *, revision: int, name: str, address: str, language: str) -> Contact:
    """Raises `StaleError` where the contact is no longer at `revision`, `IntegrityError` for a second one."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    expect(contact, revision)
    contact.name, contact.address, contact.language = name, address, language
    contact.revision += 1
    contact.save()
    return contact


@transaction.atomic
def remove_contact(contact_id: int) -> int | None:
    """Remove a contact and return the number of the event that brings it back; None where it is gone."""
    contact = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        return None
    contact.delete()
    removed: int = events_of(Contact).filter(pgh_obj_id=contact_id).latest("pgh_id").pgh_id
    return removed


def restore_contact(event_id: int) -> Contact | None:
    """Record a removed contact again; None where nothing was removed under this number."""
    removed = events_of(Contact).filter(pgh_id=event_id, pgh_label=REMOVED).first()
    if removed is None:
        return None
    owner = removed.state or removed.organisation
    return add_contact(owner, **{name: getattr(removed, name) for name in FIELDS})
