"""Ask for papers by a link, receive them, and accept or decline them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from meetings.actions.parts import lock_for_writing
from meetings.models import AgendaItem, Meeting, MeetingDate
from meetings.papers.actions import Accepted, discard, write_paper
from meetings.papers.letters import decision_letter, request_letter
from meetings.papers.models import OfferedPaper, PaperRequest
from network.models import State
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE

MOST_WAITING = 20
# After the last day of a meeting.
KEPT = timedelta(days=365)


class DayIsOverError(Exception):
    """The day until which papers are taken has passed."""


class TooManyPapersError(Exception):
    """So many papers of one link wait for a decision that it takes no more."""


class DecidedError(Exception):
    """Somebody else has decided meanwhile."""


@dataclass(frozen=True)
class LetterRecipient:
    """Whom to ask, and in which language."""

    name: str
    email: str
    language: str
    state: State | None = None


@transaction.atomic
def request_papers(
    meeting: Meeting, item: AgendaItem | None, whom: Iterable[LetterRecipient], *, by: User
) -> list[PaperRequest]:
    """Send each a link of their own; who was asked already for this item gets the same link again."""
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    return [_request(meeting, item, each, by) for each in whom]


def _request(meeting: Meeting, item: AgendaItem | None, whom: LetterRecipient, by: User) -> PaperRequest:
    facts = {"name": whom.name, "language": whom.language, "state": whom.state, "by": by}
    request, _made = PaperRequest.objects.update_or_create(
        meeting=meeting, item=item, email=whom.email, defaults=facts | {"at": timezone.now()}
    )
    _post(request, f"paper {request.key} {request.at:%Y%m%d%H%M}", request_letter(request))
    return request


def _post(request: PaperRequest, key: str, letter: Any) -> None:
    mail.post(to=request.email, **letter.parts, stream=NOTICE, key=key, headers=mail.AUTOMATIC_HEADERS)


def takes_papers(request: PaperRequest) -> bool:
    meeting = request.meeting
    return not (meeting.has_ended or meeting.is_past(MeetingDate.Kind.PAPERS))


@transaction.atomic
def offer_paper(
    request: PaperRequest, key: UUID | None, *, title: str, language: str, file: Any
) -> OfferedPaper:
    """Keep a paper that came by a link; sent twice it is kept once. Raises `DayIsOverError`."""
    request = PaperRequest.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=request.pk)
    existing = OfferedPaper.objects.filter(request=request, key=key).first() if key else None
    if existing is not None:
        return existing
    if not takes_papers(request):
        raise DayIsOverError
    if request.offers.filter(decided_at=None).count() >= MOST_WAITING:
        raise TooManyPapersError
    return OfferedPaper.objects.create(
        key=key or uuid4(),
        meeting=request.meeting,
        batch=uuid4(),
        request=request,
        item=request.item,
        name=str(file.name)[-250:],
        title=title,
        language=language,
        file=file,
    )


@transaction.atomic
def accept_paper(offered: OfferedPaper, accepted: Accepted, remark: str, *, by: User) -> None:
    """Make it a paper, or a version of the one of its title, and write to who sent it.

    Raises `DecidedError`, `ReleasedError`.
    """
    lock_for_writing(offered.meeting, by)
    current = _undecided(offered)
    write_paper(offered.meeting, accepted, by=by)
    _decide(current, accepted=True, remark=remark, by=by)


@transaction.atomic
def decline_paper(offered: OfferedPaper, remark: str, *, by: User) -> None:
    """Decline it with a remark, which who sent it gets. Raises `DecidedError`."""
    _decide(_undecided(offered), accepted=False, remark=remark, by=by)


def _undecided(offered: OfferedPaper) -> OfferedPaper:
    current = OfferedPaper.objects.select_for_update(of=["self"]).select_related("request", "meeting")
    row = current.get(pk=offered.pk)
    if row.decided_at is not None:
        raise DecidedError
    return row


def _decide(offered: OfferedPaper, *, accepted: bool, remark: str, by: User) -> None:
    offered.is_accepted, offered.remark = accepted, remark
    offered.decided_at, offered.decided_by = timezone.now(), by
    offered.save(update_fields=["is_accepted", "remark", "decided_at", "decided_by"])
    if offered.request is not None:
        _post(offered.request, f"paper decided {offered.key}", decision_letter(offered))


@transaction.atomic
def purge_requests() -> int:
    """Remove who was asked for papers a year after the meeting, with the files that became none."""
    over = timezone.localdate() - KEPT
    old = PaperRequest.objects.filter(meeting__in=Meeting.objects.ended().filter(starts_on__lt=over))
    discard(OfferedPaper.objects.filter(request__in=old).exclude(is_accepted=True))
    number = old.count()
    old.delete()
    return number
