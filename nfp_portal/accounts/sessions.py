"""Sessions in the database that end at a fixed time after the sign-in."""

import time
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends import db

ENDS_AT = "ends_at"


class SessionStore(db.SessionStore):
    """Django restarts a session's age at each write; here the end set at sign-in is the limit."""

    def end_after(self, seconds: int) -> None:
        self[ENDS_AT] = time.time() + seconds

    def get_expiry_age(self, **kwargs: Any) -> int:
        age = int(super().get_expiry_age(**kwargs))
        return min(age, int(self[ENDS_AT] - time.time())) if ENDS_AT in self else age

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        date = super().get_expiry_date(**kwargs)
        return min(date, datetime.fromtimestamp(self[ENDS_AT], tz=UTC)) if ENDS_AT in self else date
