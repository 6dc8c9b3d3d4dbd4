from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "exchange.questions"

    def ready(self) -> None:
        from exchange.questions import registration  # noqa: PLC0415 - models are there only now

        registration.register()
