from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        """Add the meetings attended to the page of each State."""
        from meetings.sections import meetings_of_state  # noqa: PLC0415 - models are there only now
        from network.sections import register_state_section  # noqa: PLC0415 - as above

        register_state_section(meetings_of_state)
