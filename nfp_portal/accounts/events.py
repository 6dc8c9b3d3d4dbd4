"""Changes of an account's access: recorded in the audit trail, with an e-mail to its owner."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.dispatch import Signal
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import User

# Sent in the transaction of the change, with `event`, `user`, `by` (None: a command) and `details`.
account_changed = Signal()


class Event(models.TextChoices):
    """The labels are the sentences in the mail to the owner."""

    INVITATION_ACCEPTED = "invitation_accepted", _("Your invitation was accepted and your account is open.")
    PASSWORD_CHANGED = "password_changed", _("The password of your account was changed.")
    SECOND_FACTOR_ADDED = "second_factor_added", _("A second factor was added to your account.")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("A second factor was removed from your account.")
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed", _("New recovery codes were made for your account.")
    ROLE_CHANGED = "role_changed", _("The role of your account was changed.")
    ADDRESS_CHANGED = "address_changed", _("The e-mail address of your account was changed.")
    ACCOUNT_CLOSED = "account_closed", _("Your account was closed. It signs in no more.")
    ACCOUNT_REOPENED = "account_reopened", _("Your account was opened again. An invitation follows.")


@transaction.atomic
def announce(event: Event, user: User, *, by: User | None, to: str = "", **details: Any) -> None:
    """Record the event and mail the owner, at `to` instead of the account's address if given."""
    account_changed.send(User, event=event, user=user, by=by, details=details)
    with in_language(user.language):
        context = {
            "user": user,
            "sentence": event.label,
            "at": timezone.localtime(),
            "by": by if by != user else None,
            "help_address": settings.HELP_ADDRESS,
        }
        text = render_to_string("accounts/email/event.txt", context)
        send_mail(event.label, text, None, [to or user.email])
