from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "exchange.timeline"

    def ready(self) -> None:
        from exchange.timeline import searchable  # noqa: PLC0415 - models are there only now

        searchable.register()
