"""What assessments add to other rooms; imported when the models are there."""

from exchange.assessments import searchable, turns
from exchange.assessments.sections import ASSESSMENTS_OF_FIELD, assessments_of_state, origin_of_initiative
from exchange.initiatives.story import register_origin
from network.sections import register_field_part, register_state_section


def register() -> None:
    register_state_section(assessments_of_state)
    register_field_part(ASSESSMENTS_OF_FIELD)
    register_origin(origin_of_initiative)
    searchable.register()
    turns.register()
