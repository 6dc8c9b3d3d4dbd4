"""Calls, pieces that came by them, and clearances for tests, one phrase each."""

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from network.rounds.actions.answers import GivenAnswer
from network.rounds.models import Addressee, Channel
from newsletter.contributions.actions.calls import Contributor, open_call, save_piece_of
from newsletter.contributions.actions.clearance import Sending, send_for_clearance
from newsletter.contributions.models import CallForContributions, Clearance, Offering
from newsletter.models import Issue, Piece
from nfp_portal.accounts.models import User
from nfp_portal.links.signing import path_of
from tests.factories.network import state
from tests.factories.newsletter import make_editor, make_issue
from tests.factories.rounds import mailbox_of

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_call(*codes: str, by: User | None = None, **facts: Any) -> CallForContributions:
    """A call to these States (Austria and Poland), open for two weeks."""
    given: dict[str, Any] = {"text": "Write to us.", "by": by or make_editor()}
    given["due_on"] = timezone.localdate() + timedelta(days=14)
    return open_call(**(given | facts), states=tuple(state(code) for code in codes or ("AT", "PL")))


def row_of(call: CallForContributions, code: str) -> Addressee:
    rows = Addressee.objects.select_related("round", "state", "organisation", "person", "represents")
    return rows.get(round=call.round_id, state__iso2=code)


def link_of(call: CallForContributions, code: str) -> str:
    return path_of("round", mailbox_of(row_of(call, code)).key)


def offer_by_link(call: CallForContributions, code: str, **facts: Any) -> Piece:
    """A piece that a focal point of the State sent by the link of the call."""
    row = row_of(call, code)
    mailbox = mailbox_of(row)
    contributor = Contributor(
        GivenAnswer(Channel.LINK, name=mailbox.name), row, row.state, mailbox_key=mailbox.key
    )
    given = {"headline": "Our second drill", "body": "We held a drill.", "language": "en", "audience": "all"}
    return save_piece_of(contributor, uuid4(), given | facts, revision=1, offers=True)


def key_of(piece: Piece) -> str:
    return str(Offering.objects.get(piece=piece).key)


def sent_for_clearance(piece: Piece, issue: Issue | None = None, **facts: Any) -> Clearance:
    """The text of now, sent to its State for an issue."""
    piece.refresh_from_db()
    number = (issue or make_issue()).number
    due_on = timezone.localdate() + timedelta(days=7)
    sending = Sending(number, due_on, facts.get("remark", ""))
    return send_for_clearance(piece.pk, sending, revision=piece.revision, by=facts.get("by") or make_editor())


def clearance_link(clearance: Clearance) -> str:
    row = Addressee.objects.select_related("round", "state", "organisation", "person").get(
        pk=clearance.addressee_id
    )
    return path_of("round", mailbox_of(row).key)


def word_file(body: str, **parts: str | bytes) -> io.BytesIO:
    """A Word document whose body is this XML, with more parts by their names."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", parts.pop("document", document))
        for name, text in parts.items():
            archive.writestr(name, text)
    file.seek(0)
    file.name = "text.docx"
    return file


def encrypted(file: io.BytesIO) -> io.BytesIO:
    """The archive with each part marked as encrypted (bit 0 of its flags, APPNOTE 4.4.4)."""
    content = bytearray(file.getvalue())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = content.find(header)
        while begin >= 0:
            content[begin + flags] |= 1
            begin = content.find(header, begin + 4)
    marked = io.BytesIO(bytes(content))
    marked.name = "text.docx"
    return marked
