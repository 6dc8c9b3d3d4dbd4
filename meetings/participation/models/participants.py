"""Who takes part in a meeting; no account is needed."""

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Format, Meeting
from network.models import Organisation, OrganisationKind, Participation, Person, State
from network.models.states import code_if_read
from nfp_portal.text.capitals import in_capitals
from nfp_portal.text.fields import AddressField


class Category(models.TextChoices):
    """In the order of a list of participants."""

    PARTICIPATING_STATE = "participating_state", _("Participating States")
    PARTNER = "partner", _("Partners for Co-operation")
    OSCE = "osce", _("OSCE structures and field operations")
    INTERNATIONAL = "international", _("International organisations")
    NATIONAL_AGENCY = "national_agency", _("National agencies")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")


class Role(models.TextChoices):
    """What somebody is within a delegation."""

    HEAD = "head", _("Head of delegation")
    ALTERNATE = "alternate", _("Alternate")
    MEMBER = "member", _("Member")
    ADVISER = "adviser", _("Adviser")


class ListedAs(models.TextChoices):
    """How a list of participants shows somebody; the secretariat sees all of it."""

    FULL = "full", _("Name, function and agency")
    NAME = "name", _("Name only")
    NOT_NAMED = "not_named", _("Not named: only counted for the State or organisation")


class Status(models.TextChoices):
    """How far somebody is: put forward by a delegation, confirmed by the person, accepted by staff.

    Who is accepted beyond the seats is on the waiting list.
    """

    PUT_FORWARD = "put_forward", _("Put forward")
    CONFIRMED = "confirmed", _("Confirmed by the person")
    WAITING = "waiting_list", _("Waiting list")
    NOT_SELECTED = "not_selected", _("Not selected")
    ACCEPTED = "accepted", _("Accepted")
    ATTENDED = "attended", _("Took part")
    ABSENT = "absent", _("Absent")
    WITHDRAWN = "withdrawn", _("Withdrew")


# Who may still come: neither there, nor known not to be.
EXPECTED = (Status.PUT_FORWARD, Status.CONFIRMED, Status.ACCEPTED)
# Of whom the secretariat has decided nothing.
UNDECIDED = (Status.PUT_FORWARD, Status.CONFIRMED)
# Who has a seat; `meetings.models.guards` counts the same.
ADMITTED = (Status.ACCEPTED, Status.ATTENDED)
# Who is on a list but not among those who come.
WITHOUT_SEAT = (Status.WAITING, Status.NOT_SELECTED)


class StudyVisit(models.TextChoices):
    """Whether somebody joins the study visit: before they are accepted, whether they would like to."""

    NO = "no", _("no")
    JOINS = "joins", _("yes")
    WAITING = "waiting_list", _("on its waiting list")


_NOTE_SINCE_WHEN = """
    NEW.waiting_since := CASE WHEN NEW.status = 'waiting_list'
        THEN coalesce(NEW.waiting_since, OLD.waiting_since, clock_timestamp()) END;
    NEW.visit_waiting_since := CASE WHEN NEW.study_visit = 'waiting_list'
        THEN coalesce(NEW.visit_waiting_since, OLD.visit_waiting_since, clock_timestamp()) END;
    RETURN NEW;
"""
# Who is at the door comes in: only whoever is newly accepted, or newly joins the visit, needs a free seat.
_NEEDS_A_SEAT = """
    had_seat := coalesce(OLD.status IN ('accepted', 'attended'), false);
    IF NEW.status <> 'accepted'
        OR (had_seat AND (NEW.study_visit <> 'joins' OR OLD.study_visit = 'joins')) THEN
        RETURN NEW;
    END IF;
    SELECT m.seats, m.visit_seats INTO seats, visit_seats FROM meetings_meeting m
        WHERE m.id = NEW.meeting_id FOR NO KEY UPDATE;
    SELECT count(*), count(*) FILTER (WHERE p.study_visit = 'joins') INTO taken, visit_taken
        FROM meetings_participant p WHERE p.meeting_id = NEW.meeting_id
        AND p.status IN ('accepted', 'attended');
    IF (NOT had_seat AND taken > seats) OR (NEW.study_visit = 'joins' AND visit_taken > visit_seats) THEN
        RAISE EXCEPTION 'all seats are taken' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'seats_of_a_meeting_suffice';
    END IF;
    RETURN NEW;
"""


def category_of(body: State | Organisation) -> Category:
    """The category of those who come for a State or an organisation."""
    if isinstance(body, State):
        is_member = body.participation == Participation.PARTICIPATING
        return Category.PARTICIPATING_STATE if is_member else Category.PARTNER
    if body.kind in {OrganisationKind.OSCE_UNIT, OrganisationKind.FIELD_OPERATION}:
        return Category.OSCE
    if body.kind == OrganisationKind.NATIONAL_AGENCY:
        return Category.NATIONAL_AGENCY
    return Category.INTERNATIONAL


def _by_role() -> tuple[models.Case | str, ...]:
    ranks = [models.When(role=role, then=index) for index, role in enumerate(Role.values)]
    return models.Case(*ranks), "family_name", "given_name"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def registered(self) -> Self:
        """Keep who comes as far as anybody knows, whether they came or not: nobody who waits for a seat."""
        return self.listed().exclude(status__in=WITHOUT_SEAT)

    def listed(self) -> Self:
        """Keep all but those who withdrew: the list of a delegation."""
        return self.exclude(status=Status.WITHDRAWN)

    def admitted(self) -> Self:
        """Keep those who have a seat."""
        return self.filter(status__in=ADMITTED)

    def waiting(self) -> Self:
        """Keep the waiting list, in its order."""
        return self.filter(status=Status.WAITING).order_by("waiting_since", "pk")

    def waiting_for_visit(self) -> Self:
        """Keep the waiting list of the study visit, in its order: of those who have a seat at the meeting."""
        waiting = self.admitted().filter(study_visit=StudyVisit.WAITING)
        return waiting.order_by("visit_waiting_since", "pk")

    def expected(self) -> Self:
        """Keep those of whom nobody knows yet whether they came."""
        return self.filter(status__in=EXPECTED)

    def took_part(self) -> Self:
        """Keep those whom the secretariat marked as having been there."""
        return self.filter(status=Status.ATTENDED)

    def in_person(self) -> Self:
        """Keep those who have a seat where the meeting is held."""
        return self.admitted().filter(mode=Mode.IN_PERSON)

    def joining_online(self) -> Self:
        """Keep those who have a seat and are not in the room: of a meeting that is online as a whole, all."""
        return self.admitted().filter(models.Q(mode=Mode.ONLINE) | models.Q(meeting__format=Format.ONLINE))

    def for_body(self, body: State | Organisation) -> Self:
        """Keep those who come for this State or organisation."""
        return self.filter(state=body) if isinstance(body, State) else self.filter(organisation=body)

    def by_role(self) -> Self:
        """Order the people of a delegation: its head, alternates, members, advisers, each by name."""
        return self.order_by(*_by_role())

    def in_protocol_order(self) -> Self:
        """Order States by protocol, then bodies by name; the people of each as `by_role`."""
        protocol = models.F("state__protocol_order").asc(nulls_last=True)
        return self.order_by(protocol, "organisation__name", *_by_role())

    def named(self) -> Self:
        """Leave out those whom lists do not name."""
        return self.exclude(listed_as=ListedAs.NOT_NAMED)

    def with_bodies(self) -> Self:
        return self.select_related("state", "organisation").prefetch_related("state__former_names")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Participant(models.Model):
    """One person at one meeting, for a State or for an organisation; the category follows from which."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    form_of_address = models.CharField(_("form of address"), max_length=40, blank=True)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    function = models.CharField(_("function"), max_length=200, blank=True)
    agency = models.CharField(_("agency"), max_length=200, blank=True)
    email = AddressField(_("e-mail"), blank=True)
    state = models.ForeignKey(
        State,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participants",
        verbose_name=_("State"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participants",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    mode = models.CharField(_("takes part"), max_length=20, choices=Mode, default=Mode.IN_PERSON)
    # The days of the meeting somebody comes for; empty means not recorded.
    days = ArrayField(models.DateField(), default=list, blank=True, verbose_name=_("days"))
    study_visit = models.CharField(
        _("joins the study visit"), max_length=20, choices=StudyVisit, default=StudyVisit.NO
    )
    listed_as = models.CharField(
        _("shown on the list"), max_length=20, choices=ListedAs, default=ListedAs.FULL
    )
    language = models.CharField(
        _("language of letters"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACCEPTED)
    # Postgres notes since when somebody is on a waiting list, as long as they are on it.
    waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    visit_waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    # When the person declined by the link, and was marked as there; the status says whether that holds.
    declined_at = models.DateTimeField(null=True, blank=True, editable=False)
    attended_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("family_name", "given_name")
        triggers = (
            pgtrigger.Trigger(
                name="note_since_when",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_NOTE_SINCE_WHEN,
            ),
            pgtrigger.Trigger(
                name="needs_a_seat",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                declare=[
                    ("had_seat", "boolean"),
                    ("seats", "integer"),
                    ("visit_seats", "integer"),
                    ("taken", "integer"),
                    ("visit_taken", "integer"),
                ],
                func=_NEEDS_A_SEAT,
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__isnull=False, organisation=None)
                | models.Q(state=None, organisation__isnull=False),
                name="participant_comes_for_a_state_or_a_body",
                violation_error_message=_("Choose either a State or an organisation."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="status_of_a_participant_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(study_visit__in=StudyVisit.values), name="study_visit_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.WAITING, waiting_since__isnull=False)
                | (~models.Q(status=Status.WAITING) & models.Q(waiting_since=None)),
                name="who_waits_for_a_seat_waits_since_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(study_visit=StudyVisit.WAITING, visit_waiting_since__isnull=False)
                | (~models.Q(study_visit=StudyVisit.WAITING) & models.Q(visit_waiting_since=None)),
                name="who_waits_for_the_visit_waits_since_a_time",
            ),
            models.UniqueConstraint(
                fields=["meeting", "state"],
                name="one_head_per_state_and_meeting",
                condition=models.Q(role=Role.HEAD) & ~models.Q(status=Status.WITHDRAWN),
                violation_error_message=_("The delegation has a head already: change that role first."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="one_head_per_organisation_and_meeting",
                condition=models.Q(role=Role.HEAD) & ~models.Q(status=Status.WITHDRAWN),
                violation_error_message=_("The delegation has a head already: change that role first."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "email"],
                name="one_participant_per_email",
                condition=~models.Q(email=""),
                violation_error_message=_("Somebody with this e-mail address is on the list already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.given_name} {in_capitals(self.family_name, code_if_read(self))}"

    @property
    def took_part(self) -> bool:
        return self.status == Status.ATTENDED

    @property
    def is_listed(self) -> bool:
        """Whether the person is on the list of their delegation."""
        return self.status != Status.WITHDRAWN

    @property
    def is_admitted(self) -> bool:
        return self.status in ADMITTED

    @property
    def joins_visit(self) -> bool:
        return self.study_visit == StudyVisit.JOINS

    @property
    def wants_visit(self) -> bool:
        """Whether the person joins the study visit, would like to, or waits for a seat on it."""
        return self.study_visit != StudyVisit.NO

    @property
    def has_declined(self) -> bool:
        """Whether the person declined, and nobody else took them off the list."""
        return self.status == Status.WITHDRAWN and self.declined_at is not None

    @property
    def body(self) -> State | Organisation:
        body = self.state or self.organisation
        assert body is not None  # noqa: S101 - the constraint above
        return body

    @property
    def category(self) -> Category:
        return category_of(self.body)

    @property
    def listed_function(self) -> str:
        """The function as lists show it to others than the secretariat."""
        return self.function if self.listed_as == ListedAs.FULL else ""

    @property
    def listed_agency(self) -> str:
        return self.agency if self.listed_as == ListedAs.FULL else ""
