"""What somebody outside the secretariat asks to be recorded, and how the secretariat decided."""

import uuid
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models.appointments import Appointment, InstrumentKind
from network.models.people import Person
from network.models.states import State
from network.proposals.values import Correction, End, FormerEnd, Nomination
from nfp_portal.ui.uploads import RandomName


class ProposalKind(models.TextChoices):
    NOMINATE = "nominate", pgettext_lazy("letter", "Nomination")
    END = "end", pgettext_lazy("letter", "End of an appointment")
    CORRECT = "correct", pgettext_lazy("letter", "Correction of an entry")


class ProposalStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    PASSED = "passed", _("Passed on to the approver")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def mark(self) -> str:
        marks = {"accepted": "done", "declined": "failed", "withdrawn": "none", "passed": "running"}
        return marks.get(self.value, "waiting")


class Origin(models.TextChoices):
    """By which way a proposal came."""

    DELEGATION = "delegation", _("Delegation")
    CONFIRMATION = "confirmation", _("Confirmation link")
    FOCAL_POINT = "focal_point", _("Focal point")


OPEN = (ProposalStatus.WAITING, ProposalStatus.PASSED)
# Behind a link a person types what is for the secretariat alone, and what waits tells that another has it.
BY_LINK = Q(kind=ProposalKind.CORRECT, origin=Origin.CONFIRMATION)
NOT_DECIDED = Q(decided_by=None, decided_at=None)
DECIDED = Q(decided_by__isnull=False, decided_at__isnull=False)
# Nobody decides on what he asked for himself.
NOT_OWN = Q(submitted_by=None) | ~Q(decided_by=F("submitted_by"))
PASSED = Q(passed_by__isnull=False, passed_at__isnull=False) & (
    Q(submitted_by=None) | ~Q(passed_by=F("submitted_by"))
)
BY_TWO = PASSED & ~Q(decided_by=F("passed_by"))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        """Keep what is not decided yet."""
        return self.filter(status__in=OPEN)

    def of_state(self, state: State) -> Self:
        return self.filter(state=state)

    def to_succeed(self, appointment: Appointment) -> Self:
        """Keep the nominations whose nominee is to succeed this appointment."""
        return self.filter(values__succeeds=appointment.pk)

    def naming(self, email: str) -> list[dict[str, Any]]:
        """Return where others named the owner of an address as a nominee or successor: that naming alone."""
        as_nominee, as_successor = (
            self.filter(**{f"values__{part}__email": email}).values(
                "state_id", "submitted_at", f"values__{part}"
            )
            for part in ("entry", "successor")
        )
        return [dict(row) for row in (*as_nominee, *as_successor)]

    def shown_to_delegation(self, state: State) -> Self:
        """Keep what the delegation of a State sees; for a single one `may_see_proposal` says the same."""
        return self.of_state(state).exclude(BY_LINK)

    def with_all(self) -> Self:
        """Fetch what a list shows of each proposal, in the same query."""
        return self.select_related("state", "person", "appointment__person", "submitted_by")


@pghistory.track()
class Proposal(models.Model):
    """An act somebody asks for: it changes nothing until the secretariat accepts it.

    `values` is a `Nomination`, an `End` or a `Correction` in JSON; `before` the same facts as they were then,
    and `revision` the target's revision then (None for a nomination). A nomination needs two persons of the
    secretariat: one passes it on, another accepts; the database holds to that. Once accepted, `appointment`
    is what came of it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ProposalKind)
    status = models.CharField(
        _("status"), max_length=20, choices=ProposalStatus, default=ProposalStatus.WAITING
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="proposals")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    values = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(null=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    instrument_kind = models.CharField(_("instrument"), max_length=20, choices=InstrumentKind, blank=True)
    instrument_reference = models.CharField(_("reference"), max_length=100, blank=True)
    instrument_on = models.DateField(_("date of the instrument"), null=True, blank=True)
    instrument_file = models.FileField(_("scan"), upload_to=RandomName("instruments"), blank=True)
    instrument_file_name = models.CharField(max_length=200, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    passed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        app_label = "network"
        ordering = ("-submitted_at", "-pk")
        indexes = (models.Index(fields=["status", "submitted_at"], name="proposal_queue"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ProposalKind.values), name="proposal_kind_is_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="proposal_origin_is_known"),
            models.CheckConstraint(
                condition=Q(instrument_kind__in=["", *InstrumentKind.values]),
                name="proposal_instrument_is_known",
            ),
            models.CheckConstraint(
                condition=Q(Q(appointment=None) | Q(status="accepted"), kind=ProposalKind.NOMINATE)
                | Q(kind=ProposalKind.END, appointment__isnull=False)
                | Q(kind=ProposalKind.CORRECT, appointment=None, person__isnull=False),
                name="proposal_has_its_target",
            ),
            models.CheckConstraint(
                condition=Q(NOT_DECIDED, status=ProposalStatus.WAITING, passed_by=None)
                | Q(NOT_DECIDED, PASSED, status=ProposalStatus.PASSED, kind=ProposalKind.NOMINATE)
                | Q(DECIDED, NOT_OWN, Q(BY_TWO) | ~Q(kind=ProposalKind.NOMINATE), status="accepted")
                | Q(DECIDED, NOT_OWN, ~Q(reason=""), status=ProposalStatus.DECLINED)
                | Q(status=ProposalStatus.WITHDRAWN, decided_at__isnull=False),
                name="proposal_is_decided_by_the_right_number",
                violation_error_message=_("A nomination is passed on by one person, accepted by another."),
            ),
            models.UniqueConstraint(
                fields=["appointment", "origin"],
                condition=Q(kind=ProposalKind.END, status=ProposalStatus.WAITING),
                name="one_open_end_per_appointment_and_origin",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("network:proposals:proposal", args=[self.key])

    @property
    def stage(self) -> ProposalStatus:
        return ProposalStatus(self.status)

    @property
    def nomination(self) -> Nomination:
        return Nomination.from_json(self.values)

    @property
    def end(self) -> End:
        return End.from_json(self.values)

    @property
    def former_end(self) -> FormerEnd:
        return FormerEnd.from_json(self.before)

    @property
    def correction(self) -> Correction:
        return Correction.from_json(self.values)

    @property
    def subject(self) -> str:
        """The person the proposal is about, known to the directory or not."""
        if self.person:
            return str(self.person)
        return self.nomination.name or str(_("a name that is not kept any longer"))

    @property
    def target(self) -> Appointment | Person | None:
        """What an end or a correction is about; a nomination has nothing to change yet."""
        targets = {ProposalKind.END: self.appointment, ProposalKind.CORRECT: self.person}
        return targets.get(ProposalKind(self.kind))

    @property
    def revision_of_target(self) -> int | None:
        """The revision of what the proposal is about, as it was read; None for a nomination."""
        return self.target.revision if self.target else None

    @property
    def asking_person(self) -> Person | None:
        """The entry of who asked without an account; of a nomination `named_by`, not the nominee."""
        if self.kind != ProposalKind.NOMINATE:
            return self.person
        person = Person.objects.filter(pk=self.nomination.named_by or 0).select_related("merged_into").first()
        return (person.merged_into or person) if person else None

    @property
    def is_for_secretariat(self) -> bool:
        """Whether it is for the secretariat alone: the same as `BY_LINK` of many."""
        return self.kind == ProposalKind.CORRECT and self.origin == Origin.CONFIRMATION

    @property
    def is_open(self) -> bool:
        return self.status in OPEN
