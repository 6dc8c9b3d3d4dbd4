"""Add editions to an issue, and translate what they print."""

from typing import Any

from django.db import transaction

from newsletter.actions.issues import NotNowError, locked_for_edit, touch
from newsletter.models import Edition, Issue, Piece, PieceText
from nfp_portal.accounts.models import User
from nfp_portal.revisions.history import events_of
from nfp_portal.revisions.stale import expect

_WRITTEN = ("title", "period", "opening")


@transaction.atomic
def add_edition(number: int, language: str, *, by: User) -> Edition:
    """Let the issue appear in this language too; an edition that was removed says again what it said.

    Raises `NotNowError` where it is no draft, or in this language itself. Safe to call twice.
    """
    issue = locked_for_edit(number, by)
    if language == issue.language:
        raise NotNowError(issue)
    there = issue.editions.filter(language=language).first()
    if there is not None:
        return there
    edition = Edition.objects.create(issue=issue, language=language, **_former(issue, language))
    touch(issue, by)
    return edition


def _former(issue: Issue, language: str) -> dict[str, Any]:
    """Return what an edition said before it was removed, and the revision that follows."""
    last = events_of(Edition).filter(issue=issue.pk, language=language).order_by("pgh_id").last()
    if last is None:
        return {}
    return {name: getattr(last, name) for name in _WRITTEN} | {"revision": last.revision + 1}


@transaction.atomic
def remove_edition(number: int, language: str, *, by: User) -> Issue:
    """Let the issue no longer appear in this language; translated pieces stay. Raises `NotNowError`."""
    issue = locked_for_edit(number, by)
    edition = issue.editions.filter(language=language).first()
    if edition is None:
        raise NotNowError(issue)
    edition.delete()
    touch(issue, by)
    return issue


@transaction.atomic
def change_edition(number: int, language: str, *, revision: int, by: User, **values: Any) -> Edition:
    """Write title, period and opening note of an edition.

    Raises `StaleError` if somebody else saved since `revision`; `NotNowError` once the issue was submitted,
    and where the edition was removed.
    """
    issue = locked_for_edit(number, by)
    edition = issue.editions.filter(language=language).first()
    if edition is None:
        raise NotNowError(issue)
    expect(edition, revision)
    for name, value in values.items():
        setattr(edition, name, value)
    edition.revision += 1
    edition.save()
    touch(issue, by)
    return edition


@transaction.atomic
def translate(
    piece_id: int, language: str, *, revision: int, source: str, by: User, **values: Any
) -> PieceText:
    """Write a piece of an issue in another language.

    `source` is the hash of the text that was translated: of the text of now it is the translation only if
    that is the same. `revision` is 0 for the first one. Raises `StaleError` if somebody else saved since;
    `NotNowError` where its issue is no draft, or does not appear in this language.
    """
    piece = Piece.objects.select_related("issue").get(pk=piece_id)
    if piece.issue is None:
        raise NotNowError
    issue = locked_for_edit(piece.issue.number, by)
    piece = Piece.objects.select_for_update().get(pk=piece_id)
    if piece.issue_id != issue.pk or language not in issue.languages or language == piece.language:
        raise NotNowError(issue)
    text = piece.texts.filter(language=language).first() or PieceText(
        piece=piece, language=language, revision=0
    )
    expect(text, revision)
    for name, value in values.items():
        setattr(text, name, value)
    text.source_hash = source
    text.revision += 1
    text.save()
    touch(issue, by)
    return text
