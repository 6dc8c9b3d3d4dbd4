from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "network.directory"

    def ready(self) -> None:
        from network.directory import searchable  # noqa: PLC0415 - models are there only now
        from network.directory.pdf import DirectoryDocument  # noqa: PLC0415 - as above
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above
        from nfp_portal.ui.navigation import Link, register_link  # noqa: PLC0415 - as above

        register(DirectoryDocument)
        searchable.register()
        register_link(Link(2, "network:directory:list", _("Focal points"), "directory"))
