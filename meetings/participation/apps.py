from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "meetings.participation"

    def ready(self) -> None:
        """Show who took part on the page of a meeting and in its history, and on that of a State."""
        from meetings.actions.undoing import register_check  # noqa: PLC0415 - models are there only now
        from meetings.participation import sections  # noqa: PLC0415 - as above
        from meetings.participation.actions import check_return  # noqa: PLC0415 - as above
        from meetings.participation.kinds import PARTICIPANTS  # noqa: PLC0415 - as above
        from meetings.participation.models import Participant  # noqa: PLC0415 - as above
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above
        from meetings.views.kinds import register_part  # noqa: PLC0415 - as above
        from network.sections import register_state_section  # noqa: PLC0415 - as above

        register_state_section(sections.meetings_of_state)
        register_meeting_section(Column.SIDE, sections.attendance_of_meeting)
        register_part(PARTICIPANTS)
        register_check(Participant, check_return)
