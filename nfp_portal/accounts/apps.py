from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.core.checks import register
from django.db.models.signals import post_delete, post_save


class AccountsConfig(AppConfig):
    name = "nfp_portal.accounts"
    default = True

    def ready(self) -> None:
        from allauth.account.signals import password_reset  # noqa: PLC0415 - apps first
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 - as above
        from allauth.mfa.signals import (  # noqa: PLC0415 - as above
            authenticator_added,
            authenticator_removed,
            authenticator_reset,
        )
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - as above

        from nfp_portal.accounts import receivers  # noqa: PLC0415 - as above
        from nfp_portal.accounts.access import check_declarations  # noqa: PLC0415 - as above
        from nfp_portal.accounts.actions import end_other_sessions  # noqa: PLC0415 - as above

        register(check_declarations)
        user_logged_in.connect(receivers.set_session_end)
        password_reset.connect(receivers.verify_reset_address)
        post_save.connect(receivers.announce_added_factor, sender=Authenticator)
        post_delete.connect(receivers.announce_removed_factor, sender=Authenticator)
        authenticator_reset.connect(receivers.announce_renewed_codes)
        authenticator_added.connect(end_other_sessions)
        authenticator_removed.connect(end_other_sessions)


class AdministrationConfig(administration.AdminConfig):
    default = False
    default_site = "nfp_portal.accounts.administration.Administration"
