"""The record of the newsletter: issues and their pieces."""

from newsletter.models.corrections import Erratum, Withdrawal
from newsletter.models.editions import Edition, PieceText
from newsletter.models.issues import FROZEN, ON_THE_WAY, RELEASED, Issue, IssueStatus
from newsletter.models.pieces import (
    UNDECIDED,
    WAITING,
    WITH_EDITORS,
    Piece,
    PieceStatus,
    PrintedText,
    Section,
)

__all__ = [
    "FROZEN",
    "ON_THE_WAY",
    "RELEASED",
    "UNDECIDED",
    "WAITING",
    "WITH_EDITORS",
    "Edition",
    "Erratum",
    "Issue",
    "IssueStatus",
    "Piece",
    "PieceStatus",
    "PieceText",
    "PrintedText",
    "Section",
    "Withdrawal",
]
