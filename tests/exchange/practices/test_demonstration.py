"""The demonstration shows each way of a practice, marked; loaded twice it is there once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exchange.practices import demonstration
from exchange.practices.actions import withdraw
from exchange.practices.models import Practice
from exchange.questions import demonstration as of_questions

pytestmark = pytest.mark.django_db


def test_practices_come_with_a_file_of_a_question_and_due_for_confirmation() -> None:
    of_questions.load()
    demonstration.load()
    rows = Practice.objects
    assert [row.title for row in rows.filter(is_demonstration=False)] == []
    assert rows.get(files__isnull=False).files.get().name == "Note of a joint patrol.pdf"
    made = rows.select_related("question").get(question__isnull=False)
    assert made.question is not None
    assert (made.question.title, made.question.is_demonstration) == (
        "Document readers away from the crossing point",
        True,
    )
    year_ago = timezone.localdate() - timedelta(days=365)
    assert [row.title for row in rows.unconfirmed_since(year_ago)] == ["Hours of small posts in one list"]


def test_loaded_again_it_adds_nothing_and_leaves_what_somebody_withdrew() -> None:
    demonstration.load()
    number = Practice.objects.count()
    withdrawn = Practice.objects.published().first()
    assert withdrawn is not None
    withdraw(withdrawn, is_editor=True)
    demonstration.load()
    withdrawn.refresh_from_db()
    assert (Practice.objects.count(), withdrawn.status) == (number, "withdrawn")
