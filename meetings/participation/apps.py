from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "meetings.participation"

    def ready(self) -> None:
        """Show who took part on the pages of meetings and States; invite by rounds and links."""
        from meetings.actions.undoing import register_restore_check  # noqa: PLC0415 - models are there only now
        from meetings.participation import needs, offers, sections, turns  # noqa: PLC0415 - as above
        from meetings.participation.actions.returning import check_return  # noqa: PLC0415 - as above
        from meetings.participation.invitation import InvitationKind  # noqa: PLC0415 - as above
        from meetings.participation.kinds import PARTICIPANTS  # noqa: PLC0415 - as above
        from meetings.participation.models import Participant  # noqa: PLC0415 - as above
        from meetings.participation.views import link, registration  # noqa: PLC0415 - as above
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above
        from meetings.views.kinds import register_part  # noqa: PLC0415 - as above
        from network.rounds.kinds import register_kind  # noqa: PLC0415 - as above
        from network.sections import (  # noqa: PLC0415 - as above
            register_state_section,
            register_structure_section,
        )

        register_state_section(sections.meetings_of_state)
        register_structure_section(sections.meetings_of_structure)
        register_meeting_section(Column.SIDE, sections.attendance_of_meeting)
        register_meeting_section(Column.PARTICIPANTS, needs.needs_of_meeting)
        register_part(PARTICIPANTS)
        register_restore_check(Participant, check_return)
        offers.register()
        register_kind(InvitationKind(), link.delegation, afterwards=link.delegation_afterwards)
        register_meeting_section(Column.SIDE, sections.invitation_of_meeting)
        registration.register()
        turns.register()
