"""What open rounds ask of the secretariat: to close, to reach people by other means, to find an address."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.labels import state_in_text, state_name
from network.models import Contact, Delegate, State
from network.permissions import may_record
from network.rounds.kinds import kinds
from network.rounds.models import UNREACHABLE, Addressee, Round
from network.rounds.queries import outstanding, with_counts, with_status
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns.columns import NO_DAY, last_day_before, start_of
from nfp_portal.turns.registry import Count, Item, Source, register_counts, register_source


def register() -> None:
    register_source(Source("round to close", _past_their_date, _close))
    register_source(Source("unreachable", _with_unreachable, _reach))
    register_source(Source("silent State", _states_without_address, _record_address))
    register_counts(_counts)


def _past_their_date(user: User) -> models.QuerySet[Any] | None:
    if not may_record(user):
        return None
    late = [kind.name for kind in kinds() if kind.stays_open_late]
    past = with_counts(Round.objects.open().filter(closes_at__lte=Now()).exclude(kind__in=late))
    return past.annotate(since=models.F("closes_at"), until=last_day_before(models.F("closes_at")))


def _close(round_: Any, user: User) -> Item:
    numbers = {"answered": round_.answered, "asked": round_.total}
    return Item(
        title=pgettext("letter", "%(round)s is past its date") % {"round": round_.title},
        about=pgettext("letter", "%(answered)d of %(asked)d have answered") % numbers,
        verb=pgettext("letter", "Close %(round)s") % {"round": round_.title},
        url=reverse("network:rounds:close", args=[round_.key]),
    )


def _with_unreachable(user: User) -> models.QuerySet[Any] | None:
    if not may_record(user):
        return None
    waiting = outstanding(with_status(Addressee.objects.filter(round=models.OuterRef("pk"))))
    rows = Round.objects.open().filter(models.Exists(waiting.filter(status__in=UNREACHABLE)))
    return rows.annotate(since=models.F("opened_at"), until=NO_DAY)


def _reach(round_: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "%(round)s: mail does not reach everybody") % {"round": round_.title},
        about=pgettext(
            "letter", "Their addresses are missing or refuse mail: ask by telephone, or correct the address"
        ),
        verb=pgettext("letter", "Reach them by telephone"),
        url=round_.get_absolute_url(),
    )


def _states_without_address(user: User) -> models.QuerySet[Any] | None:
    """States whose delegation is to be written to about the silent, and nobody knows its address."""
    if not may_record(user):
        return None
    due = Addressee.objects.filter(
        round__closed_at=None,
        round__escalates_on__lte=timezone.localdate(),
        escalated_at=None,
        represents=models.OuterRef("pk"),
    )
    first = outstanding(due).order_by("round__escalates_on").values("round__escalates_on")[:1]
    delegates = Delegate.objects.filter(
        user__is_active=True, user__role=Role.DELEGATION, state=models.OuterRef("pk")
    )
    reached = models.Exists(Contact.objects.filter(state=models.OuterRef("pk"))) | models.Exists(delegates)
    rows = State.objects.annotate(silent_since=models.Subquery(first)).exclude(silent_since=None)
    return rows.exclude(reached).annotate(since=start_of(models.F("silent_since")), until=NO_DAY)


def _record_address(state: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "%(state)s: nobody to write to about silent focal points")
        % {"state": state_name(state)},
        about=pgettext("letter", "No address of the delegation is known"),
        verb=pgettext("letter", "Record the address of the delegation of %(state)s")
        % {"state": state_in_text(state)},
        url=reverse("network:of_delegation", args=[state.iso2]),
    )


def _counts(user: User) -> Iterator[Count]:
    """How far each open round is, for the secretariat."""
    if not is_secretariat(user):
        return
    for each in with_counts(Round.objects.open()):
        until = _("open until %(day)s") % {"day": date_format(each.closes_on, "j F")}
        numbers: Any = each
        yield Count(str(numbers.answered), each.title, each.get_absolute_url(), str(numbers.total), until)
