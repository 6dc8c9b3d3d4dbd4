from django.apps import AppConfig


class TurnsConfig(AppConfig):
    name = "nfp_portal.turns"

    def ready(self) -> None:
        """Register what waits in the platform itself."""
        from nfp_portal.turns import outbox  # noqa: PLC0415 - models are there only now

        outbox.register()
