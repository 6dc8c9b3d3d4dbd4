"""What the practices add to other rooms; imported when the models are there."""

from exchange.practices import searchable, statements, turns
from exchange.practices.newsworthy import published_practices
from exchange.practices.sections import (
    PRACTICES_OF_FIELD,
    practices_of_meeting,
    practices_of_question,
    practices_of_state,
)
from exchange.practices.views import link
from exchange.questions.sections import register_question_section
from meetings.sections import Column, register_meeting_section
from network.sections import register_field_part, register_state_section
from nfp_portal.ui.newsworthy import register_source_of_news


def register() -> None:
    register_state_section(practices_of_state)
    register_field_part(PRACTICES_OF_FIELD)
    register_meeting_section(Column.SIDE, practices_of_meeting)
    register_question_section(practices_of_question)
    link.register()
    statements.register()
    register_source_of_news(published_practices)
    searchable.register()
    turns.register()
