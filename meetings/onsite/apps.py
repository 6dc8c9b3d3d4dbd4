from django.apps import AppConfig


class OnsiteConfig(AppConfig):
    name = "meetings.onsite"

    def ready(self) -> None:
        """Offer the printouts on the page of the participants, and register them as documents."""
        from meetings.onsite.pdf import PrintoutDocument  # noqa: PLC0415 - models are there only now
        from meetings.onsite.sections import printouts_of_meeting  # noqa: PLC0415 - as above
        from meetings.sections import Column, register_meeting_section  # noqa: PLC0415 - as above
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above

        register_meeting_section(Column.PARTICIPANTS, printouts_of_meeting)
        register(PrintoutDocument)
