"""What somebody asks a meeting to take up."""

from collections.abc import Iterable
from typing import Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import AudienceQuerySet, Part
from meetings.points.models.raiser_data import Body
from network.models import State
from network.models.search_text import SearchText
from network.permissions import represented_states
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.audience import Audience, audiences_of


class PointPurpose(models.TextChoices):
    """What the meeting is asked to do with a point."""

    DECISION = "decision", pgettext_lazy("letter", "for decision")
    DISCUSSION = "discussion", pgettext_lazy("letter", "for discussion")
    INFORMATION = "information", pgettext_lazy("letter", "for information")


class PointStatus(models.TextChoices):
    """What became of a point; derived from what is recorded of it."""

    WAITING = "waiting", _("Waits for the secretariat")
    ON_AGENDA = "on_agenda", _("On the agenda")
    MERGED = "merged", _("Merged into another point")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def _readable(reader: Reader) -> models.Q:
    of_own = models.Q(raisers__state__in=represented_states(reader))
    of_merged = models.Q(merged__raisers__state__in=represented_states(reader))
    own = models.Q(pk__in=Point.objects.filter(of_own | of_merged).values("pk"))
    if Audience.FOCAL_POINTS in audiences_of(reader):
        return own | models.Q(declined_at=None, withdrawn_at=None)
    return own


class PointQuerySet(AudienceQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Keep what `reader` may read with its text: the secretariat all, others what their State raised.

        Focal points read the others' too, until they are declined or withdrawn.
        """
        return self if is_secretariat(reader) else self.filter(_readable(reader))

    def named_on_agenda(self, reader: Reader) -> Self:
        """Keep those of which `reader` reads on the agenda who raised them, and no more."""
        if is_secretariat(reader):
            return self
        return self.filter(_readable(reader) | models.Q(audience=Audience.ALL, item__isnull=False))

    def for_body(self, body: Body) -> Self:
        """Keep what a State or organisation raises itself."""
        own = (
            models.Q(raisers__state=body) if isinstance(body, State) else models.Q(raisers__organisation=body)
        )
        return self.filter(own)

    def waiting(self) -> Self:
        return self.filter(item=None, merged_into=None, declined_at=None, withdrawn_at=None)

    def with_raisers(self) -> Self:
        """Read who raised them, and what was merged into them, with all names; six queries at most."""
        raiser: Any = Point._meta.get_field("raisers").related_model  # noqa: SLF001 - Django's documented name
        rows = raiser.objects.select_related("state", "organisation").prefetch_related("state__former_names")
        merged = models.Prefetch("merged__raisers", rows)
        return self.select_related("item", "merged_into").prefetch_related(
            models.Prefetch("raisers", rows), "merged", merged
        )


_STAYS_IN_ITS_MEETING = """
    IF NEW.item_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM meetings_agendaitem i WHERE i.id = NEW.item_id AND i.meeting_id = NEW.meeting_id) THEN
        RAISE EXCEPTION 'the point is on the agenda of another meeting' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'point_is_on_the_agenda_of_its_meeting';
    END IF;
    IF NEW.merged_into_id IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM meetings_point p WHERE p.id = NEW.merged_into_id
                    AND p.id <> NEW.id AND p.meeting_id = NEW.meeting_id AND p.merged_into_id IS NULL)
        OR EXISTS (SELECT 1 FROM meetings_point p WHERE p.merged_into_id = NEW.id)) THEN
        RAISE EXCEPTION 'a point is merged into one that stands by itself' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'point_is_merged_into_one_that_stands_by_itself';
    END IF;
    RETURN NEW;
"""
_OUTCOMES = ("item", "merged_into", "declined_at", "withdrawn_at")


def _at_most_one(names: Iterable[str]) -> models.Q:
    """At most one of these columns has a value: all but one are empty."""
    columns, condition = tuple(names), models.Q()
    for kept in columns:
        condition |= models.Q(**{name: None for name in columns if name != kept})
    return condition


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class Point(Part):
    """What somebody asks a meeting to take up.

    At most one outcome is recorded: its item of the agenda, the point it was merged into, when it was
    declined or withdrawn; while there is none it waits. An item that is removed lets it wait again.
    It is for focal points alone until it is on the agenda; `audience` says who then reads who raised it.
    `raisers_number` grows when others raise it (`Raiser`).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    audience = models.CharField(_("for"), max_length=20, choices=Audience, default=Audience.FOCAL_POINTS)
    title = models.CharField(_("title"), max_length=250)
    text = models.TextField(_("what the meeting should know"), max_length=4000)
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=PointPurpose, default=PointPurpose.DISCUSSION
    )
    item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="points",
        verbose_name=_("item of the agenda"),
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    raisers_number = models.PositiveIntegerField(default=0, editable=False)
    search_text = models.GeneratedField(
        expression=SearchText("title", "text"), output_field=models.TextField(), db_persist=True
    )

    objects = PointQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("position", "pk")
        triggers = (
            pgtrigger.Trigger(
                name="stays_in_its_meeting",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_STAYS_IN_ITS_MEETING,
            ),
        )
        constraints = (
            models.CheckConstraint(condition=_at_most_one(_OUTCOMES), name="a_point_has_one_outcome"),
            models.CheckConstraint(
                condition=models.Q(declined_at=None, remark="")
                | (models.Q(declined_at__isnull=False) & ~models.Q(remark="")),
                name="a_declined_point_has_a_remark",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=PointPurpose.values), name="purpose_of_point_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(text=""), name="a_point_says_something"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> PointStatus:
        outcomes = {
            PointStatus.ON_AGENDA: self.item_id,
            PointStatus.MERGED: self.merged_into_id,
            PointStatus.DECLINED: self.declined_at,
            PointStatus.WITHDRAWN: self.withdrawn_at,
        }
        return next((status for status, value in outcomes.items() if value), PointStatus.WAITING)

    @property
    def is_waiting(self) -> bool:
        return self.status == PointStatus.WAITING

    @property
    def bodies(self) -> list[Body]:
        """Who raises it: the first one, then who raises it too, with those of what was merged into it."""
        rows = [*self.raisers.all(), *(row for point in self.merged.all() for row in point.raisers.all())]
        return list(dict.fromkeys(row.body for row in rows))

    @property
    def own_bodies(self) -> list[Body]:
        """Who raises it without what was merged into it."""
        return [row.body for row in self.raisers.all()]
