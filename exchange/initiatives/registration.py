"""What the initiatives add to meetings, search and turns; imported when the models are there."""

from exchange.initiatives import searchable, turns
from exchange.initiatives.models import Initiative
from exchange.initiatives.newsworthy import endorsed_and_done
from exchange.initiatives.sections import (
    INITIATIVES_OF_FIELD,
    initiatives_of_conclusions,
    initiatives_of_meeting,
    initiatives_of_practice,
    initiatives_of_structure,
    offer_for_points,
)
from exchange.initiatives.tables import open_initiatives
from exchange.practices.sections import register_practice_section
from meetings.actions.part_links import PartLink, register_part_link
from meetings.points.offers import register_offer
from meetings.reports.followers import register_follower
from meetings.sections import Column, register_meeting_section
from meetings.tables import register_table
from network.sections import register_field_part, register_structure_section
from nfp_portal.ui.newsworthy import register_source_of_news


def register() -> None:
    register_meeting_section(Column.SIDE, initiatives_of_meeting)
    register_practice_section(initiatives_of_practice)
    register_structure_section(initiatives_of_structure)
    register_field_part(INITIATIVES_OF_FIELD)
    register_follower(initiatives_of_conclusions)
    register_offer(offer_for_points)
    for origin in ("point", "conclusion"):
        register_part_link(PartLink(Initiative, origin))
    register_table(open_initiatives)
    register_source_of_news(endorsed_and_done)
    searchable.register()
    turns.register()
