from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "newsletter.corrections"

    def ready(self) -> None:
        """Say what waits for whom."""
        from newsletter.corrections import turns  # noqa: PLC0415 - models are there only now

        turns.register()
