from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "exchange.centres"

    def ready(self) -> None:
        from exchange.centres import registration  # noqa: PLC0415 - models are there only now

        registration.register()
