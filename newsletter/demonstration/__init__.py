"""Invented issues on recorded facts, offered contributions and readers; each is marked as demonstration.

The texts stand in the .toml files beside this one. Nothing is mailed: the issues of the past have no letter.
"""

import tomllib
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from network.demonstration import AGENCIES
from network.models import Agency, AgencyKind, Organisation, State
from network.rounds.models import Round
from newsletter import actions, pdf
from newsletter.contributions.models import CALL
from newsletter.demonstration import calls
from newsletter.demonstration.drawings import DRAWINGS
from newsletter.models import Edition, Issue, IssueStatus, Piece, PieceStatus, PieceText
from newsletter.pictures.actions import store
from newsletter.pictures.values import Picture, words_of
from newsletter.readers.models import Consent, GroupMember, Reader, ReaderGroup, SubscriptionState
from newsletter.readers.reasons import update_readers
from nfp_portal.accounts.models import Role, User

HERE = Path(__file__).parent
PAST_ISSUES = ("issue-10.toml", "issue-11.toml", "issue-12.toml")
DOMAIN = "demo.example.org"
# Whose contributions are that account's; the others came by mail, and the editor entered them.
THE_FOCAL_POINT_S_STATE = "AT"
GROUP = "Training institutes"
# Two of nobody else's, and one who subscribed too.
MEMBERS = ("institute-1@example.org", "institute-2@example.org", "reader-01@example.org")
LANGUAGES = ("en", "en", "en", "ru", "fr", "en", "de", "es", "it", "ru")
SUBSCRIBERS = (
    *(SubscriptionState.ACTIVE,) * 36,
    *(SubscriptionState.PENDING,) * 2,
    *(SubscriptionState.ENDED,) * 2,
)


@transaction.atomic
def load() -> None:
    """Fill in what is missing; what stands there already stays as it is."""
    editor, approver = _account(Role.EDITOR, "editor"), _account(Role.APPROVER, "approver")
    for name in PAST_ISSUES:
        _load_past(tomllib.loads((HERE / name).read_text()), editor, approver)
    _load_offers(tomllib.loads((HERE / "offered.toml").read_text()), editor)
    _load_readers()
    _load_group(editor)
    for issue in Issue.objects.filter(is_demonstration=True, status=IssueStatus.SENT):
        if pdf.path_of(issue) is None:
            actions.request_pdfs(issue)


def _account(role: Role, name: str) -> User:
    """Give the demonstration's account of a role; made here, it cannot sign in until it has a password."""
    email = f"{name}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, role=role, name=f"Demonstration {role.label}")


def _load_past(row: dict[str, Any], editor: User, approver: User) -> None:
    if Issue.objects.filter(number=row["number"]).exists():
        return
    pieces, editions = row.pop("contributions"), row.pop("editions", [])
    issue = Issue.objects.create(**_stripped(row), edited_by=editor, is_demonstration=True)
    for position, piece in enumerate(pieces):
        _piece(piece, editor, issue=issue, position=position)
    for edition in editions:
        _edition(edition, issue)
    _release(issue.pk, approver)


def _edition(row: dict[str, Any], issue: Issue) -> None:
    """Add an edition; its translations name the headline of the piece that they are made from."""
    texts = row.pop("texts")
    edition = Edition.objects.create(issue=issue, **_stripped(row))
    for values in map(_stripped, texts):
        piece = issue.pieces.get(headline=values.pop("of"))
        captions = zip(piece.text.pictures, values.pop("pictures", []), strict=False)
        PieceText.objects.create(
            piece=piece,
            language=edition.language,
            source_hash=piece.source_hash,
            pictures=[words_of(picture.source_hash, **row) for picture, row in captions],
            **values,
        )


def _release(issue_id: int, approver: User) -> None:
    """Put the issue into the archive as of ten o'clock on its date."""
    issue = Issue.objects.with_pieces().get(pk=issue_id)
    at_ten = timezone.make_aware(datetime.combine(issue.dated_on, time(10)))
    issue.approved_by, issue.approved_at = approver, at_ten - timedelta(hours=1)
    issue.content_hash = issue.fingerprint()
    issue.status, issue.released_at = IssueStatus.SENT, at_ten
    issue.save()


def _stripped(row: dict[str, Any]) -> dict[str, Any]:
    return {name: word.strip() if isinstance(word, str) else word for name, word in row.items()}


def _piece(row: dict[str, Any], author: User, *, issue: Issue | None = None, position: int = 0) -> Piece:
    values = _stripped(row)
    state = State.objects.get(iso2=values.pop("state")) if "state" in values else None
    agency, body = values.pop("agency", ""), values.pop("organisation", "")
    status = PieceStatus.ACCEPTED if issue else PieceStatus.OFFERED
    values["pictures"] = [_picture(**each).to_json() for each in values.get("pictures", [])]
    return Piece.objects.create(
        **values,
        state=state,
        agency=_agency(state, agency) if state else None,
        organisation=Organisation.objects.get(slug=body) if body else None,
        author=author,
        issue=issue,
        position=position,
        status=status,
        is_demonstration=True,
    )


def _picture(drawing: str, alternative: str, credit: str) -> Picture:
    return replace(store(DRAWINGS[drawing]()), alternative=alternative, credit=credit)


def _agency(state: State, name: str) -> Agency:
    kind = next((kind for kind, known in AGENCIES.items() if known == name), AgencyKind.OTHER)
    agency, _new = Agency.objects.get_or_create(state=state, name=name, defaults={"kind": kind})
    return agency


def _load_offers(row: dict[str, Any], editor: User) -> None:
    """Load a draft, a call that is open, and pieces that wait: once, for editors send them."""
    if Round.objects.of_kind(CALL).filter(is_demonstration=True).exists():
        return
    today = timezone.localdate()
    period = date_format(today, "F Y")
    number = actions.next_number()
    draft = Issue.objects.create(
        **_stripped(row["draft"]), number=number, period=period, edited_by=editor, is_demonstration=True
    )
    Round.objects.open().of_kind(CALL).update(closed_at=timezone.now())
    opened = calls.open_call(row["call"].strip(), today + timedelta(days=row["due_in_days"]), editor)
    focal_point = _account(Role.FOCAL_POINT, "focalpoint")
    for piece in row["contributions"]:
        own = piece.get("state") == THE_FOCAL_POINT_S_STATE
        made = _piece(piece, focal_point if own else editor, issue=draft if own else None)
        calls.offer(made, opened)
    sent = row["clearance"]
    piece = _piece(sent["piece"], focal_point)
    calls.offer(piece, opened)
    calls.send_for_clearance(piece, sent["edited"].strip(), sent["remark"], draft, editor)


def _load_readers() -> None:
    """Load 40 addresses of nobody, some unconfirmed, some opted out, and those of the directory."""
    now = timezone.now()
    languages = islice(cycle(LANGUAGES), len(SUBSCRIBERS))
    rows = [
        Reader(
            address=f"reader-{number:02}@example.org",
            language=language,
            asked_at=now if state == SubscriptionState.PENDING else None,
            confirmed_at=None if state == SubscriptionState.PENDING else now,
            consent="" if state == SubscriptionState.PENDING else Consent.LINK,
            opted_out_at=now if state == SubscriptionState.ENDED else None,
            is_demonstration=True,
        )
        for number, (state, language) in enumerate(zip(SUBSCRIBERS, languages, strict=True), 1)
    ]
    Reader.objects.bulk_create(rows, ignore_conflicts=True)
    update_readers()


def _load_group(editor: User) -> None:
    """Load a group of three addresses by an invented consent, once: editors rename and end it."""
    if ReaderGroup.objects.filter(is_demonstration=True).exists():
        return
    rows = [Reader(address=each, is_demonstration=True) for each in MEMBERS]
    Reader.objects.bulk_create(rows, ignore_conflicts=True)
    group = ReaderGroup.objects.create(name=GROUP, is_demonstration=True)
    consent = {"consent_source": "Invented, for the demonstration", "consent_on": timezone.localdate()}
    GroupMember.objects.bulk_create(
        GroupMember(group=group, reader=reader, added_by=editor, **consent)
        for reader in Reader.objects.filter(address__in=MEMBERS)
    )
