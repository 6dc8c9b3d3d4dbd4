"""Password resets: requested by anybody, sent to accounts only, with a limit per account."""

from datetime import timedelta

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import PasswordReset, User
from nfp_portal.accounts.tokens import ResetTokenGenerator
from nfp_portal.broker.wake import wake

MIN_INTERVAL = timedelta(hours=1)
MOST_PER_DAY = 3


def request_reset(address: str) -> None:
    """Store a request for a link. Known and unknown addresses take the same statement.

    A worker looks up the account and its limit, so that neither the answer nor its time reveals whether an
    account has the address.
    """
    PasswordReset.objects.create(address=address)
    wake("nfp_portal.accounts.tasks.answer_resets")


def answer_resets() -> int:
    """Answer the open requests, each in a transaction of its own; returns how many links were sent."""
    waiting = PasswordReset.objects.filter(user=None).order_by("pk").values_list("pk", flat=True)
    return sum(answer_reset(pk) for pk in waiting)


@transaction.atomic
def answer_reset(pk: int) -> bool:
    """Send one link, which invalidates all older ones, or delete the request; returns whether it was sent.

    Skips a request that another worker has locked.
    """
    reset = PasswordReset.objects.select_for_update(skip_locked=True).filter(pk=pk, user=None).first()
    if reset is None:
        return False
    user = User.objects.select_for_update().filter(email=reset.address, is_active=True).first()
    if user is None or _reached_limit(user):
        reset.delete()
        return False
    PasswordReset.objects.filter(pk=pk).update(user=user, sent_at=Now())
    _mail_link(user)
    return True


def _reached_limit(user: User) -> bool:
    sent = user.password_resets.filter(sent_at__gt=Now() - timedelta(days=1))
    return sent.count() >= MOST_PER_DAY or sent.filter(sent_at__gt=Now() - MIN_INTERVAL).exists()


def _mail_link(user: User) -> None:
    names = {"uidb36": user_pk_to_url_str(user), "key": ResetTokenGenerator().make_token(user)}
    context = {
        "user": user,
        "link": settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=names),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    with in_language(user.language):
        subject = render_to_string("accounts/email/password_reset_subject.txt", context).strip()
        text = render_to_string("accounts/email/password_reset.txt", context)
        send_mail(subject, text, None, [user.email])


def purge_resets() -> int:
    """Delete requests that no longer count against a limit; their links have expired."""
    old = PasswordReset.objects.filter(requested_at__lt=Now() - timedelta(days=2))
    return old.delete()[0]
