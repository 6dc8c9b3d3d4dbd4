from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "nfp_portal.accounts"
    default = True

    def ready(self) -> None:
        from nfp_portal.accounts.access import every_view_declares_its_rule  # noqa: PLC0415 - apps first

        register(every_view_declares_its_rule)


class AdministrationConfig(administration.AdminConfig):
    default = False
    default_site = "nfp_portal.accounts.administration.Administration"
