from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        """Register the links of the navigation, and what is going on in the record."""
        from network import turns  # noqa: PLC0415 - models are there only now
        from nfp_portal.accounts.access import is_focal_point  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link  # noqa: PLC0415 - as above

        register_link(Link(1, "network:states", _("Participating States"), "states"))
        register_link(Link(103, "network:me", _("My entry"), "me", is_focal_point, also="desk"))
        turns.register()
