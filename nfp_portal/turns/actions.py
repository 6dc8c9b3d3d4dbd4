"""Notify each person once when it is their turn, and sum the rest up in a digest.

Both derive what is new from the record: an act need not know of mail, and only committed rows are seen. Each
may be called twice, and by two workers at once: a `Notice` is unique, and so is the key of its letter.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE
from nfp_portal.turns.listing import SHOWN, Turn, Waiting, in_words, newest_of, union_for
from nfp_portal.turns.models import Digest, MailChoice, Notice
from nfp_portal.turns.registry import Notify
from nfp_portal.ui.letters import render_letter

# What is seen for the first time when it is older than this goes into the digest.
FRESH = timedelta(days=1)
AT_MOST = 200
MONDAY, SATURDAY = 0, 5
SEVEN = 7  # o'clock in Vienna
MAILED = (Notify.AT_ONCE, Notify.IN_DIGEST)


def notify_all() -> int:
    """Notify every account of what became its turn; give the number of mails."""
    return sum(_notify(user) for user in _accounts())


def _accounts() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("pk")


@transaction.atomic
def _notify(user: User) -> int:
    earliest = timezone.now() - FRESH
    fresh = [each for each in _unnoticed(user, (Notify.AT_ONCE,)) if each.begun > earliest]
    _note(user, fresh)
    with in_language(user.language):
        for each in fresh:
            for turn in in_words([each], user):
                _post_turn(user, each, turn)
    return len(fresh)


def _unnoticed(user: User, ways: Collection[Notify]) -> list[Waiting]:
    """What waits for this account and no mail has named yet, of the newest."""
    union = union_for(user, ways)
    waiting = newest_of(union, AT_MOST) if union is not None else []
    if not waiting:
        return []
    known = set(Notice.objects.filter(user=user).values_list("source", "row", "begun"))
    return [each for each in waiting if (each.source, each.row, each.begun) not in known]


def _note(user: User, waiting: list[Waiting]) -> None:
    rows = [Notice(user=user, source=each.source, row=each.row, begun=each.begun) for each in waiting]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _post_turn(user: User, waiting: Waiting, turn: Turn) -> None:
    context = {"turn": turn, "link": settings.SITE_URL + turn.item.url, "reason": _reason()}
    letter = render_letter("turns/email/turn", context)
    key = f"turn {waiting.source} {waiting.row} {waiting.begun:%Y%m%d%H%M%S%f} {user.pk}"
    mail.post(to=user.email, **letter.parts, stream=NOTICE, key=key)


def send_digests() -> int:
    """Write to each account for which something new waits, once a day at most; give the number of mails."""
    now = timezone.localtime()
    if now.hour < SEVEN or now.weekday() >= SATURDAY:
        return 0
    done = MailChoice.objects.filter(digest_on=now.date()).values("user")
    return sum(_send_digest(user) for user in _accounts().exclude(pk__in=done))


@transaction.atomic
def _send_digest(user: User) -> int:
    if union_for(user, MAILED) is None:
        return 0
    choice = MailChoice.objects.select_for_update().get_or_create(user=user)[0]
    new = _unnoticed(user, MAILED) if _takes_one(choice) else []
    choice.digest_on = timezone.localdate()
    choice.save(update_fields=["digest_on"])
    if not new:
        return 0
    _note(user, new)
    with in_language(user.language):
        _post_digest(user, sorted(new, key=_urgency))
    return 1


def _urgency(waiting: Waiting) -> tuple[date, datetime]:
    """Overdue first, then what waits longest, as on the page."""
    return waiting.overdue_since or date.max, waiting.begun


def _takes_one(choice: MailChoice) -> bool:
    """Whether this is a day of this account's digest, and it was not made yet."""
    today = timezone.localdate()
    if choice.digest_on == today:
        return False
    return choice.digest == Digest.DAILY or (choice.digest == Digest.WEEKLY and today.weekday() == MONDAY)


def _post_digest(user: User, new: list[Waiting]) -> None:
    number = len(new)
    subject = ngettext("%(number)d thing waits for you", "%(number)d things wait for you", number)
    context = {
        "sentence": subject % {"number": number},
        "turns": in_words(new[:SHOWN], user),
        "more": max(number - SHOWN, 0),
        "link": settings.SITE_URL + reverse("home"),
        "choice_url": settings.SITE_URL + reverse("turns:mail"),
        "reason": _reason(),
    }
    letter = render_letter("turns/email/digest", context)
    mail.post(to=user.email, **letter.parts, stream=NOTICE, key=f"digest {timezone.localdate()} {user.pk}")


def _reason() -> str:
    return _("You have an account of the Network.")


@transaction.atomic
def choose_digest(user: User, digest: Digest) -> None:
    MailChoice.objects.update_or_create(user=user, defaults={"digest": digest})


def digest_of(user: User) -> Digest:
    row = MailChoice.objects.filter(user=user).first()
    return Digest(row.digest) if row else Digest.DAILY
