from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "newsletter"

    def ready(self) -> None:
        from newsletter.pdf import IssueDocument  # noqa: PLC0415 - models are there only now
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above

        register(IssueDocument)
