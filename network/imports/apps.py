from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "network.imports"

    def ready(self) -> None:
        """Keep what an import wrote from being undone as an act of a State, and register what waits."""
        from network.actions.undoing import register_other_writer  # noqa: PLC0415 - models are there only now
        from network.imports import turns  # noqa: PLC0415 - as above
        from network.imports.models import wrote_appointment  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import register_section  # noqa: PLC0415 - as above

        register_other_writer(wrote_appointment)
        register_section("desk", "network:imports")
        turns.register()
