"""What of questions waits for whom: to check, to write again, to answer, to sum up."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext

from exchange.permissions import CONTRIBUTORS, is_of_a_state
from exchange.questions.models import Question
from exchange.questions.models.questions import KIND, SUBJECT
from network.labels import state_in_text
from network.permissions import represented_states
from network.rounds.models import Addressee, Outcome
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.turns.columns import NO_DAY, last_day_before
from nfp_portal.turns.registry import Item, Notify, Source, register_source
from nfp_portal.turns.submissions import sent_back_to, submission_key, submitted_in_words, waiting_for

_KEY = submission_key(SUBJECT, "pk")


def register() -> None:
    register_source(Source("question to check", _to_check, _check, Notify.AT_ONCE))
    register_source(Source("question sent back", _sent_back, _revise, Notify.AT_ONCE))
    register_source(Source("question to answer", _to_answer, _answer, Notify.OWN_LETTER))
    register_source(Source("question to sum up", _to_sum_up, _sum_up))


def _to_check(user: User) -> models.QuerySet[Any] | None:
    drafts = Question.objects.drafts().select_related("state").annotate(until=NO_DAY)
    return for_approvers(user, waiting_for(user, drafts, _KEY))


def _check(question: Any, user: User) -> Item:
    return Item(
        title=question.title,
        about=submitted_in_words(question),
        verb=pgettext("letter", "Check the question “%(title)s”") % {"title": question.title},
        url=reverse("exchange:questions:check", args=[question.key]),
    )


def _sent_back(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in CONTRIBUTORS:
        return None
    return sent_back_to(user, Question.objects.drafts().annotate(until=NO_DAY), _KEY)


def _revise(question: Any, user: User) -> Item:
    return Item(
        title=question.title,
        about=pgettext("letter", "Sent back: %(remark)s") % {"remark": question.remark},
        verb=pgettext("letter", "Revise the question “%(title)s”") % {"title": question.title},
        url=reverse("exchange:questions:change", args=[question.key]),
    )


def _to_answer(user: User) -> models.QuerySet[Any] | None:
    if not is_of_a_state(user):
        return None
    waiting = Addressee.objects.filter(
        round__kind=KIND,
        round__closed_at=None,
        outcome=Outcome.WAITING,
        state__in=represented_states(user).values("pk"),
    )
    rows = waiting.select_related("round__question__state", "state")
    return rows.annotate(
        since=models.F("round__opened_at"), until=last_day_before(models.F("round__closes_at"))
    )


def _answer(row: Any, user: User) -> Item:
    question = row.round.question
    return Item(
        title=question.title,
        about=pgettext("letter", "A question to %(state)s") % {"state": state_in_text(row.state)},
        verb=pgettext("letter", "Answer the question “%(title)s”") % {"title": question.title},
        url=reverse("exchange:questions:answer", args=[question.number, row.state.iso2]),
    )


def _to_sum_up(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in CONTRIBUTORS:
        return None
    closed = Question.objects.closed().filter(summary="")
    if caller_of(user) in EDITORS:
        own = closed.filter(state=None)
    else:
        own = closed.filter(state__in=represented_states(user).values("pk"))
    rows: models.QuerySet[Any] = own.annotate(since=models.F("round__closed_at"), until=NO_DAY)
    return rows


def _sum_up(question: Any, user: User) -> Item:
    return Item(
        title=question.title,
        about=pgettext("letter", "Closed: the answers are in, the summary is missing"),
        verb=pgettext("letter", "Write the summary of “%(title)s”") % {"title": question.title},
        url=reverse("exchange:questions:summary", args=[question.number]),
    )
