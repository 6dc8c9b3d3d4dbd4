from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "network.directory"

    def ready(self) -> None:
        from network.directory.pdf import DirectoryDocument  # noqa: PLC0415 - models are there only now
        from nfp_portal.renderings.registry import register  # noqa: PLC0415 - as above

        register(DirectoryDocument)
