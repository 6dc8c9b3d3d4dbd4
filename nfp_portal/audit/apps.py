from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "nfp_portal.audit"

    def ready(self) -> None:
        from nfp_portal.accounts.events import account_changed  # noqa: PLC0415 - apps first
        from nfp_portal.audit import actions, grants  # noqa: PLC0415 - as above

        post_migrate.connect(grants.after_migrate, sender=self)
        account_changed.connect(actions.record_account_change)
        user_logged_in.connect(actions.record_sign_in)
        user_logged_out.connect(actions.record_sign_out)
        user_login_failed.connect(actions.record_failed_sign_in)
