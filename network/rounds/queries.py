"""Questions to the rows of rounds whose answer depends on the kind, on the outbox and on the record."""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from network.models.appointments import Appointment
from network.models.contacts import Contact
from network.models.people import suppressed
from network.models.search_text import SearchText, every_word
from network.rounds.kinds import Kind, by_kind, kind_of, kinds
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


def to_write_to(rows: Rows) -> Rows:
    """Leave out people who left or are another entry by now.

    States and structures stay: they are written to at the addresses of today.
    """
    own = Appointment.objects.not_ended().filter(person=OuterRef("person"), state=OuterRef("represents"))
    left = Q(represents__isnull=False) & ~Exists(own)
    kept: Rows = rows.exclude(Q(person__isnull=False) & (left | Q(person__merged_into__isnull=False)))
    return kept


def with_status(rows: Rows) -> Rows:
    """Add `status` (a `Status`) and `given` (what was answered, by the kind's own choices)."""
    given = by_kind(lambda kind: kind.answer_given(), default="", output_field=models.CharField())
    known: Rows = with_end(rows).annotate(status=_status(), given=given)
    return known


def for_the_board(rows: Rows, kind: Kind | None = None) -> Rows:
    """Add the status and fetch what a board, a letter and a sheet show of a row.

    Rows of one `kind` are fetched with its facts alone; without one with those of all kinds.
    """
    rows = with_status(rows).select_related(
        "person__user",
        "person__agency",
        "person__organisation",
        "state",
        "organisation",
        "represents",
        "round",
    )
    for each in [kind] if kind else kinds():
        rows = each.with_facts(rows)
    return rows


def _status() -> Case:
    """The answer; else why nobody waits for one, why mail does not arrive, or what was done so far."""
    cases: tuple[tuple[Any, Any], ...] = (
        (~Q(outcome=Outcome.WAITING), F("outcome")),
        (Q(person__merged_into__isnull=False), Status.MERGED),
        (Q(has_ended=True), Status.ENDED),
        (Q(person__email="") | (Q(person=None) & ~_has_address()), Status.NO_ADDRESS),
        (_reaches_nobody(_refused), Status.BOUNCED),
        (_reaches_nobody(_unwanted), Status.SUPPRESSED),
        (Q(escalated_at__isnull=False), Status.ESCALATED),
        (Q(reminded_count__gt=0), Status.REMINDED),
    )
    whens = [When(case, then=then if isinstance(then, F) else Value(then)) for case, then in cases]
    return Case(*whens, default=Value(Status.WAITING), output_field=models.CharField())


def _contacts() -> Rows:
    """The contacts of an outer row's State or organisation, as `mail_address`."""
    known: Rows = Contact.objects.of_outer().annotate(mail_address=F("address"))
    return known


def _focal_points() -> Rows:
    """The focal points of an outer row's State who have an address, as `mail_address`."""
    appointed = Appointment.objects.in_force().filter(state=OuterRef("state")).exclude(person__email="")
    known: Rows = appointed.annotate(mail_address=F("person__email"))
    return known


def _to_focal_points() -> Q:
    names = [kind.name for kind in kinds() if kind.writes_to_focal_points]
    return Q(round__kind__in=names, state__isnull=False)


def _has_address() -> Q:
    to_focal_points = _to_focal_points()
    focal_points, contacts = Q(Exists(_focal_points())), Q(Exists(_contacts()))
    return (to_focal_points & focal_points) | (~to_focal_points & contacts)


def _reaches_nobody(fails: Any) -> Q:
    """Whether mail to a person's address, or to each of those who are written to for a body, `fails`."""
    of_person = Q(person__isnull=False) & fails("person__email", OuterRef("pk"))
    to_focal_points, outer = _to_focal_points(), OuterRef(OuterRef("pk"))
    focal_points = ~Exists(_focal_points().exclude(fails("mail_address", outer)))
    contacts = ~Exists(_contacts().exclude(fails("mail_address", outer)))
    nobody = (to_focal_points & focal_points) | (~to_focal_points & contacts)
    reached: Q = of_person | (Q(person=None) & nobody)
    return reached


def _refused(address: str, addressee: OuterRef) -> Q:
    """Whether the server refused the address; one that was recorded since is a new one."""
    failed = Mailbox.objects.filter(
        addressee=addressee, address=OuterRef(address), delivery__state=DeliveryState.FAILED
    )
    return Q(suppressed(address, EVERY_STREAM)) | Q(Exists(failed))


def _unwanted(address: str, addressee: OuterRef) -> Q:
    return _refused(address, addressee) | Q(suppressed(address, NOTICE))


def matching(rows: Rows, search: str) -> Rows:
    """Keep those whose name or State has each of the words, in any alphabet, as the directory searches."""
    bodies, people = (
        ("represents__name", "organisation__name"),
        ("given_name", "family_name", "name_in_script"),
    )
    text = SearchText(*bodies, *(f"person__{name}" for name in people))
    known: Rows = rows.alias(search_text=text).filter(every_word(search))
    return known


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
