from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "network.following"

    def ready(self) -> None:
        """Offer the choice of what to follow, and add what is new to the digest."""
        from network.following import registration  # noqa: PLC0415 - models are there only now

        registration.register()
