from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"

    def ready(self) -> None:
        """Register the kind of document, and what of the newsletter waits for whom."""
        from newsletter import belonging, searchable, turns  # noqa: PLC0415 - models are there only now
        from newsletter.pdf import IssueDocument  # noqa: PLC0415 - as above
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link, register_section  # noqa: PLC0415 - as above

        register(IssueDocument)
        register_link(Link(5, "newsletter:archive", _("Newsletter"), "newsletter"))
        register_section("newsletter", "newsletter")
        belonging.register()
        searchable.register()
        turns.register()
