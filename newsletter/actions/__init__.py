"""What can be done with issues and their pieces, one verb each."""

from newsletter.actions.blocks import BlockOfIssue, block_of, blocks_of, fill_again, keep_text
from newsletter.actions.cloning import start_like_last
from newsletter.actions.editions import add_edition, change_edition, remove_edition, translate
from newsletter.actions.issues import (
    NotNowError,
    NotTranslatedError,
    approve,
    change_issue,
    next_number,
    send_back,
    start_issue,
    submit,
    take_back,
)
from newsletter.actions.news import news_for, take_up
from newsletter.actions.pieces import (
    NotClearedError,
    PicturesTooLargeError,
    accept,
    change_piece,
    decline,
    hold_over,
    move,
    put_back,
    write_piece,
)
from newsletter.actions.previews import send_test
from newsletter.actions.printing import request_pdf, request_pdfs
from newsletter.actions.undoing import undo_step

__all__ = [
    "BlockOfIssue",
    "NotClearedError",
    "NotNowError",
    "NotTranslatedError",
    "PicturesTooLargeError",
    "accept",
    "add_edition",
    "approve",
    "block_of",
    "blocks_of",
    "change_edition",
    "change_issue",
    "change_piece",
    "decline",
    "fill_again",
    "hold_over",
    "keep_text",
    "move",
    "news_for",
    "next_number",
    "put_back",
    "remove_edition",
    "request_pdf",
    "request_pdfs",
    "send_back",
    "send_test",
    "start_issue",
    "start_like_last",
    "submit",
    "take_back",
    "take_up",
    "translate",
    "undo_step",
    "write_piece",
]
