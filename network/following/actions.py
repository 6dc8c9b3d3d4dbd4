"""Choose what to follow, and take what is new in it for a digest.

New is what an account may read now and neither was sent nor could read when it began to follow. So nothing
depends on when a row was written: what is published, endorsed or opened to others later is new to them then.
Of kinds with a version a changed row is named again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction

from network.following.choices import Choices
from network.following.models import Following, KnownEntry
from network.sections import FieldPart, followed_parts
from nfp_portal.accounts.models import User
from nfp_portal.turns.registry import Headline, News

# Of each kind a digest lists so many.
MOST = 10


def save_choices(user: User, choices: Choices) -> None:
    """Follow this instead of what was followed."""
    with _changing(user) as following:
        following.fields_of_work.set(choices.fields_of_work)
        following.states.set(choices.states)
        following.kinds = list(choices.kinds)


def follow(user: User, added: Choices) -> None:
    """Follow this too; twice is once."""
    with _changing(user) as following:
        following.fields_of_work.add(*added.fields_of_work)
        following.states.add(*added.states)
        following.kinds = sorted({*following.kinds, *added.kinds})


def stop_following(user: User, removed: Choices) -> None:
    """Follow this no more; twice is once."""
    with _changing(user) as following:
        following.fields_of_work.remove(*removed.fields_of_work)
        following.states.remove(*removed.states)
        following.kinds = sorted({*following.kinds} - {*removed.kinds})


@contextmanager
def _changing(user: User) -> Iterator[Following]:
    """Let the block change what is followed. What can be read in it already is not new.

    Three statements a kind.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        following = Following.objects.get_or_create(user=user)[0]
        before = {part.kind: _versions(part, following, user) for part in followed_parts()}
        yield following
        following.save()
        for part in followed_parts():
            after = _versions(part, following, user)
            _note(user, part.kind, {key: after[key] for key in after.keys() - before[part.kind].keys()})


def take_news(user: User) -> list[News]:
    """Return what is new for an account, and note it as known; at most two queries a kind."""
    following = Following.objects.filter(user=user).first()
    if following is None:
        return []
    return [news for part in followed_parts() if (news := _take(part, following, user)) is not None]


def _take(part: FieldPart, following: Following, user: User) -> News | None:
    known = KnownEntry.objects.filter(user=user, kind=part.kind, row=models.OuterRef("pk"))
    rows = _rows(part, following, user).annotate(known_version=models.Subquery(known.values("version")))
    is_new = models.Q(known_version=None) | models.Q(known_version__lt=models.F("version_now"))
    new = list(rows.filter(is_new))
    if not new:
        return None
    _note(user, part.kind, {row.pk: row.version_now for row in new})
    lines = [(part.line(row), row.known_version is not None) for row in new[:MOST]]
    headlines = tuple(Headline(line.title, line.url, is_change=is_change) for line, is_change in lines)
    return News(part.title, headlines, more=len(new) - len(headlines))


def _rows(part: FieldPart, following: Following, user: User) -> models.QuerySet[Any]:
    """Return what this account may read and follows of a kind, with `version_now`."""
    version = models.F(part.version) if part.version else models.Value(0)
    rows: models.QuerySet[Any] = part.rows(user).annotate(version_now=version)
    if part.kind in following.kinds:
        return rows
    about = models.Q(pk__in=[])
    if part.column:
        about |= models.Q(**{f"{part.column}__in": following.fields_of_work.values("pk")})
    for column in part.states:
        about |= models.Q(**{f"{column}__in": following.states.values("pk")})
    return rows.filter(pk__in=rows.model._default_manager.filter(about).values("pk"))  # noqa: SLF001 - documented


def _versions(part: FieldPart, following: Following, user: User) -> dict[int, int]:
    return dict(_rows(part, following, user).values_list("pk", "version_now"))


def _note(user: User, kind: str, versions: Mapping[int, int]) -> None:
    """Note that the account knows these rows of a kind as they are in these versions."""
    known = [KnownEntry(user=user, kind=kind, row=row, version=version) for row, version in versions.items()]
    KnownEntry.objects.bulk_create(
        known, update_conflicts=True, unique_fields=["user", "kind", "row"], update_fields=["version"]
    )


def purge_known_entries() -> int:
    """Remove what closed accounts, and those that follow nothing, know of; give how many."""
    followed = Following.objects.filter(
        models.Q(fields_of_work__isnull=False) | models.Q(states__isnull=False) | ~models.Q(kinds=[])
    )
    kept = followed.filter(user__is_active=True).values("user")
    return KnownEntry.objects.exclude(user__in=kept).delete()[0]
