from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "network.messages"
    label = "network_messages"  # Django's own messages have the short one

    def ready(self) -> None:
        """Say whose turn an approval is, and show in the record to whom was written."""
        from network.history import register_history  # noqa: PLC0415 - models are there only now
        from network.messages import records, turns  # noqa: PLC0415 - as above
        from network.sections import register_state_section, register_structure_section  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import register_section  # noqa: PLC0415 - as above

        register_history(records.HISTORY)
        register_state_section(records.section_of_state)
        register_structure_section(records.section_of_structure)
        register_section("desk", "network:messages")
        turns.register()
