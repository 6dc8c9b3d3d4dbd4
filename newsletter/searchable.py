"""What the search finds of the newsletter: published issues and their pieces."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.search.facets import YEAR
from network.search.ranking import Rows, Table, has_number
from network.search.registry import Hit, Searchable, register_searchable
from newsletter.models import Edition, Issue, Piece, PieceText
from newsletter.printed import address_in
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import audiences_of


def _issues(_reader: Reader) -> Rows:
    return Issue.objects.published()


def _of_issues(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for issue in rows:
        url = issue.get_absolute_url()
        yield issue.pk, Hit(str(issue), url, issue.period, issue.is_demonstration, issue.opening)


def _pieces(reader: Reader) -> Rows:
    return Piece.objects.filter(issue__in=Issue.objects.published(), audience__in=audiences_of(reader))


def _of_pieces(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for piece in rows.select_related("issue"):
        url = f"{piece.issue.get_absolute_url()}#{piece.anchor}"
        invented = piece.is_demonstration or piece.issue.is_demonstration
        yield piece.pk, Hit(piece.headline, url, str(piece.issue), invented, piece.body)


def _editions(_reader: Reader) -> Rows:
    return Edition.objects.filter(issue__in=Issue.objects.published())


def _of_editions(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for edition in rows.select_related("issue"):
        issue, url = edition.issue, address_in(edition.issue, edition.language)
        title = f"No. {issue.number}: {edition.title}"
        yield edition.pk, Hit(title, url, edition.period, issue.is_demonstration, edition.opening)


def _texts(reader: Reader) -> Rows:
    """Return the translated pieces that an edition of a published issue prints."""
    issue = models.OuterRef("piece__issue")
    printed = Edition.objects.filter(issue=issue, language=models.OuterRef("language"))
    return PieceText.objects.filter(models.Exists(printed), piece__in=_pieces(reader))


def _of_texts(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for text in rows.select_related("piece__issue"):
        piece, issue = text.piece, text.piece.issue
        if text.source_hash != piece.source_hash:  # the original is printed instead
            continue
        url = f"{address_in(issue, text.language)}#{piece.anchor}"
        invented = piece.is_demonstration or issue.is_demonstration
        yield text.pk, Hit(text.headline, url, str(issue), invented, text.body)


ISSUES = Table(
    Issue,
    _issues,
    _of_issues,
    ("-number",),
    exact=has_number,
    looks_inside=True,
    facets={YEAR: "dated_on__year"},
)
PIECES = Table(
    Piece,
    _pieces,
    _of_pieces,
    ("-issue__number", "section", "position"),
    title="headline",
    facets={YEAR: "issue__dated_on__year"},
)

EDITIONS = Table(
    Edition, _editions, _of_editions, ("-issue__number",), facets={YEAR: "issue__dated_on__year"}
)
TEXTS = Table(
    PieceText,
    _texts,
    _of_texts,
    ("-piece__issue__number", "piece__section", "piece__position"),
    title="headline",
    facets={YEAR: "piece__issue__dated_on__year"},
)


def register() -> None:
    names = frozenset({"issue", "issues", "newsletter"})
    register_searchable(Searchable(90, "issues", _("Newsletter"), (ISSUES, EDITIONS, PIECES, TEXTS), names))
