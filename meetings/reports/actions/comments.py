"""Ask for comments on a draft report, take them, and say what was done with each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from meetings.models import Meeting
from meetings.participation.attendance import attendance_of
from meetings.reports.models import Comment, CommentRound, Report, Treatment
from network.rounds.actions.answers import BY_LINK, GivenAnswer, RoundClosedError, lock_addressee, record
from network.rounds.actions.opening import open_round
from network.rounds.kinds import Plan
from network.rounds.models import Addressee, Channel, Outcome
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import expect

KIND = "comments"
_SCOPE = "meeting-"
WHOLE = ""
LABEL_OF_WHOLE = "Whole report"


class NoDraftError(Exception):
    """There is no draft to comment on: it is published, or nobody began it."""


@dataclass(frozen=True)
class CommentPlan:
    """A comment round as it shall be: its exact end, a day of reminding, and what silence means."""

    title: str
    closes_at: datetime
    remind_on: date | None
    is_silence: bool


@dataclass(frozen=True)
class Typed:
    """A comment as it was typed."""

    part: str
    label: str
    text: str


def scope_of(meeting: Meeting) -> str:
    return f"{_SCOPE}{meeting.pk}"


def meeting_of_scope(scope: str) -> Meeting:
    return Meeting.objects.get(pk=int(scope.removeprefix(_SCOPE)))


@transaction.atomic
def ask_for_comments(report: Report, plan: CommentPlan, *, by: User) -> CommentRound:
    """Open the round; letters leave by a worker, after it is known whether silence means consent.

    Raises `NoDraftError`, `OpenAlreadyError`, `NobodyToAskError`.
    """
    current = Report.objects.select_for_update().select_related("meeting").get(pk=report.pk)
    if current.is_released:
        raise NoDraftError
    meeting = current.meeting
    states = tuple(attendance_of(meeting).states)
    days = (plan.remind_on,) if plan.remind_on else ()
    opened = open_round(
        Plan(KIND, plan.title, states, plan.closes_at, scope=scope_of(meeting), reminders_on=days), by=by
    )
    return CommentRound.objects.create(round=opened, meeting=meeting, is_silence=plan.is_silence)


@transaction.atomic
def give_comments(key: UUID, typed: Iterable[Typed], *, given: GivenAnswer = BY_LINK) -> Addressee:
    """Keep what an addressee says, part by part; without a word it has no comments. The last answer counts.

    A comment that says something else than before is to be treated anew. Raises `RoundClosedError`, also
    from the exact end on, and `NoLongerAskedError`.
    """
    row = lock_addressee(key)
    if timezone.now() >= row.round.closes_at:
        raise RoundClosedError
    texts = {each.part: each for each in typed if each.text.strip()}
    before = {comment.part: comment for comment in Comment.objects.filter(addressee=row)}
    for part, comment in before.items():
        if part not in texts:
            comment.delete()
    for part, each in texts.items():
        _keep(row, before.get(part), each)
    return record(row, given, Outcome.ANSWERED if texts else Outcome.NOTHING)


def _keep(row: Addressee, before: Comment | None, typed: Typed) -> None:
    if before is None:
        Comment.objects.create(
            addressee=row, part=typed.part, part_label=typed.label, text=typed.text.strip()
        )
    elif before.text != typed.text.strip():
        before.text, before.part_label = typed.text.strip(), typed.label
        before.treatment, before.response, before.treated_by = "", "", None
        before.revision += 1
        before.save()


def give_on_behalf(key: UUID, text: str, *, by: User) -> Addressee:
    """Enter what came by telephone or letter, under the whole report."""
    given = replace(BY_LINK, channel=Channel.ON_BEHALF, by=by)
    return give_comments(key, [Typed(WHOLE, LABEL_OF_WHOLE, text)], given=given)


@transaction.atomic
def treat_comment(
    comment_id: int, treatment: Treatment, response: str, *, revision: int, by: User
) -> Comment:
    """Say what was done with a comment. Raises `StaleError`."""
    comment = Comment.objects.select_for_update().get(pk=comment_id)
    expect(comment, revision)
    comment.treatment, comment.response, comment.treated_by = treatment, response.strip(), by
    comment.revision += 1
    comment.save()
    return comment
