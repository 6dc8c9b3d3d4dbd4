"""Questions to the rows of rounds whose answer depends on the kind, on the outbox and on the record."""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from network.models.contacts import Contact
from network.models.people import suppressed
from network.rounds.kinds import by_kind, kind_of, kinds
from network.rounds.models import SILENT, Addressee, Mailbox, Outcome, Round, Status
from nfp_portal.mail.models import EVERY_STREAM, NOTICE, DeliveryState

# Rows of addressees, with what these functions add to them.
Rows = models.QuerySet[Any]


def with_end(rows: Rows) -> Rows:
    """Know `has_ended`: nobody waits for the answer any more, as the kind of round says."""
    field = models.BooleanField()
    ended = by_kind(lambda kind: kind.no_longer_asked(), default=False, output_field=field)
    known: Rows = rows.alias(has_ended=ended)
    return known


def still_asked(rows: Rows) -> Rows:
    """Leave out who never answered and is not asked any more."""
    return with_end(rows).exclude(outcome=Outcome.WAITING, has_ended=True)


def outstanding(rows: Rows) -> Rows:
    """Keep those whose answer somebody still waits for."""
    waiting = with_end(rows).filter(outcome=Outcome.WAITING, has_ended=False)
    return waiting.filter(Q(person=None) | Q(person__merged_into=None))


def with_status(rows: Rows) -> Rows:
    """Add `status` (a `Status`) and `given` (what was answered, by the kind's own choices)."""
    given = by_kind(lambda kind: kind.answer_given(), default="", output_field=models.CharField())
    known: Rows = with_end(rows).annotate(status=_status(), given=given)
    return known


def for_the_board(rows: Rows) -> Rows:
    """Add the status and fetch what a board, a letter and a sheet show of a row; one query."""
    rows = with_status(rows).select_related(
        "person__user",
        "person__agency",
        "person__organisation",
        "state",
        "organisation",
        "represents",
        "round",
    )
    for kind in kinds():
        rows = kind.with_facts(rows)
    return rows


def _status() -> Case:
    """The answer; else why nobody waits for one, why mail does not arrive, or what was done so far."""
    cases: tuple[tuple[Any, Any], ...] = (
        (~Q(outcome=Outcome.WAITING), F("outcome")),
        (Q(person__merged_into__isnull=False), Status.MERGED),
        (Q(has_ended=True), Status.ENDED),
        (Q(person__email="") | (Q(person=None) & ~Exists(_contacts())), Status.NO_ADDRESS),
        (_reaches_nobody(_refused), Status.BOUNCED),
        (_reaches_nobody(_unwanted), Status.SUPPRESSED),
        (Q(escalated_at__isnull=False), Status.ESCALATED),
        (Q(reminded_count__gt=0), Status.REMINDED),
    )
    whens = [When(case, then=then if isinstance(then, F) else Value(then)) for case, then in cases]
    return Case(*whens, default=Value(Status.WAITING), output_field=models.CharField())


def _contacts() -> models.QuerySet[Contact]:
    return Contact.objects.of_outer()


def _reaches_nobody(fails: Any) -> Q:
    """Whether mail to a person's address, or to each contact of a State or organisation, `fails`."""
    of_person = Q(person__isnull=False) & fails("person__email", OuterRef("pk"))
    others = _contacts().exclude(fails("address", OuterRef(OuterRef("pk"))))
    nobody: Q = of_person | (Q(person=None) & ~Exists(others))
    return nobody


def _refused(address: str, addressee: OuterRef) -> Q:
    """Whether the server refused the address; one that was recorded since is a new one."""
    failed = Mailbox.objects.filter(
        addressee=addressee, address=OuterRef(address), delivery__state=DeliveryState.FAILED
    )
    return Q(suppressed(address, EVERY_STREAM)) | Q(Exists(failed))


def _unwanted(address: str, addressee: OuterRef) -> Q:
    return _refused(address, addressee) | Q(suppressed(address, NOTICE))


def with_counts(rounds: models.QuerySet[Round]) -> models.QuerySet[Round]:
    """Add to rounds how many are asked and how many have answered (`total`, `answered`)."""
    rows = Addressee.objects.filter(round=OuterRef("pk"))
    counted, answered = still_asked(rows), rows.exclude(outcome=Outcome.WAITING)
    return rounds.annotate(total=_number_of(counted), answered=_number_of(answered))


def _number_of(rows: Rows) -> Coalesce:
    """How many rows of a subquery belong to the round."""
    counted = rows.order_by().values("round").annotate(number=models.Count("pk"))
    return Coalesce(models.Subquery(counted.values("number")), 0)


def status_in_words(row: Addressee) -> str:
    """Return the status as one says it; once the round is closed nobody waits any more."""
    if not row.round.is_open and row.status in SILENT:
        return str(_("did not answer"))
    return kind_of(row.round).label_of(row.status, row.given)
