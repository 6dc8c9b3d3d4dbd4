"""Pieces of the newsletter on the pages of structures of the OSCE."""

from django.db.models import F
from django.utils.translation import gettext as _

from network.models import Organisation
from network.sections import MOST_LINES, Line, Section, register_structure_section, section_of_lines
from newsletter.models import Issue, Piece
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.audience import audiences_of


def pieces_of_structure(structure: Organisation, reader: Reader) -> Section | None:
    """Return what it wrote in the issues that are out, as far as this reader reads it; one query."""
    rows = Piece.objects.filter(
        organisation=structure, issue__in=Issue.objects.published(), audience__in=audiences_of(reader)
    )
    rows = rows.select_related("issue").order_by(F("issue__number").desc(), "position")[: MOST_LINES + 1]
    return section_of_lines(_("In the newsletter"), map(_line, rows))


def _line(piece: Piece) -> Line:
    issue = piece.issue
    assert issue is not None  # noqa: S101 - filtered above
    url = f"{issue.get_absolute_url()}#{piece.anchor}"
    return Line(piece.headline, url, str(issue), piece.is_restricted, piece.is_demonstration)


def register() -> None:
    register_structure_section(pieces_of_structure)
