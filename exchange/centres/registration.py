"""What the centres add to other rooms; imported when the models are there."""

from exchange.centres import searchable, statements, turns
from exchange.centres.sections import (
    CENTRES,
    centres_of_initiative,
    centres_of_meeting,
    centres_of_practice,
    centres_of_state,
)
from exchange.initiatives.sections import register_initiative_section
from exchange.practices.sections import register_practice_section
from meetings.sections import Column, register_meeting_section
from network.sections import register_field_part, register_state_section


def register() -> None:
    register_field_part(CENTRES)
    register_state_section(centres_of_state)
    register_practice_section(centres_of_practice)
    register_initiative_section(centres_of_initiative)
    register_meeting_section(Column.SIDE, centres_of_meeting)
    searchable.register()
    statements.register()
    turns.register()
