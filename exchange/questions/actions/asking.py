"""Write a question, submit it, open it to the States, send it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.questions.models import Question, QuestionItem
from exchange.questions.models.questions import KIND
from exchange.questions.notices import write_to_asker
from exchange.questions.submissions import parts_of
from network.directory.past import end_of
from network.models import State
from network.rounds.actions.opening import open_round
from network.rounds.kinds import Plan
from nfp_portal.accounts.models import User
from nfp_portal.database.numbers import next_number
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.stale import expect

REMINDERS_BEFORE = (7, 2)
# Answers that come late are taken so long after the day they were due.
LATE_DAYS = 7


class QuestionSubmittedError(Exception):
    """The question waits for approval, or is opened: it is written no further."""


class QuestionUnreadError(Exception):
    """The question changed since the approver read it."""


@dataclass(frozen=True)
class ItemText:
    """One item as it was typed."""

    text: str
    kind: str
    is_optional: bool


@dataclass(frozen=True)
class Draft:
    """A question as it was typed: its columns, the States asked, its items in order."""

    facts: Mapping[str, Any]
    states: tuple[State, ...]
    items: tuple[ItemText, ...]


@transaction.atomic
def begin_question(key: UUID, draft: Draft, *, by: User) -> Question:
    """Keep a new draft; the same form sent twice is one question."""
    question, made = Question.objects.get_or_create(key=key, defaults={**draft.facts, "author": by})
    if made:
        _write_rows(question, draft)
    return question


@transaction.atomic
def rewrite_question(question_id: int, draft: Draft, *, revision: int) -> Question:
    """Change a draft. Raises `StaleError`, `QuestionSubmittedError`."""
    question = _writable(question_id)
    expect(question, revision)
    for name, value in draft.facts.items():
        setattr(question, name, value)
    question.revision += 1
    question.save()
    question.items.all().delete()
    _write_rows(question, draft)
    return question


def _write_rows(question: Question, draft: Draft) -> None:
    question.states.set(draft.states)
    QuestionItem.objects.bulk_create(
        QuestionItem(question=question, number=number, **vars(item))
        for number, item in enumerate(draft.items, start=1)
    )


@transaction.atomic
def delete_question(question_id: int) -> None:
    """Delete a draft. Raises `QuestionSubmittedError`."""
    _writable(question_id).delete()


@transaction.atomic
def submit_question(question_id: int, *, by: User) -> None:
    """Ask the secretariat to check and open it; one that waits or is opened stays as it is."""
    question = _locked(question_id)
    if not question.is_opened:
        submissions.submit(question.subject, parts_of(question), by=by)


@transaction.atomic
def take_back_question(question_id: int, *, by: User) -> None:
    submissions.take_back(_locked(question_id).subject, by=by)


@transaction.atomic
def send_back_question(question_id: int, *, remark: str, by: User) -> None:
    """Raises `NoRemarkError`, `NotWaitingError`, `NotSecondPersonError`."""
    submissions.send_back(_locked(question_id).subject, remark=remark, by=by)


@transaction.atomic
def open_question(question_id: int, *, revision: int, by: User) -> Question:
    """Open it as it was read: it gets its number, and its letters leave by a worker. Opening twice is once.

    Raises `QuestionUnreadError`, `NotWaitingError`, `NotSecondPersonError`, `NobodyToAskError`.
    """
    question = _locked(question_id)
    if question.is_opened:
        return question
    if question.revision != revision:
        raise QuestionUnreadError
    submissions.approve(question.subject, by=by)
    opened = put_to_states(question, by=by)
    assert opened.round is not None  # noqa: S101 - opened above
    write_to_asker(opened, opened.round)
    return opened


def put_to_states(question: Question, *, by: User | None) -> Question:
    """Open the round of a locked question."""
    question.number = next_number(Question)
    question.round = open_round(_plan(question), by=by)
    question.save()
    return question


def _plan(question: Question) -> Plan:
    today = timezone.localdate()
    due_on = today + timedelta(weeks=question.weeks)
    return Plan(
        kind=KIND,
        title=question.title,
        states=tuple(question.states.all()),
        closes_at=end_of(due_on),
        scope=question.subject,
        late_days=LATE_DAYS,
        reminders_on=reminders_before(due_on),
        is_demonstration=question.is_demonstration,
    )


def reminders_before(due_on: date) -> tuple[date, ...]:
    """Return the days on which the silent are reminded, as far as they are still to come."""
    days = (due_on - timedelta(days=before) for before in REMINDERS_BEFORE)
    return tuple(day for day in days if day > timezone.localdate())


def _locked(question_id: int) -> Question:
    rows = Question.objects.select_for_update(of=["self"]).select_related("round", "state", "author")
    return rows.get(pk=question_id)


def _writable(question_id: int) -> Question:
    question = _locked(question_id)
    if question.is_opened or submissions.open_submission(question.subject) is not None:
        raise QuestionSubmittedError
    return question
