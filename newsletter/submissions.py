"""What of an issue is compared from one submission to the next."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsletter.models import Edition, Issue, Piece
from newsletter.pictures.values import in_words, numbered, pictures_from
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.changes import Part
from nfp_portal.text.labels import label_of


def subject_of(issue: Issue) -> str:
    return f"issue-{issue.number}"


def parts_of(issue: Issue) -> list[Part]:
    """Return the issue in parts, as its readers see it; no query on `with_pieces()` rows."""
    fields = ("title", "period", "dated_on", "contributions_by", "opening")
    own = [Part(name, label_of(Issue, name), str(getattr(issue, name) or "")) for name in fields]
    own.append(Part("language", label_of(Issue, "language"), issue.get_language_display()))
    pieces = [part for piece in issue.pieces.all() for part in _parts_of_piece(piece, issue.language)]
    return [*own, _contents(issue), *pieces, *_parts_of_editions(issue)]


def _contents(issue: Issue) -> Part:
    """Return what stands where: of a piece that moved, this alone is another one."""
    pieces = [piece for group in issue.sections_for(Audience) for piece in group.pieces]
    lines = [f"{piece.get_section_display()}: {piece.headline}" for piece in pieces]
    return Part("contents", _("Sections and order"), "\n".join(lines))


def _parts_of_editions(issue: Issue) -> Iterator[Part]:
    """Yield what is written in other languages than those of the issue and of its pieces."""
    for edition in issue.editions.all():
        for name in ("title", "period", "opening"):
            label = f"{edition.get_language_display()}: {label_of(Edition, name)}"
            yield Part(f"{edition.language}-{name}", label, getattr(edition, name))
    for piece in issue.pieces.all():
        for text in piece.texts.all():
            lines = [text.headline, text.body, in_words(text.pictures), text.credit]
            label = f"{text.get_language_display()}: {piece.headline}"
            yield Part(f"{text.language}-{piece.anchor}", label, "\n".join(filter(None, lines)))


def _parts_of_piece(piece: Piece, around: str) -> Iterator[Part]:
    """Yield its text, and each picture by its bytes, with its number in the piece."""
    audience = piece.get_audience_display() if piece.is_restricted else ""
    language = piece.get_language_display() if piece.language != around else ""
    lines = [piece.headline, piece.by_line, piece.body, piece.credit, audience, language]
    yield Part(piece.anchor, piece.headline, "\n".join(line for line in lines if line))
    label = _("Picture of “%(headline)s”") % {"headline": piece.headline}
    for number, picture in enumerate(pictures_from(piece.pictures), 1):
        text = numbered(number, picture.alternative, picture.credit)
        yield Part(f"{piece.anchor}-{picture.digest}", label, text)
