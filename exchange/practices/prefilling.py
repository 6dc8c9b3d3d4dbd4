"""What the offer of a practice begins with where it is made of a closed question."""

from typing import Any

from exchange.practices.models import Practice
from exchange.questions.models import Copy, Question
from exchange.questions.reading import reading_of_copy
from nfp_portal.accounts.audience import Audience

LONGEST_SUMMARY = Practice._meta.get_field("summary").max_length  # noqa: SLF001 - Django's documented name


def initial_of(question: Question) -> dict[str, Any]:
    """Return the fields of the form, with nothing that the readers of the practice may not read.

    They are those of the question: the States are those whose answers are for all of them, and the summary
    is what they read already.
    """
    copy = Copy.PUBLIC if question.audience == Audience.ALL else Copy.FOCAL_POINTS
    reading = reading_of_copy(question, copy)
    return {
        "title": question.title,
        "field": question.field_id,
        "state": question.state,
        "summary": question.summary[:LONGEST_SUMMARY],
        "audience": question.audience,
        "involved": [each.state.iso2 for each in reading.answers if each.state != question.state],
    }
