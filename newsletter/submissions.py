"""What of an issue is compared from one submission to the next."""

from collections.abc import Iterator

from newsletter.models import Edition, Issue, Piece
from newsletter.pictures.values import in_words
from nfp_portal.revisions.changes import Part
from nfp_portal.text.labels import label_of


def subject_of(issue: Issue) -> str:
    return f"issue-{issue.number}"


def parts_of(issue: Issue) -> list[Part]:
    """Return the issue in parts, as its readers see it; no query on `with_pieces()` rows."""
    fields = ("title", "period", "dated_on", "contributions_by", "opening")
    own = [Part(name, label_of(Issue, name), str(getattr(issue, name) or "")) for name in fields]
    return own + [_part(piece) for piece in issue.pieces.all()] + list(_parts_of_editions(issue))


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


def _part(piece: Piece) -> Part:
    audience = piece.get_audience_display() if piece.is_restricted else ""
    lines = [piece.headline, piece.by_line, piece.body, in_words(piece.pictures), piece.credit, audience]
    return Part(piece.anchor, piece.headline, "\n".join(line for line in lines if line))
