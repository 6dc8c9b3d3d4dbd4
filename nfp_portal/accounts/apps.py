from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "nfp_portal.accounts"
    default = True

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_removed  # noqa: PLC0415 - as below

        from nfp_portal.accounts.access import every_view_declares_its_rule  # noqa: PLC0415 - apps first
        from nfp_portal.accounts.actions import end_other_sessions  # noqa: PLC0415 - as above

        register(every_view_declares_its_rule)
        authenticator_added.connect(end_other_sessions)
        authenticator_removed.connect(end_other_sessions)


class AdministrationConfig(administration.AdminConfig):
    default = False
    default_site = "nfp_portal.accounts.administration.Administration"
