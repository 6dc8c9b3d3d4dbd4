"""What verification asks of focal points: to confirm the own entry; and how far it is."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.models import Person
from network.rounds.models import Round
from network.rounds.queries import with_counts
from network.verification.models import VERIFICATION, open_questions
from nfp_portal.accounts.access import is_focal_point, is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import last_day_before
from nfp_portal.turns.registry import Count, Item, Notify, Source, register_counts, register_source
from nfp_portal.ui.letters import written_day

ONE_YEAR = timedelta(days=365)


def register() -> None:
    register_source(Source("entry", _entries, _confirm, Notify.OWN_LETTER))
    register_counts(_counts)


def _entries(user: User) -> models.QuerySet[Any] | None:
    if not is_focal_point(user):
        return None
    rows = open_questions().filter(person__user=user.pk)
    return rows.select_related("round", "person__agency", "person__organisation").annotate(
        since=models.F("round__opened_at"), until=last_day_before(models.F("round__closes_at"))
    )


def _confirm(row: Any, user: User) -> Item:
    person, closes_on = row.person, row.round.closes_on
    opened_on = written_day(row.round.opened_on, with_year=False)
    sentence = pgettext("letter", "Confirm your entry by %(day)s") % {
        "day": written_day(closes_on, with_year=False)
    }
    return Item(
        title=sentence,
        about=pgettext("letter", "%(round)s, asked on %(day)s")
        % {"round": row.round.title, "day": opened_on},
        facts=_facts_of(person),
        verb=sentence,
        url=reverse("network:edit", args=[person.key]),
        other=_("Change it"),
        action=reverse("network:confirm", args=[person.key]),
        submit=_("All still correct"),
        fields={"revision": str(person.revision), "from": "home"},
    )


def _facts_of(person: Person) -> tuple[str, ...]:
    position = " · ".join(filter(None, (person.function, str(person.body or ""))))
    return tuple(filter(None, (position, person.email, person.telephone or person.mobile)))


def _counts(user: User) -> Iterator[Count]:
    """Members have no board to open: the list of States says the same. The secretariat sees what is due."""
    if is_secretariat(user):
        last_year = timezone.now() - ONE_YEAR
        running = models.Q(opened_at__gt=last_year) | models.Q(closed_at=None)
        recent = Round.objects.of_kind(VERIFICATION).filter(running)
        if not recent.exists():
            address = reverse("network:verification:list")
            yield Count(_("None"), _("Verification"), address, detail=_("no round for a year"))
        return
    for each in with_counts(Round.objects.open().of_kind(VERIFICATION)):
        until = _("open until %(day)s") % {"day": date_format(each.closes_on, "j F")}
        numbers: Any = each
        states = reverse("network:states")
        yield Count(str(numbers.answered), _("Entries confirmed"), states, str(numbers.total), until)
