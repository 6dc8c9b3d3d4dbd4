from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "nfp_portal.front"

    def ready(self) -> None:
        from nfp_portal.accounts.access import is_secretariat  # noqa: PLC0415 - models are there only now
        from nfp_portal.front import searchable  # noqa: PLC0415 - as above
        from nfp_portal.turns.context import has_turns_at_home  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link, register_search_boxes  # noqa: PLC0415 - as above

        register_link(Link(6, "about", _("About the Network"), "about"))
        register_link(Link(100, "search", _("Search"), "search"))
        register_link(Link(101, "home", _("Your turn"), "home", has_turns_at_home, shows_turns=True))
        register_link(Link(101, "desk", _("Desk"), "desk", is_secretariat, shows_turns=True))
        register_search_boxes("home", "desk", "search")
        searchable.register()
