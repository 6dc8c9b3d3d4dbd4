from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "meetings.reports"

    def ready(self) -> None:
        """Show the report on its meeting, keep what it prints once published, and register the documents."""
        from meetings.reports import turns  # noqa: PLC0415 - models are there only now
        from meetings.reports.actions.reports import note_writing  # noqa: PLC0415 - models are there only now
        from meetings.reports.kinds import CONCLUSIONS  # noqa: PLC0415 - as above
        from meetings.reports.pdf import MeetingDocument  # noqa: PLC0415 - as above
        from meetings.reports.sections import report_of_meeting  # noqa: PLC0415 - as above
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above
        from meetings.views.kinds import register_part  # noqa: PLC0415 - as above
        from meetings.writing import register_watcher  # noqa: PLC0415 - as above
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above

        register_meeting_section(Column.SIDE, report_of_meeting)
        register_watcher(note_writing)
        register(MeetingDocument)
        turns.register()
        register_part(CONCLUSIONS)
