"""Digests as they are sent on the mornings of a week."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.turns import actions

# A Tuesday.
MORNING = datetime(2026, 12, 8, 7, 5, tzinfo=ZoneInfo("Europe/Vienna"))


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def digests(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Send the digests of the next working morning, and return the texts to an account."""
    days = iter((0, 1, 2, 3, 6, 7))

    def send(user: User) -> list[str]:
        User.objects.filter(last_login=None).update(last_login=timezone.now())
        now = MORNING + timedelta(days=next(days))
        monkeypatch.setattr(timezone, "now", lambda: now)
        known = set(Letter.objects.values_list("pk", flat=True))
        actions.send_digests()
        of_user = Delivery.objects.filter(address=user.email).exclude(letter__in=known)
        return list(of_user.values_list("letter__text", flat=True))

    return send
