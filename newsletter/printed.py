"""An issue as one of its editions prints it: its words in that language, else visibly in their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from newsletter.models import Edition, Issue, Piece, PieceText, Section
from newsletter.pictures.values import Picture
from nfp_portal.accounts.audience import Audience

_FOCAL_POINTS = "focal-points"


class NoEditionError(Exception):
    """The issue does not appear in this language."""


class PrintedPicture(NamedTuple):
    """A picture of a piece with its words in an edition. `language` is theirs; they may be translated."""

    picture: Picture
    language: str


@dataclass(frozen=True)
class PrintedPiece:
    """A piece as an edition prints it. `language` is that of its words, which may be translated.

    The by-line is in the language of the edition.
    """

    piece: Piece
    headline: str
    body: str
    credit: str
    by_line: str
    language: str
    pictures: list[PrintedPicture]
    is_translated: bool = False

    @classmethod
    def of(cls, piece: Piece, language: str) -> "PrintedPiece":
        """No query on rows of `Issue.objects.with_pieces()`."""
        text = None if piece.language == language else piece.translation_in(language)
        by_line = piece.by_line_in(language)
        pictures = _pictures(piece, text)
        if text is None:
            return cls(piece, piece.headline, piece.body, piece.credit, by_line, piece.language, pictures)
        return cls(
            piece, text.headline, text.body, text.credit, by_line, language, pictures, is_translated=True
        )

    @property
    def anchor(self) -> str:
        return self.piece.anchor

    @property
    def is_restricted(self) -> bool:
        return self.piece.is_restricted

    @property
    def is_short(self) -> bool:
        return self.piece.is_short

    @property
    def section(self) -> Section:
        return Section(self.piece.section)


def _pictures(piece: Piece, text: PieceText | None) -> list[PrintedPicture]:
    captions = text.pictures if text else []
    return [
        PrintedPicture(translated, text.language)
        if text and (translated := picture.translated(captions))
        else PrintedPicture(picture, piece.language)
        for picture in piece.text.pictures
    ]


class PrintedSection(NamedTuple):
    section: Section
    pieces: list[PrintedPiece]


@dataclass(frozen=True)
class PrintedIssue:
    """An issue in one of its languages; without an opening note of its own it has that of the issue."""

    issue: Issue
    language: str
    title: str
    period: str
    opening: str
    opening_language: str

    @classmethod
    def of(cls, issue: Issue, language: str = "") -> "PrintedIssue":
        """Return the issue in this language, "" for its own.

        Raises `NoEditionError`. No query on rows of `Issue.objects.with_pieces()`.
        """
        own = cls(issue, issue.language, issue.title, issue.period, issue.opening, issue.language)
        if language in {"", issue.language}:
            return own
        edition = _edition_in(issue, language)
        written = bool(edition.opening or not issue.opening)
        return cls(
            issue,
            language,
            edition.title or issue.title,
            edition.period or issue.period,
            edition.opening if written else issue.opening,
            language if written else issue.language,
        )

    @property
    def number(self) -> int:
        return self.issue.number

    @property
    def is_main(self) -> bool:
        return self.language == self.issue.language

    @property
    def path(self) -> str:
        return address_in(self.issue, self.language)

    @property
    def pdf_path(self) -> str:
        if self.is_main:
            return reverse("newsletter:issue_pdf", args=[self.number])
        return reverse("newsletter:edition_pdf", args=[self.number, self.language])

    def sections_for(self, audiences: Iterable[Audience]) -> list[PrintedSection]:
        return [
            PrintedSection(group.section, [PrintedPiece.of(piece, self.language) for piece in group.pieces])
            for group in self.issue.sections_for(audiences)
        ]


def _edition_in(issue: Issue, language: str) -> Edition:
    for edition in issue.editions.all():
        if edition.language == language:
            return edition
    raise NoEditionError(language)


def address_in(issue: Issue, language: str) -> str:
    """Return the path of the issue's page in one of its languages."""
    if language == issue.language:
        return issue.get_absolute_url()
    return reverse("newsletter:edition_page", args=[issue.number, language])


def address_for(issue: Issue, language: str) -> str:
    """Return the path of the edition in this language, else of the issue; a query where not prefetched."""
    return address_in(issue, language if language in issue.languages else issue.language)


def untranslated(issue: Issue, language: str) -> list[Piece]:
    """Return the pieces that an edition prints in their own language, in printing order."""
    return [
        piece
        for piece in issue.pieces.all()
        if piece.language != language and piece.translation_in(language) is None
    ]


@dataclass(frozen=True)
class Copy:
    """What some of the recipients read: an edition, and for focal points how many pieces are for them."""

    language: str
    for_focal_points: bool = False

    @property
    def name(self) -> str:
        """The name of the version in the outbox."""
        return f"{self.language} {_FOCAL_POINTS}" if self.for_focal_points else self.language

    @classmethod
    def of(cls, name: str) -> "Copy":
        language, _space, audience = name.partition(" ")
        return cls(language, audience == _FOCAL_POINTS)


def copies_of(issue: Issue) -> list[Copy]:
    """Return the copies of the issue, that of its own language and of everybody first.

    Focal points have copies of their own where pieces are for them. No query on `with_pieces()` rows.
    """
    withheld = any(piece.is_restricted for piece in issue.pieces.all())
    audiences = (False, True) if withheld else (False,)
    return [Copy(language, focal) for language in issue.languages for focal in audiences]
