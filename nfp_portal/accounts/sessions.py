"""Sessions in the database that end at a fixed time after signing in, and for staff when nothing happens.

The row of an ended session stays for a day: it opens nothing, but says whose form arrived too late.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from nfp_portal.accounts.models import User

ENDS_AT, ACTIVE_AT, IDLE_SECONDS = "ends_at", "active_at", "idle_seconds"
# How often activity is written down.
EVERY = 60
KEPT_AFTER_END = timedelta(days=1)


class SessionStore(db.SessionStore):
    """Django restarts a session's age at each write; here the ends set at sign-in are the limit."""

    def end_after(self, seconds: int, *, idle: int | None = None) -> None:
        """Let the session end after so many seconds, or after `idle` seconds without activity."""
        self[ENDS_AT] = time.time() + seconds
        if idle is not None:
            self[IDLE_SECONDS], self[ACTIVE_AT] = idle, time.time()

    def note_activity(self) -> None:
        """Count the idle time anew; written at most once a minute."""
        if IDLE_SECONDS in self and time.time() - self[ACTIVE_AT] >= EVERY:
            self[ACTIVE_AT] = time.time()

    def get_expiry_age(self, **kwargs: Any) -> int:
        """The cookie's age in seconds. It outlives the session, as its row does."""
        age = int(super().get_expiry_age(**kwargs))
        ends_at = self._ends_at()
        return age if ends_at is None else min(age, int(ends_at - time.time())) + _seconds(KEPT_AFTER_END)

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        date = super().get_expiry_date(**kwargs)
        ends_at = self._ends_at()
        return date if ends_at is None else min(date, datetime.fromtimestamp(ends_at, tz=UTC))

    def _ends_at(self) -> float | None:
        idle = self[ACTIVE_AT] + self[IDLE_SECONDS] + EVERY if IDLE_SECONDS in self else None
        ends = [at for at in (self.get(ENDS_AT), idle) if at is not None]
        return min(ends, default=None)

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expire_date__lt=timezone.now() - KEPT_AFTER_END).delete()


def _seconds(duration: timedelta) -> int:
    return int(duration.total_seconds())


def account_of_ended(session_key: str) -> User | None:
    """Whose session this was, if it ended by itself within the last day.

    None if somebody ended it, or if password, role or the account changed since.
    """
    now = timezone.now()
    ended = Session.objects.filter(expire_date__lte=now, expire_date__gt=now - KEPT_AFTER_END)
    row = ended.filter(pk=session_key).first()
    facts = row.get_decoded() if row else {}
    user = User.objects.filter(pk=facts.get(SESSION_KEY, 0), is_active=True).first()
    if user is None or not constant_time_compare(
        facts.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    ):
        return None
    return user
