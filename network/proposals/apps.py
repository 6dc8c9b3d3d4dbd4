from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DELEGATION_PAGES = ("nominate", "ask_end", "ask_correction")


class ProposalsConfig(AppConfig):
    name = "network.proposals"

    def ready(self) -> None:
        """Add proposals to the pages of the record, follow its merging and undoing, register turns."""
        from network.actions.merging import Follower, register_follower  # noqa: PLC0415 - models are there only now
        from network.actions.undoing import register_pages_of_acts  # noqa: PLC0415 - as above
        from network.proposals import turns  # noqa: PLC0415 - as above
        from network.proposals.actions.requests import follow_appointment  # noqa: PLC0415 - as above
        from network.proposals.sections import on_person_page, on_state_page  # noqa: PLC0415 - as above
        from network.sections import register_person_part, register_state_section  # noqa: PLC0415 - as above
        from nfp_portal.accounts.access import is_delegation  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link, register_section  # noqa: PLC0415 - as above

        register_follower(Follower(appointments=follow_appointment))
        register_pages_of_acts("/proposals/")
        register_person_part(on_person_page)
        register_state_section(on_state_page)
        register_link(
            Link(
                102, "network:proposals:delegation", _("Delegation"), "delegation", is_delegation, also="desk"
            )
        )
        register_section("desk", "network:proposals")
        register_section("me", "network:proposals:leave")
        register_section("delegation", *(f"network:proposals:{name}" for name in DELEGATION_PAGES))
        turns.register()
