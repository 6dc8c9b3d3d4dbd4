"""Notify each person once when it is their turn, and sum the rest up in a digest.

Both derive what is new from the record: an act need not know of mail, and only committed rows are seen. Each
may be called twice, and by two workers at once: a `Notice` is unique, and so is the key of its letter.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override, pgettext

from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Letter
from nfp_portal.turns import leaving
from nfp_portal.turns.listing import SHOWN, Turn, Waiting, in_words, newest_of, union_for
from nfp_portal.turns.models import Digest, MailChoice, Notice
from nfp_portal.turns.registry import News, Notify, take_news
from nfp_portal.ui.letters import render_letter

# What is seen for the first time when it is older than this goes into the digest.
FRESH = timedelta(days=1)
AT_MOST = 200
MONDAY, SATURDAY = 0, 5
SEVEN = 7  # o'clock in Vienna
MAILED = (Notify.AT_ONCE, Notify.IN_DIGEST)


def notify_all() -> int:
    """Notify every account of what became its turn; give the number of mails."""
    return _each(_accounts(), _notify)


def _each(accounts: QuerySet[User], act: Callable[[User], int]) -> int:
    """Act for each account, give the sum; a failure for one keeps no mail from another.

    Raises an `ExceptionGroup` of all failures at the end.
    """
    number, failures = 0, []
    for user in accounts:
        try:
            number += act(user)
        except Exception as error:  # noqa: BLE001 - raised together below
            failures.append(error)
    if failures:
        raise ExceptionGroup("turns", failures)
    return number


def _accounts() -> QuerySet[User]:
    """The accounts that somebody has signed in to: an invitation may have gone to a mistyped address."""
    return User.objects.filter(is_active=True, last_login__isnull=False).order_by("pk")


@transaction.atomic
def _notify(user: User) -> int:
    """Who gets a digest each day is told there of what is seen late; everybody else at once."""
    _lock(user)
    fresh = _unnoticed(user, (Notify.AT_ONCE,))
    if not MailChoice.objects.filter(user=user).exclude(digest=Digest.DAILY).exists():
        earliest = timezone.now() - FRESH
        fresh = [each for each in fresh if each.begun > earliest]
    _note(user, fresh)
    language = for_letters(user.language)
    with override(language):
        for each in fresh:
            for turn in in_words([each], user):
                _post_turn(user, each, turn, language)
    return len(fresh)


def _lock(user: User) -> None:
    """Let one run at a time decide what an account was notified of, until the transaction ends."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _unnoticed(user: User, ways: Collection[Notify]) -> list[Waiting]:
    """What waits for this account and no mail has named yet, of the newest."""
    union = union_for(user, ways)
    waiting = newest_of(union, AT_MOST) if union is not None else []
    if not waiting:
        return []
    of_rows = Notice.objects.filter(user=user, row__in=[each.row for each in waiting])
    known = set(of_rows.values_list("source", "row", "begun"))
    return [each for each in waiting if (each.source, each.row, each.begun) not in known]


def _note(user: User, waiting: list[Waiting]) -> None:
    rows = [Notice(user=user, source=each.source, row=each.row, begun=each.begun) for each in waiting]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _post_turn(user: User, waiting: Waiting, turn: Turn, language: str) -> None:
    context = {"turn": turn, "link": settings.SITE_URL + turn.item.url, "reason": _reason()}
    letter = render_letter("turns/email/turn", context, language=language)
    key = f"turn {waiting.source} {waiting.row} {waiting.begun:%Y%m%d%H%M%S%f} {user.pk}"
    mail.post(to=user.email, **letter.parts, stream=NOTICE, key=key)


def send_digests() -> int:
    """Write to each account for which something new waits, once a day at most; give the number of mails."""
    now = timezone.localtime()
    if now.hour < SEVEN or now.weekday() >= SATURDAY:
        return 0
    done = MailChoice.objects.filter(digest_on=now.date()).values("user")
    return _each(_accounts().exclude(pk__in=done), _send_digest)


@transaction.atomic
def _send_digest(user: User) -> int:
    _lock(user)
    choice = MailChoice.objects.select_for_update().get_or_create(user=user)[0]
    takes_one = _takes_one(choice)
    new = _unnoticed(user, MAILED) if takes_one else []
    news = take_news(user) if takes_one else []
    choice.digest_on = timezone.localdate()
    choice.save(update_fields=["digest_on"])
    if not (new or news):
        return 0
    _note(user, new)
    language = for_letters(user.language)
    with override(language):
        _post_digest(user, sorted(new, key=_urgency), news, language)
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


def _subject(waiting: int, news: int) -> str:
    if waiting:
        return pgettext("letter", "Waiting for you: %(number)d") % {"number": waiting}
    return pgettext("letter", "New in what you follow: %(number)d") % {"number": news}


def _post_digest(user: User, new: list[Waiting], news: list[News], language: str) -> None:
    number = len(new)
    leave_url = settings.SITE_URL + reverse("turns:leave", args=[leaving.token_of(user)])
    context = {
        "sentence": _subject(number, sum(each.number for each in news)),
        "turns": in_words(new[:SHOWN], user),
        "more": max(number - SHOWN, 0),
        "news": news,
        "site_url": settings.SITE_URL,
        "unsubscribe_url": leave_url,
        "link": settings.SITE_URL + reverse("home"),
        "choice_url": settings.SITE_URL + reverse("turns:mail"),
        "reason": _reason(),
    }
    letter = render_letter("turns/email/digest", context, language=language)
    key = f"digest {timezone.localdate()} {user.pk}"
    headers = mail.AUTOMATIC_HEADERS | leaving.headers(leave_url)
    mail.post(to=user.email, **letter.parts, stream=NOTICE, key=key, headers=headers)


def _reason() -> str:
    return pgettext("letter", "You have an account of the Network.")


@transaction.atomic
def choose_digest(user: User, digest: Digest) -> None:
    MailChoice.objects.update_or_create(user=user, defaults={"digest": digest, "before_leaving": ""})


def digest_of(user: User) -> Digest:
    row = MailChoice.objects.filter(user=user).first()
    return Digest(row.digest) if row else Digest.DAILY


@transaction.atomic
def leave_digest(user: User) -> None:
    """Send this account no digest any more; twice is once. What it follows stays as it is."""
    choice = MailChoice.objects.select_for_update().get_or_create(user=user)[0]
    if choice.digest != Digest.NONE:
        choice.before_leaving, choice.digest = choice.digest, Digest.NONE
        choice.save(update_fields=["digest", "before_leaving"])


@transaction.atomic
def return_to_digest(user: User) -> None:
    """Undo `leave_digest`; nothing where it was not left by the link."""
    choice = MailChoice.objects.select_for_update().filter(user=user).exclude(before_leaving="").first()
    if choice is not None:
        choice.digest, choice.before_leaving = choice.before_leaving, ""
        choice.save(update_fields=["digest", "before_leaving"])


def purge_notices() -> int:
    """Remove notices, and the words of their letters, a year after they were sent; give how many notices."""
    old = timezone.now() - timedelta(days=365)
    letters = Letter.objects.filter(Q(key__startswith="turn ") | Q(key__startswith="digest "))
    letters.filter(created_at__lt=old).delete()
    return Notice.objects.filter(at__lt=old).delete()[0]
