from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "meetings.papers"

    def ready(self) -> None:
        """Show the papers on the page of a meeting and in its history."""
        from meetings.actions.part_links import unlink_removed_item  # noqa: PLC0415 - models are there only now
        from meetings.actions.undoing import register_restore_check  # noqa: PLC0415 - as above
        from meetings.checklist import register_act  # noqa: PLC0415 - as above
        from meetings.models import Document, MeetingDate  # noqa: PLC0415 - as above
        from meetings.papers import searchable, turns  # noqa: PLC0415 - as above
        from meetings.papers.kinds import PAPERS  # noqa: PLC0415 - as above
        from meetings.papers.sections import papers_of_meeting  # noqa: PLC0415 - as above
        from meetings.papers.views import link  # noqa: PLC0415 - as above
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above
        from meetings.views.kinds import register_part  # noqa: PLC0415 - as above

        searchable.register()
        turns.register()
        link.register()
        register_meeting_section(Column.MAIN, papers_of_meeting)
        register_part(PAPERS)
        register_restore_check(Document, unlink_removed_item)
        register_act(MeetingDate.Kind.PAPERS, PAPERS.page_url)
