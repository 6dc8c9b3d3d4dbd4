from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "newsletter.readers"

    def ready(self) -> None:
        """Show the number of readers on the editors' desk."""
        from newsletter.readers.sections import readers_on_desk  # noqa: PLC0415 - models are there only now
        from newsletter.sections import Page, register_section  # noqa: PLC0415 - as above

        register_section(Page.EDITORS_DESK, readers_on_desk)
