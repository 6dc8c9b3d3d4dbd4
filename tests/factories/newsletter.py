"""Issues, contributions and subscriptions for tests, one phrase each."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from network.models import Organisation
from newsletter import actions
from newsletter.models import Edition, Issue, IssueStatus, Piece, PieceStatus, PieceText, Section
from newsletter.readers.models import Consent, GroupMember, Reader, ReaderGroup, SubscriptionState
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, state

_numbers = count(1)


def make_editor() -> User:
    return make_user(Role.EDITOR)


def make_approver() -> User:
    return make_user(Role.APPROVER)


def make_issue(**facts: Any) -> Issue:
    """A draft without contributions, numbered from 100."""
    number = facts.pop("number", 100 + next(_numbers))
    given = {"title": f"Issue {number}", "period": "May 2026", "dated_on": date(2026, 5, 4)}
    facts.setdefault("edited_by", facts.pop("by", None) or make_editor())
    return Issue.objects.create(number=number, **(given | facts))


def make_piece(issue: Issue | None = None, **facts: Any) -> Piece:
    """A contribution of the Austrian border police: in its issue, or offered where there is none."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "headline": f"Headline {number}",
        "body": f"Body **{number}**.",
        "section": Section.STATES,
        "status": PieceStatus.ACCEPTED if issue else PieceStatus.OFFERED,
        "position": number,
    }
    if "organisation" not in facts:
        given |= {"state": state("AT"), "agency": make_agency("AT")}
    facts.setdefault("author", make_user(Role.FOCAL_POINT))
    return Piece.objects.create(issue=issue, **(given | facts))


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def make_approved_issue(*, editions: Sequence[str] = (), **facts: Any) -> Issue:
    """An issue of one contribution, approved by a second person; with editions in these languages."""
    issue = make_issue(**facts)
    make_piece(issue)
    for language in editions:
        make_edition(issue, language)
    return approved(issue)


def approved(issue: Issue) -> Issue:
    """Submit and approve an issue by others than its editor."""
    actions.submit(issue.number, by=make_editor())
    actions.approve(issue.number, seen=fresh(issue).fingerprint(), by=make_approver())
    return fresh(issue)


def fresh(issue: Issue) -> Issue:
    return Issue.objects.with_pieces().get(pk=issue.pk)


def make_sent_issue(*pieces: dict[str, Any], editions: Sequence[str] = (), **facts: Any) -> Issue:
    """A published issue; each contribution as its own facts say; with editions in these languages."""
    issue = make_issue(**facts)
    for language in editions:
        make_edition(issue, language)
    for own in pieces or ({},):
        make_piece(issue, **own)
    Issue.objects.filter(pk=issue.pk).update(
        status=IssueStatus.SENT,
        approved_by=make_approver(),
        approved_at=timezone.now(),
        content_hash=fresh(issue).fingerprint(),
        released_at=timezone.now(),
    )
    return fresh(issue)


def make_translation(piece: Piece, language: str = "ru", **facts: Any) -> PieceText:
    """A piece in another language, made from its text of now."""
    given = {"headline": f"{piece.headline} ({language})", "body": f"{piece.body} ({language})"}
    return PieceText.objects.create(
        piece=piece, language=language, source_hash=piece.source_hash, **(given | facts)
    )


def make_edition(issue: Issue, language: str = "ru", **facts: Any) -> Edition:
    """An issue in another language, with a title and a period."""
    given = {"title": f"{issue.title} ({language})", "period": f"{issue.period} ({language})"}
    return Edition.objects.create(issue=issue, language=language, **(given | facts))


def make_group(name: str = "", **facts: Any) -> ReaderGroup:
    return ReaderGroup.objects.create(name=name or f"Group {next(_numbers)}", **facts)


def make_member(group: ReaderGroup, address: str = "", by: User | None = None, **facts: Any) -> GroupMember:
    """An address in a group by a letter of yesterday."""
    address = address or f"member{next(_numbers)}@example.org"
    reader, _is_new = Reader.objects.get_or_create(address=address)
    yesterday = timezone.localdate() - timedelta(days=1)
    given = {"consent_source": "Letter", "consent_on": yesterday, "added_by": by or make_editor()}
    return GroupMember.objects.create(group=group, reader=reader, **(given | facts))


def make_subscription(
    address: str = "", *, state: SubscriptionState = SubscriptionState.ACTIVE, **facts: Any
) -> Reader:
    """A reader who subscribed, is asked to confirm it, opted out, or is only known by the address."""
    now = timezone.now()
    is_confirmed = state in {SubscriptionState.ACTIVE, SubscriptionState.ENDED}
    given = {
        "confirmed_at": now if is_confirmed else None,
        "consent": Consent.LINK if is_confirmed else "",
        "asked_at": now if state == SubscriptionState.PENDING else None,
        "confirm_sent_on": timezone.localdate() if state == SubscriptionState.PENDING else None,
        "opted_out_at": now if state == SubscriptionState.ENDED else None,
    }
    address = address or f"reader{next(_numbers)}@example.org"
    return Reader.objects.create(address=address, **(given | facts))
