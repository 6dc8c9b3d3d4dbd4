from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "newsletter.subscriptions"

    def ready(self) -> None:
        """Show the number of subscribers on the editors' desk."""
        from newsletter.sections import Page, register_section  # noqa: PLC0415 - models are there only now
        from newsletter.subscriptions.sections import subscribers_on_desk  # noqa: PLC0415 - as above

        register_section(Page.EDITORS_DESK, subscribers_on_desk)
