from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ROOMS = ("questions", "initiatives", "practices", "centres", "assessments", "self_assessment")
# What everybody reads about the Network stands beside its page.
ABOUT = ("events", "news", "timeline")


class ExchangeConfig(AppConfig):
    name = "exchange"

    def ready(self) -> None:
        """Add one link for all rooms to the navigation; their lists lead to one another."""
        from nfp_portal.ui.navigation import Link, register_link, register_section  # noqa: PLC0415 - as elsewhere

        register_link(Link(4, "exchange:questions:list", _("Exchange"), "exchange"))
        register_section("exchange", *(f"exchange:{room}" for room in ROOMS))
        register_section("about", *(f"exchange:{room}" for room in ABOUT))
