"""Choose what to follow, and take what is new in it for a digest.

New is what an account may read now and neither was sent nor could read when it began to follow. So nothing
depends on when a row was written: what is published, endorsed or opened to others later is new to them then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from network.following.models import Following, KnownEntry
from network.models import FieldOfWork, State
from network.sections import FieldPart, followed_parts
from nfp_portal.accounts.models import User
from nfp_portal.turns.registry import Headline, News

# Of each kind a digest lists so many.
MOST = 10


@dataclass(frozen=True)
class Choices:
    fields_of_work: tuple[FieldOfWork, ...] = ()
    states: tuple[State, ...] = ()
    kinds: tuple[str, ...] = ()


@transaction.atomic
def save_choices(user: User, choices: Choices) -> None:
    """Follow this instead of what was followed. What can be read in it already is not new.

    Three statements a kind.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    following = Following.objects.get_or_create(user=user)[0]
    before = {part.kind: _keys(part, following, user) for part in followed_parts()}
    following.fields_of_work.set(choices.fields_of_work)
    following.states.set(choices.states)
    following.kinds = list(choices.kinds)
    following.save()
    for part in followed_parts():
        _note(user, part.kind, _keys(part, following, user) - before[part.kind])


def take_news(user: User) -> list[News]:
    """Return what is new for an account, and note it as known; at most two queries a kind."""
    following = Following.objects.filter(user=user).first()
    if following is None:
        return []
    return [news for part in followed_parts() if (news := _take(part, following, user)) is not None]


def _take(part: FieldPart, following: Following, user: User) -> News | None:
    known = KnownEntry.objects.filter(user=user, kind=part.kind).values("row")
    new = list(_rows(part, following, user).exclude(pk__in=known))
    if not new:
        return None
    _note(user, part.kind, [row.pk for row in new])
    lines = [part.line(row) for row in new[:MOST]]
    headlines = tuple(Headline(line.title, line.url) for line in lines)
    return News(part.title, headlines, more=len(new) - len(lines))


def _rows(part: FieldPart, following: Following, user: User) -> models.QuerySet[Any]:
    """Return what this account may read and follows of a kind."""
    rows = part.rows(user)
    if part.kind in following.kinds:
        return rows
    about = models.Q(**{f"{part.column}__in": following.fields_of_work.values("pk")})
    if part.states:
        about |= models.Q(**{f"{part.states}__in": following.states.values("pk")})
    return rows.filter(pk__in=rows.model._default_manager.filter(about).values("pk"))  # noqa: SLF001 - documented


def _keys(part: FieldPart, following: Following, user: User) -> set[int]:
    return set(_rows(part, following, user).values_list("pk", flat=True))


def _note(user: User, kind: str, rows: Iterable[int]) -> None:
    known = [KnownEntry(user=user, kind=kind, row=row) for row in rows]
    KnownEntry.objects.bulk_create(known, ignore_conflicts=True)


def purge_known_entries() -> int:
    """Remove what closed accounts, and those that follow nothing, know of; give how many."""
    followed = Following.objects.filter(
        models.Q(fields_of_work__isnull=False) | models.Q(states__isnull=False) | ~models.Q(kinds=[])
    )
    kept = followed.filter(user__is_active=True).values("user")
    return KnownEntry.objects.exclude(user__in=kept).delete()[0]
