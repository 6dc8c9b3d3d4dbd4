"""New passwords by a link: asked for by anybody, sent only to accounts, and not without end."""

from datetime import timedelta

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from nfp_portal.accounts.languages import speaking
from nfp_portal.accounts.models import PasswordReset, User
from nfp_portal.accounts.tokens import ResetTokenGenerator
from nfp_portal.broker.wake import wake

AT_MOST_ONE_IN = timedelta(hours=1)
A_DAY, A_DAY_AT_MOST = timedelta(days=1), 3


def request_reset(address: str) -> None:
    """Note that somebody asked a link for this address. Known and unknown ones take the same statement.

    Whether an account has it, and whether it had links enough, is for the worker to find out: the person who
    asked learns neither from the answer nor from its time.
    """
    PasswordReset.objects.create(address=address)
    wake("nfp_portal.accounts.tasks.answer_resets")


def answer_resets() -> int:
    """Send the links that were asked for, each in a transaction of its own; give how many left."""
    waiting = PasswordReset.objects.filter(user=None).order_by("pk").values_list("pk", flat=True)
    return sum(answer_reset(pk) for pk in waiting)


@transaction.atomic
def answer_reset(pk: int) -> bool:
    """Send one link and make every older one void, or forget the request; say whether a link left.

    Nothing happens where another worker has the request.
    """
    reset = PasswordReset.objects.select_for_update(skip_locked=True).filter(pk=pk, user=None).first()
    if reset is None:
        return False
    user = User.objects.select_for_update().filter(email=reset.address, is_active=True).first()
    if user is None or _had_enough(user):
        reset.delete()
        return False
    PasswordReset.objects.filter(pk=pk).update(user=user, sent_at=Now())
    _mail_link(user)
    return True


def _had_enough(user: User) -> bool:
    sent = user.password_resets.filter(sent_at__gt=Now() - A_DAY)
    return sent.count() >= A_DAY_AT_MOST or sent.filter(sent_at__gt=Now() - AT_MOST_ONE_IN).exists()


def _mail_link(user: User) -> None:
    names = {"uidb36": user_pk_to_url_str(user), "key": ResetTokenGenerator().make_token(user)}
    context = {
        "user": user,
        "link": settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=names),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    with speaking(user.language):
        subject = render_to_string("accounts/email/password_reset_subject.txt", context).strip()
        text = render_to_string("accounts/email/password_reset.txt", context)
        send_mail(subject, text, None, [user.email])


def purge_resets() -> int:
    """Remove requests that count against no limit any more, with the links that have expired."""
    old = PasswordReset.objects.filter(requested_at__lt=Now() - timedelta(days=2))
    return old.delete()[0]
