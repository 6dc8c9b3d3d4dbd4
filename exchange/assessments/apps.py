from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "exchange.assessments"

    def ready(self) -> None:
        from exchange.assessments import registration  # noqa: PLC0415 - models are there only now

        registration.register()
