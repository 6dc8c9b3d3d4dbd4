"""What is going on in the record, as counts with links: for the secretariat, and for members."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contradictions import number_of_contradictions
from network.models import Agency, Appointment, Coverage, Person, coverage
from network.models.coverage import StateCoverage
from network.models.duplicates import look_alikes
from network.models.people import confirmed
from network.permissions import may_record
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.turns.registry import Count, register_counts

# So many States are named beside a number.
NAMED = 5


def register() -> None:
    register_counts(_counts)


def _counts(user: User) -> Iterator[Count]:
    """What this account sees; a fixed number of queries for each role. Zero is left out."""
    covered = coverage()
    if not is_secretariat(user):
        yield from _focal_points(covered)
        return
    yield from _gaps(covered)
    yield from _bounced()
    overdue = Appointment.objects.in_force().exclude(confirmed(path="person__")).count()
    directory = reverse("network:directory:list")
    yield from _some(overdue, _("Entries to be confirmed"), f"{directory}?status=due")
    if may_record(user):
        yield from _problems()


def _focal_points(covered: list[StateCoverage]) -> Iterator[Count]:
    represented = sum(1 for each in covered if each.appointed)
    states = _("in %(number)d of %(all)d States") % {"number": represented, "all": len(covered)}
    number = sum(each.appointed for each in covered)
    yield Count(str(number), _("Focal points"), reverse("network:directory:list"), detail=states)


def _problems() -> Iterator[Count]:
    ending = Appointment.objects.ending().filter(successors=None)
    yield from _by_state(ending, _("Appointments ending soon"), reverse("network:states"))
    agencies, unclear = Agency.objects.unreviewed().count(), number_of_contradictions()
    alike = len(look_alikes())
    yield from _some(agencies, _("Institutions to review"), reverse("network:agencies"))
    yield from _some(unclear, _("Contradictions in the record"), reverse("network:contradictions"))
    yield from _some(alike, _("Pairs of entries that look alike"), reverse("network:duplicates"))


def _gaps(covered: list[StateCoverage]) -> Iterator[Count]:
    nobody = sum(1 for each in covered if each.status == Coverage.NONE)
    due = sum(1 for each in covered if each.status == Coverage.DUE)
    vacant = ngettext("%(n)d State without a focal point", "%(n)d States without a focal point", nobody)
    waiting = ngettext("%(n)d due for confirmation", "%(n)d due for confirmation", due)
    parts = [sentence % {"n": n} for sentence, n in ((vacant, nobody), (waiting, due)) if n]
    yield from _some(nobody + due, _("Gaps in the Network"), reverse("network:states"), ", ".join(parts))


def unreachable_focal_points() -> models.QuerySet[Person]:
    """Who is a focal point today and whose address takes no mail; ends by itself with a new address."""
    in_force = Appointment.objects.in_force().filter(person=models.OuterRef("pk"))
    return Person.objects.unreachable().filter(models.Exists(in_force)).select_related("state")


def _bounced() -> Iterator[Count]:
    directory = reverse("network:directory:list")
    people = unreachable_focal_points()
    yield from _by_state(people, _("Bounced addresses"), f"{directory}?status=unreachable")


def _by_state(rows: models.QuerySet[Any], label: str, url: str) -> Iterator[Count]:
    """How many there are, and the first States they are of; one query."""
    numbers = rows.order_by("state__name").values_list("state__name").annotate(number=models.Count("pk"))
    states = dict(numbers)
    names = ", ".join(list(states)[:NAMED]) + (" …" if len(states) > NAMED else "")
    yield from _some(sum(states.values()), label, url, names)


def _some(number: int, label: str, url: str, detail: str = "") -> Iterator[Count]:
    if number:
        yield Count(str(number), label, url, detail=detail)
