"""What assessments add to other rooms; imported when the models are there."""

from exchange.assessments import searchable, turns
from exchange.assessments.models import Recommendation
from exchange.assessments.sections import ASSESSMENTS_OF_FIELD, assessments_of_state, origin_of_initiative
from exchange.initiatives.story import register_origin
from meetings.actions.part_links import PartLink, register_part_link
from network.sections import register_field_part, register_state_section


def register() -> None:
    register_state_section(assessments_of_state)
    register_field_part(ASSESSMENTS_OF_FIELD)
    register_origin(origin_of_initiative)
    register_part_link(PartLink(Recommendation, "initiative"))
    searchable.register()
    turns.register()
