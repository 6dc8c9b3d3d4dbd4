"""What page, mail, PDF and feed of an issue say alike."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from newsletter.models import Issue, Piece
from newsletter.pictures.values import Picture
from newsletter.printed import PrintedIssue
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.markdown import markdown_to_text, render_markdown

# Returns where a picture of a piece is to be had.
AddressOfPicture = Callable[[Piece, Picture], str]


def picture_on_page(piece: Piece, picture: Picture) -> str:
    return reverse("newsletter:picture", args=[piece.pk, picture.file_name])


def picture_on_portal(piece: Piece, picture: Picture) -> str:
    return settings.SITE_URL + picture_on_page(piece, picture)


def pictures_of(issue: Issue) -> list[Picture]:
    """Return the pictures of what everybody may read, in printing order; no query on `with_pieces()` rows."""
    return [picture for piece in issue.pieces_for({Audience.ALL}) for picture in piece.text.pictures]


def context_of(
    issue: Issue,
    audiences: frozenset[Audience],
    language: str = "",
    address: AddressOfPicture = picture_on_page,
) -> dict[str, Any]:
    """Give an edition of the issue, "" for its own language, as far as these audiences may read it.

    `address` says where its pictures are to be had. No query on `with_pieces()` rows. Raises
    `NoEditionError`.
    """
    edition = PrintedIssue.of(issue, language)
    return {
        "issue": issue,
        "errata": issue.published_errata,
        "edition": edition,
        "address_of_picture": address,
        "sections": edition.sections_for(audiences),
        "withheld": len(issue.pieces.all()) - len(issue.pieces_for(audiences)),
    }


def address_of(issue: Issue | None) -> str:
    """Return the address of the issue's page. Links that its texts hold are relative to it.

    What is in no issue yet is read as it will be in one.
    """
    path = issue.get_absolute_url() if issue else reverse("newsletter:latest")
    return settings.SITE_URL + path


def html_of(text: str, issue: Issue, top: int) -> SafeString:
    """Render a text of the issue as safe HTML with absolute links, its highest heading `h<top>`."""
    return render_markdown(text, top, base=address_of(issue))


def plain_text_of(text: str, issue: Issue) -> str:
    """Render a text of the issue as plain text with absolute links."""
    return markdown_to_text(text, base=address_of(issue))
