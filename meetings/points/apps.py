from django.apps import AppConfig


class PointsConfig(AppConfig):
    name = "meetings.points"

    def ready(self) -> None:
        from meetings.points import registration  # noqa: PLC0415 - models are there only now

        registration.register()
