"""Practices on the pages of their States, of the meeting that heard them, of the question they came of."""

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices.models import Practice
from exchange.practices.permissions import may_make_of
from exchange.questions.models import Question
from exchange.questions.sections import Section as QuestionSection
from meetings.models import Meeting
from meetings.sections import Section as MeetingSection
from network.models import State
from network.sections import Section as StateSection
from nfp_portal.accounts.access import Reader
from nfp_portal.database.truncated import truncated
from nfp_portal.ui.buttons import Button

_TEMPLATE = "exchange/practices/titles.html"


def practices_of_state(state: State, reader: Reader) -> StateSection | None:
    rows = truncated(Practice.objects.visible_to(reader).published().of_state(state))
    return StateSection(_("Practices"), _TEMPLATE, rows) if rows else None


def practices_of_meeting(meeting: Meeting, reader: Reader) -> MeetingSection | None:
    rows = truncated(Practice.objects.visible_to(reader).published().filter(meeting=meeting))
    return MeetingSection("exchange/practices/of_meeting.html", rows) if rows else None


def practices_of_question(question: Question, reader: Reader) -> QuestionSection | None:
    """Return what came of a question, and for who may make another of it the way there."""
    rows = truncated(Practice.objects.visible_to(reader).filter(question=question, withdrawn_at=None))
    tools: tuple[Button, ...] = ()
    if may_make_of(question, reader):
        url = f"{reverse('exchange:practices:offer')}?question={question.number}"
        tools = (Button(_("Make a practice of it"), url),)
    if not rows and not tools:
        return None
    return QuestionSection("exchange/practices/of_question.html", rows, tools)
