from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Pages of a State and of appointments for it, and of the secretariat's desk; the others are the directory's.
STATE_PAGES = (
    *("structures", "structure", "fields", "field"),
    *("state", "letter", "record", "end_appointment", "hand_over"),
    *("correct_appointment", "first_contact"),
)
DESK_PAGES = (
    *("contradictions", "delegations", "of_delegation", "dismiss_delegate", "agencies", "agency"),
    *("merge_agency", "organisations", "organisation", "add_state_contact", "add_organisation_contact"),
    *("contact", "duplicates"),
)


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        """Register the links of the navigation, and what is going on in the record."""
        from network import newsworthy, searchable, structures, turns  # noqa: PLC0415 - models are there only now
        from nfp_portal.accounts.access import is_focal_point  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link, register_section  # noqa: PLC0415 - as above

        register_link(Link(1, "network:states", _("Participating States"), "states"))
        register_link(Link(103, "network:me", _("My entry"), "me", is_focal_point, also="desk"))
        register_section("directory", "network")
        register_section("states", *(f"network:{name}" for name in STATE_PAGES))
        register_section("desk", *(f"network:{name}" for name in DESK_PAGES))
        searchable.register()
        turns.register()
        structures.register()
        newsworthy.register()
