from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        """Add the meetings attended to the page of each State, the kind of document, and whose turn it is."""
        from meetings import turns  # noqa: PLC0415 - models are there only now
        from meetings.pdf import MeetingDocument  # noqa: PLC0415 - as above
        from meetings.sections import meetings_of_state  # noqa: PLC0415 - as above
        from network.sections import register_state_section  # noqa: PLC0415 - as above
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link  # noqa: PLC0415 - as above

        register_state_section(meetings_of_state)
        register(MeetingDocument)
        register_link(Link(3, "meetings:list", _("Meetings"), "meetings"))
        turns.register()
