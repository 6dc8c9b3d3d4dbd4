"""What the practices add to States, meetings, questions, search, turns; imported with the models there."""

from exchange.practices import searchable, turns
from exchange.practices.sections import practices_of_meeting, practices_of_question, practices_of_state
from exchange.questions.sections import register_question_section
from meetings.sections import Column, register_meeting_section
from network.sections import register_state_section


def register() -> None:
    register_state_section(practices_of_state)
    register_meeting_section(Column.SIDE, practices_of_meeting)
    register_question_section(practices_of_question)
    searchable.register()
    turns.register()
