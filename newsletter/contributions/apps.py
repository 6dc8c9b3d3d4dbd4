from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "newsletter.contributions"

    def ready(self) -> None:
        from newsletter.contributions import registration  # noqa: PLC0415 - models are there only now

        registration.register()
