from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "meetings.participation"

    def ready(self) -> None:
        """Show who took part on the page of a meeting, and the meetings attended on that of a State."""
        from meetings.participation import sections  # noqa: PLC0415 - models are there only now
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above
        from network.sections import register_state_section  # noqa: PLC0415 - as above

        register_state_section(sections.meetings_of_state)
        register_meeting_section(Column.SIDE, sections.attendance_of_meeting)
