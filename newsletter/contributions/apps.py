from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "newsletter.contributions"

    def ready(self) -> None:
        """Show the open call on the archive and on the editors' desk."""
        from newsletter.contributions import sections  # noqa: PLC0415 - models are there only now
        from newsletter.sections import Page, register_section  # noqa: PLC0415 - as above

        register_section(Page.ARCHIVE, sections.call_on_archive)
        register_section(Page.EDITORS_DESK, sections.call_on_desk)
