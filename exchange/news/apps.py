from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "exchange.news"

    def ready(self) -> None:
        from exchange.news import registration  # noqa: PLC0415 - models are there only now

        registration.register()
