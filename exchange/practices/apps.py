from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "exchange.practices"

    def ready(self) -> None:
        from exchange.practices import registration  # noqa: PLC0415 - models are there only now

        registration.register()
