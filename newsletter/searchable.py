"""What the search finds of the newsletter: published issues and their pieces."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from network.search.facets import YEAR
from network.search.ranking import Rows, Table, has_number
from network.search.registry import Hit, Searchable, register_searchable
from newsletter.models import Issue, Piece
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


def register() -> None:
    names = frozenset({"issue", "issues", "newsletter"})
    register_searchable(Searchable(90, "issues", _("Newsletter"), (ISSUES, PIECES), names))
