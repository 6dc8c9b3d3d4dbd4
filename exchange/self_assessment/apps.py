from django.apps import AppConfig


class SelfAssessmentConfig(AppConfig):
    name = "exchange.self_assessment"

    def ready(self) -> None:
        from exchange.self_assessment import registration  # noqa: PLC0415 - models are there only now

        registration.register()
