from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "meetings.reports"

    def ready(self) -> None:
        from meetings.reports import registration  # noqa: PLC0415 - models are there only now

        registration.register()
