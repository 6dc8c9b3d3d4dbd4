from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        """Add the meetings to the navigation."""
        from nfp_portal.ui.navigation import Link, register_link, register_section  # noqa: PLC0415 - settings are there only now

        register_link(Link(3, "meetings:list", _("Meetings"), "meetings"))
        register_section("meetings", "meetings")
