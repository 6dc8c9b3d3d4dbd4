"""What who asked does while answers come in and after: the summary, a later date."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from exchange.questions.actions.asking import reminders_before
from exchange.questions.models import Question
from network.directory.past import end_of
from network.rounds.models import Round
from nfp_portal.revisions.stale import expect


@transaction.atomic
def write_summary(question_id: int, text: str, *, revision: int) -> Question:
    """Keep the summary; an empty one takes it away. Raises `StaleError`."""
    question = Question.objects.select_for_update().get(pk=question_id)
    expect(question, revision)
    question.summary = text.strip()
    question.summarised_at = timezone.now() if question.summary else None
    question.revision += 1
    question.save()
    return question


@transaction.atomic
def extend_question(question_id: int, due_on: date) -> Round:
    """Move the end of an open round to a later day, and its reminders with it; a closed one stays closed."""
    round_ = Round.objects.select_for_update().get(question=question_id)
    if round_.is_open and due_on > round_.closes_on:
        past = [day for day in round_.reminders_on if day <= timezone.localdate()]
        round_.closes_at = end_of(due_on)
        round_.reminders_on = [*past, *sorted(reminders_before(due_on))]
        round_.save(update_fields=["closes_at", "reminders_on"])
    return round_
