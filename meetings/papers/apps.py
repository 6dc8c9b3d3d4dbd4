from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "meetings.papers"

    def ready(self) -> None:
        """Show the papers on the page of a meeting and in its history."""
        from meetings.papers.kinds import PAPERS  # noqa: PLC0415 - models are there only now
        from meetings.papers.sections import papers_of_meeting  # noqa: PLC0415 - models are there only now
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above
        from meetings.views.kinds import register_part  # noqa: PLC0415 - as above

        register_meeting_section(Column.MAIN, papers_of_meeting)
        register_part(PAPERS)
