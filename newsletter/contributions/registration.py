"""What contributions add to other rooms; imported when the models are there."""

from network.rounds.kinds import register_kind
from newsletter.contributions import sections, turns
from newsletter.contributions.actions.notices import notify_contributor
from newsletter.contributions.kinds import CallKind, ClearanceKind
from newsletter.contributions.views import links
from newsletter.effects import register_effect
from newsletter.sections import (
    Page,
    register_approval_part,
    register_piece_part,
    register_piece_tools,
    register_section,
)


def register() -> None:
    register_kind(CallKind(), links.call, afterwards=links.call_afterwards)
    register_kind(ClearanceKind(), links.clearance, afterwards=links.clearance)
    register_section(Page.ARCHIVE, sections.call_on_archive)
    register_section(Page.EDITORS_DESK, sections.call_on_desk)
    register_piece_tools(sections.clearance_of_piece)
    register_piece_part(sections.clearances_of_piece)
    register_approval_part(sections.edited_without_clearance)
    register_effect(notify_contributor)
    turns.register()
