"""What of calls and clearances waits for whom: to write, and to say whether a text is OK to print."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from network.permissions import represented_states
from network.rounds.models import Addressee, Outcome
from newsletter.contributions.models import CALL, CLEARANCE, Clearance
from newsletter.contributions.permissions import CLEARING
from nfp_portal.accounts.access import EDITORS, FOCAL_POINTS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import last_day_before
from nfp_portal.turns.registry import Item, Notify, Source, register_source


def register() -> None:
    register_source(Source("call to answer", _calls, _contribute, Notify.OWN_LETTER))
    register_source(Source("text to clear", _texts, _clear, Notify.OWN_LETTER))


def _waiting(user: User, kind: str) -> models.QuerySet[Any]:
    rows = Addressee.objects.filter(
        round__kind=kind,
        round__closed_at=None,
        outcome=Outcome.WAITING,
        state__in=represented_states(user).values("pk"),
    )
    return rows.select_related("round").annotate(
        since=models.F("round__opened_at"), until=last_day_before(models.F("round__closes_at"))
    )


def _calls(user: User) -> models.QuerySet[Any] | None:
    return _waiting(user, CALL) if caller_of(user) in FOCAL_POINTS - EDITORS else None


def _contribute(row: Any, user: User) -> Item:
    return Item(
        title=_("Write for the newsletter"),
        about=_("Or say that there is nothing this time"),
        verb=_("Contribute"),
        url=reverse("newsletter:contribute"),
    )


def _texts(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in CLEARING - EDITORS:
        return None
    texts = Clearance.objects.outstanding().filter(addressee=models.OuterRef("pk"))
    headline = models.Subquery(texts.values("piece__headline")[:1])
    rows: models.QuerySet[Any] = _waiting(user, CLEARANCE).annotate(headline=headline).exclude(headline=None)
    return rows


def _clear(row: Any, user: User) -> Item:
    return Item(
        title=row.headline,
        about=_("The editors changed your text: nothing is printed without your OK"),
        verb=_("Say whether “%(headline)s” is OK to print") % {"headline": row.headline},
        url=reverse("newsletter:clearance", args=[row.key]),
    )
