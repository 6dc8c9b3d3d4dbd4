from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "exchange.initiatives"

    def ready(self) -> None:
        from exchange.initiatives import registration  # noqa: PLC0415 - models are there only now

        registration.register()
