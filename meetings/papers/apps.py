from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "meetings.papers"

    def ready(self) -> None:
        """Show the papers on the page of a meeting."""
        from meetings.papers.sections import papers_of_meeting  # noqa: PLC0415 - models are there only now
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above

        register_meeting_section(Column.MAIN, papers_of_meeting)
