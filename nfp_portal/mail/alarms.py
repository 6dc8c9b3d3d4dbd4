"""Tell the secretariat what only people can mend: once a day for each matter, by mail and on the desk."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nfp_portal.accounts.models import SECRETARIAT_ROLES, User
from nfp_portal.mail import actions
from nfp_portal.mail.ledger import ClaimedDelivery, Outcome
from nfp_portal.mail.models import ALARM, CONFIRMATION, DeliveryState, Letter

HARD_BOUNCE = "refused by its mail server: "


def handle_failures(ended: Iterable[tuple[ClaimedDelivery, Outcome]]) -> None:
    """Stop mail to addresses that do not exist, and warn of every refusal.

    An address that a visitor mistyped is none of the portal's: it is left alone, and nobody is warned.
    """
    failed = [(delivery, outcome) for delivery, outcome in ended if outcome.state == DeliveryState.FAILED]
    typed = _typed_by_visitors(failed)
    failed = [(delivery, outcome) for delivery, outcome in failed if delivery.letter_id not in typed]
    for delivery, outcome in failed:
        if outcome.bad_address:
            actions.withdraw(delivery.address, "", HARD_BOUNCE + outcome.reply)
    if failed:
        warn_of({delivery.letter_id for delivery, _outcome in failed})


def warn_of(letters: set[int]) -> None:
    """Tell the secretariat once a day that messages of these letters were refused or came back."""
    if not _are_alarms(letters):
        _notify_secretariat(_("E-mail was refused"), "refused")


def _typed_by_visitors(failed: list[tuple[ClaimedDelivery, Outcome]]) -> set[int]:
    """Return the letters among these that went to an address typed on a public page; no query for none."""
    letters = {delivery.letter_id for delivery, _outcome in failed}
    if not letters:
        return set()
    rows = Letter.objects.filter(pk__in=letters, stream=CONFIRMATION)
    return set(rows.values_list("pk", flat=True))


def _are_alarms(letters: set[int]) -> bool:
    """Say whether only our own warnings failed: warning of them would never end."""
    return not Letter.objects.filter(pk__in=letters).exclude(stream=ALARM).exists()


def _notify_secretariat(subject: str, matter: str) -> None:
    today = timezone.localtime()
    text = _("A mail server refused messages of the portal. Which, and why, stands on the desk:")
    text = f"{text}\n\n{settings.SITE_URL}{reverse('mail:outbox')}\n"
    for user in User.objects.filter(role__in=SECRETARIAT_ROLES, is_active=True):
        actions.post(
            to=user.email,
            subject=subject,
            text=text,
            stream=ALARM,
            key=f"{matter}-{today:%Y-%m-%d}-{user.key}",
            headers={"Auto-Submitted": "auto-generated"},
        )
