"""Groups of readers that staff keep: make, rename and end them, add addresses, remove and restore."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from newsletter.readers.actions import GivenConsent, welcome
from newsletter.readers.models import GroupMember, Reader, ReaderGroup
from newsletter.readers.reasons import receiving
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NEWSLETTER
from nfp_portal.revisions.stale import expect


class GroupEndedError(Exception):
    """The group ended meanwhile: nobody is added to it."""


class NameTakenError(Exception):
    """Another group has the name by now."""


@dataclass(frozen=True)
class Added:
    """What became of addresses: added; in the group before; left out, for their owners opted out since."""

    new: list[str]
    known: list[str]
    opted_out: list[str]


def make_group(name: str) -> ReaderGroup:
    """Raises `NameTakenError`."""
    try:
        with transaction.atomic():
            return ReaderGroup.objects.create(name=name)
    except IntegrityError as error:
        raise NameTakenError from error


def rename_group(pk: int, name: str, *, revision: int) -> ReaderGroup:
    """Give a group another name, which its members read from then on; copies of issues keep the former one.

    Raises `StaleError`, `NameTakenError`.
    """
    try:
        with transaction.atomic():
            group = ReaderGroup.objects.select_for_update().get(pk=pk)
            expect(group, revision)
            if group.name != name:
                group.name = name
                group.revision += 1
                group.save()
            return group
    except IntegrityError as error:
        raise NameTakenError from error


@transaction.atomic
def add_members(
    pk: int, addresses: Collection[str], *, language: str, consent: GivenConsent, by: User
) -> Added:
    """Add addresses whose owners consented elsewhere; who received no issue until now is welcomed.

    Nobody is added who opted out on the day of the consent or after it; an earlier opt-out ends with it.
    `language` is that of addresses that are new. Raises `GroupEndedError`.
    """
    group = _locked(pk)
    Reader.objects.bulk_create(
        [Reader(address=each, language=language) for each in addresses], ignore_conflicts=True
    )
    readers = list(Reader.objects.select_for_update().filter(address__in=addresses).order_by("pk"))
    members = set(group.members.filter(removed_at=None).values_list("reader", flat=True))
    known = [each for each in readers if each.pk in members]
    left = [each for each in readers if each.pk not in members and _left_since(each, consent)]
    new = [each for each in readers if each not in known and each not in left]
    had_it = set(receiving().filter(pk__in=[each.pk for each in new]).values_list("pk", flat=True))
    facts = {"consent_source": consent.source, "consent_on": consent.day, "added_by": by}
    at = timezone.now()
    GroupMember.objects.bulk_create(
        GroupMember(group=group, reader=each, added_at=at, **facts) for each in new
    )
    for each in new:
        _readmit(each)
        if each.pk not in had_it:
            welcome(each, group)
    return Added(*([each.address for each in rows] for rows in (new, known, left)))


def _locked(pk: int) -> ReaderGroup:
    group = ReaderGroup.objects.select_for_update().current().filter(pk=pk).first()
    if group is None:
        raise GroupEndedError
    return group


def _left_since(reader: Reader, consent: GivenConsent) -> bool:
    return reader.opted_out_at is not None and timezone.localdate(reader.opted_out_at) >= consent.day


def _readmit(reader: Reader) -> None:
    if reader.opted_out_at is not None:
        reader.opted_out_at = reader.opted_out_by = None
        reader.save(update_fields=["opted_out_at", "opted_out_by"])
        mail.readmit(reader.address, NEWSLETTER)


@transaction.atomic
def remove_member(pk: int, *, by: User) -> GroupMember:
    """Take an address out of its group; twice is as good as once."""
    member = GroupMember.objects.select_for_update(of=["self"]).select_related("group", "reader").get(pk=pk)
    if member.removed_at is None:
        member.removed_at, member.removed_by = timezone.now(), by
        member.save()
    return member


@transaction.atomic
def restore_member(pk: int, *, by: User) -> GroupMember:
    """Undo `remove_member` by a new row with the same consent, unless the address was added again."""
    former = GroupMember.objects.select_related("group", "reader").get(pk=pk)
    ReaderGroup.objects.select_for_update().get(pk=former.group_id)
    current = former.group.members.filter(reader=former.reader, removed_at=None).first()
    return current or GroupMember.objects.create(
        group=former.group,
        reader=former.reader,
        consent_source=former.consent_source,
        consent_on=former.consent_on,
        added_by=by,
    )


@transaction.atomic
def end_group(pk: int) -> ReaderGroup:
    """Let a group be no reason any more; its members stay with it."""
    group = ReaderGroup.objects.select_for_update().get(pk=pk)
    if group.ended_at is None:
        group.ended_at = timezone.now()
        group.save()
    return group


def resume_group(pk: int) -> None:
    """Undo `end_group`. Raises `NameTakenError`."""
    try:
        with transaction.atomic():
            ReaderGroup.objects.filter(pk=pk).update(ended_at=None)
    except IntegrityError as error:
        raise NameTakenError from error
