"""What the practices add to States, meetings, search and turns; imported when the models are there."""

from exchange.practices import searchable, turns
from exchange.practices.sections import practices_of_meeting, practices_of_state
from meetings.sections import Column, register_meeting_section
from network.sections import register_state_section


def register() -> None:
    register_state_section(practices_of_state)
    register_meeting_section(Column.SIDE, practices_of_meeting)
    searchable.register()
    turns.register()
