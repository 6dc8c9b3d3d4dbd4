"""What of calls and clearances waits for whom: to write, and to say whether a text is OK to print."""

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import pgettext

from network.labels import state_name
from network.permissions import represented_states
from network.rounds.models import Addressee, Outcome
from newsletter.contributions.models import CALL, CLEARANCE, Clearance
from newsletter.contributions.permissions import CLEARING
from nfp_portal.accounts.access import APPROVERS, EDITORS, FOCAL_POINTS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import last_day_before
from nfp_portal.turns.registry import Item, Notify, Source, register_source


def register() -> None:
    register_source(Source("call to answer", _calls, _contribute, Notify.OWN_LETTER))
    register_source(Source("text to clear", _texts, _clear, Notify.OWN_LETTER))
    register_source(Source("clearance overdue", _overdue, _ask_again))


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
        title=pgettext("letter", "Write for the newsletter"),
        about=pgettext("letter", "Or say that there is nothing this time"),
        verb=pgettext("letter", "Contribute"),
        url=reverse("newsletter:contribute"),
    )


def _texts(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in CLEARING - EDITORS:
        return None
    return _with_text(_waiting(user, CLEARANCE))


def _with_text(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Add `headline` and `piece`, and leave out what no longer waits for its State."""
    texts = Clearance.objects.outstanding().filter(addressee=models.OuterRef("pk"))
    columns = {"headline": texts.values("piece__headline")[:1], "piece": texts.values("piece")[:1]}
    marked: models.QuerySet[Any] = rows.annotate(
        **{name: models.Subquery(column) for name, column in columns.items()}
    )
    return marked.exclude(headline=None)


def _overdue(user: User) -> models.QuerySet[Any] | None:
    """Texts that their States have not answered about in time, for editors: silence is no consent."""
    if caller_of(user) not in EDITORS - APPROVERS:
        return None
    late = Addressee.objects.filter(
        round__kind=CLEARANCE, round__closed_at=None, round__closes_at__lt=Now(), outcome=Outcome.WAITING
    )
    rows = late.select_related("round", "state", "organisation")
    return _with_text(
        rows.annotate(since=models.F("round__closes_at"), until=last_day_before(models.F("round__closes_at")))
    )


def _ask_again(row: Any, user: User) -> Item:
    return Item(
        title=row.headline,
        about=pgettext("letter", "%(name)s has not said whether it is OK to print")
        % {"name": state_name(row.state) if row.state else row.organisation},
        verb=pgettext("letter", "Ask again about “%(headline)s”, or hold it over")
        % {"headline": row.headline},
        url=reverse("newsletter:piece", args=[row.piece]),
    )


def _clear(row: Any, user: User) -> Item:
    return Item(
        title=row.headline,
        about=pgettext("letter", "The editors changed your text: nothing is printed without your OK"),
        verb=pgettext("letter", "Say whether “%(headline)s” is OK to print") % {"headline": row.headline},
        url=reverse("newsletter:clearance", args=[row.key]),
    )
