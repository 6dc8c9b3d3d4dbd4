"""Offer practices, reword them, publish or send them back, withdraw them, say that they are used too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.practices.letters import decision_letter, published_letter, sent_back_letter
from exchange.practices.models import Practice, PracticeFile, PracticeRequest, PracticeStatus, Use
from exchange.practices.permissions import may_use
from meetings.recipients import of_state
from network.models import State
from nfp_portal.accounts.models import User
from nfp_portal.database.numbers import one_at_a_time
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE
from nfp_portal.revisions.stale import expect
from nfp_portal.ui.letters import Letter
from nfp_portal.ui.spelling import slug_of

# What an address below /practices/ names besides.
_TAKEN = {"offer", "ask"}


# What forms give beside the columns.
BESIDE = ("involved", "file")


@dataclass(frozen=True)
class NewFile:
    """A file that is added to a practice, as it was uploaded."""

    name: str
    language: str
    content: Any


class OwnPracticeError(Exception):
    """Who entered the practice does not publish it."""


class PracticeDecidedError(Exception):
    """Something was decided on the practice that this act does not go with."""


@transaction.atomic
def offer(key: UUID, facts: Mapping[str, Any], *, by: User | None) -> Practice:
    """Add an offer; the form of this `key` adds one, however often it is sent."""
    one_at_a_time(Practice)  # two of one title would get the same address
    if there := Practice.objects.filter(key=key).first():
        return there
    own = {name: value for name, value in facts.items() if name not in BESIDE}
    made = Practice.objects.create(key=key, slug=_free_slug(facts["title"], key), offered_by=by, **own)
    _write_beside(made, facts)
    return made


def _write_beside(practice: Practice, facts: Mapping[str, Any]) -> None:
    """Write what is no column: the States involved, and a file that is added; sent twice it is one."""
    if "involved" in facts:
        practice.involved.set(facts["involved"])
    file = facts.get("file")
    if file and not any(
        (each.name, each.language, each.file.size) == (file.name, file.language, file.content.size)
        for each in practice.files.kept()
    ):
        practice.files.create(name=file.name, language=file.language, file=file.content)


def _free_slug(title: str, key: UUID) -> str:
    """Return the title as an address; with a part of the key where another practice has it."""
    slug = slug_of(title)[:100] or key.hex
    is_taken = slug in _TAKEN or Practice.objects.filter(slug=slug).exists()
    return f"{slug}-{key.hex[:8]}" if is_taken else slug


@transaction.atomic
def change(practice: Practice, changes: Mapping[str, Any], *, revision: int, is_editor: bool) -> Practice:
    """Reword it; what was sent back or withdrawn is then offered again.

    Raises `StaleError`, `PracticeDecidedError` where its State comes after the publication.
    """
    current = locked(practice)
    expect(current, revision)
    if current.is_published and not is_editor:
        raise PracticeDecidedError
    facts = {name: value for name, value in changes.items() if name not in BESIDE}
    is_reworded = any(getattr(current, name) != value for name, value in facts.items())
    for name, value in facts.items():
        setattr(current, name, value)
    _write_beside(current, changes)
    if is_editor and current.reported and is_reworded:
        current.reported, current.reported_at, current.confirmed_on = "", None, timezone.localdate()
    if not is_editor:
        current.remark, current.sent_back_at = "", None
        current.withdrawn_at = current.published_at = current.confirmed_on = None
        current.is_withdrawn_by_editor = False
        current.reported, current.reported_at = "", None
    return _saved(current)


@transaction.atomic
def publish(practice: Practice, *, revision: int, by: User | None) -> Practice:
    """Raises `StaleError`, `OwnPracticeError`, `PracticeDecidedError` for what is withdrawn or published."""
    current = _undecided(practice, revision)
    if by is not None and current.offered_by_id == by.pk:
        raise OwnPracticeError
    current.remark, current.sent_back_at = "", None
    current.published_at, current.confirmed_on = timezone.now(), timezone.localdate()
    _notify_who_was_asked(_saved(current))
    _notify_state(current)
    return current


@transaction.atomic
def send_back(practice: Practice, remark: str, *, revision: int) -> Practice:
    """Raises `StaleError`, `PracticeDecidedError` for what is withdrawn or published."""
    current = _undecided(practice, revision)
    current.remark, current.sent_back_at = remark, timezone.now()
    _notify_who_was_asked(_saved(current))
    _notify_state(current)
    return current


# What is written to who offered by a link, by what was decided.
_LETTERS: dict[PracticeStatus, Callable[[PracticeRequest, Practice], Letter]] = {
    PracticeStatus.PUBLISHED: published_letter,
    PracticeStatus.SENT_BACK: sent_back_letter,
}


def _notify_who_was_asked(practice: Practice) -> None:
    """Write to who offered it by a link what was decided; the time of its link begins anew."""
    status = practice.status
    for request in PracticeRequest.objects.filter(practice=practice):
        request.asked_at = timezone.now()
        request.save(update_fields=["asked_at"])
        key = f"practice {request.key} {status.value} {practice.revision}"
        write_to(request, key, _LETTERS[status](request, practice))


def _notify_state(practice: Practice) -> None:
    """Write to the account that offered it for its State, else to the focal points of the State."""
    addresses = set(PracticeRequest.objects.filter(practice=practice).values_list("email", flat=True))
    key = f"practice {practice.key} {practice.status.value} {practice.revision}"
    for number, recipient in enumerate(of_state(practice.state, practice.offered_by)):
        if recipient.address not in addresses:
            mail.post(
                to=recipient.address,
                **decision_letter(practice, recipient).parts,
                stream=NOTICE,
                key=f"{key} {number}",
                headers=mail.AUTOMATIC_HEADERS,
            )


def write_to(request: PracticeRequest, key: str, letter: Letter) -> None:
    """Queue a letter to who was asked; one of a `key` that is queued already is not sent again."""
    mail.post(to=request.email, **letter.parts, stream=NOTICE, key=key, headers=mail.AUTOMATIC_HEADERS)


def _undecided(practice: Practice, revision: int) -> Practice:
    current = locked(practice)
    expect(current, revision)
    if current.status not in {PracticeStatus.OFFERED, PracticeStatus.SENT_BACK}:
        raise PracticeDecidedError
    return current


@transaction.atomic
def withdraw(practice: Practice, *, is_editor: bool) -> Practice:
    """Take it off the list; once is enough."""
    current = locked(practice)
    if current.status == PracticeStatus.WITHDRAWN:
        return current
    current.withdrawn_at, current.is_withdrawn_by_editor = timezone.now(), is_editor
    return _saved(current)


@transaction.atomic
def restore(practice: Practice) -> Practice:
    """Take a withdrawal back: it is what it was before; once is enough."""
    current = locked(practice)
    if current.status != PracticeStatus.WITHDRAWN:
        return current
    current.withdrawn_at, current.is_withdrawn_by_editor = None, False
    return _saved(current)


@transaction.atomic
def confirm(practice: Practice) -> Practice:
    """Note that it is today as described, unless its State has said what changed: that waits for an editor.

    Raises `PracticeDecidedError` for what is not published.
    """
    current = locked(practice)
    if not current.is_published:
        raise PracticeDecidedError
    if current.reported:
        return current
    current.confirmed_on = timezone.localdate()
    return _saved(current)


@transaction.atomic
def report(practice: Practice, text: str) -> Practice:
    """Note what has changed, as its State says, below what it said before.

    Raises `PracticeDecidedError` for what is not published.
    """
    current = locked(practice)
    if not current.is_published:
        raise PracticeDecidedError
    said_before = current.reported.split("\n\n") if current.reported else []
    if text not in said_before:
        current.reported, current.reported_at = "\n\n".join([*said_before, text]), timezone.now()
        current = _saved(current)
    return current


@transaction.atomic
def use_too(practice: Practice, state: State, *, by: User) -> None:
    """Raises `PracticeDecidedError` for what is not published, and for the State's own."""
    current = locked(practice)
    if not may_use(current, state):
        raise PracticeDecidedError
    Use.objects.get_or_create(practice=current, state=state, defaults={"by": by})


@transaction.atomic
def use_no_longer(practice: Practice, state: State) -> None:
    locked(practice).uses.filter(state=state).delete()


@transaction.atomic
def remove_file(file: PracticeFile) -> None:
    """Take a file off its practice; it can be restored until it is purged. Once is enough."""
    _set_removed(file, timezone.now())


@transaction.atomic
def restore_file(file: PracticeFile) -> None:
    _set_removed(file, None)


def _set_removed(file: PracticeFile, at: datetime | None) -> None:
    """Count a change of the practice, so that nobody publishes it with other files than were read."""
    current = locked(file.practice)
    if current.files.filter(pk=file.pk).exclude(removed_at__isnull=at is None).update(removed_at=at):
        _saved(current)


def locked(practice: Practice) -> Practice:
    """Return it as it is now. Raises `Practice.DoesNotExist`."""
    return (
        Practice.objects.select_for_update(of=("self",))
        .select_related("state", "offered_by")
        .get(pk=practice.pk)
    )


def _saved(current: Practice) -> Practice:
    current.revision += 1
    current.save()
    return current
