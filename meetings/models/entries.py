"""What the search finds of published agendas."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import STAGES_WITH_AGENDA, Meeting
from meetings.models.revisions import AgendaRevision
from network.models.search_text import SearchText
from nfp_portal.accounts.audience import Audience

_LAST_DAY = Coalesce("meeting__ends_on", "meeting__starts_on")


class AgendaEntryQuerySet(models.QuerySet["AgendaEntry"]):
    def open_to(self, audiences: Iterable[Audience]) -> Self:
        """Keep what these audiences read: of agendas in force, without items that were restricted since."""
        hidden = AgendaItem.objects.filter(key=models.OuterRef("item_key")).exclude(audience__in=audiences)
        entries = self.filter(audience__in=audiences, meeting__stage__in=STAGES_WITH_AGENDA)
        return entries.filter(~models.Exists(hidden), ~models.Exists(_outside(models.OuterRef("meeting"))))


class AgendaEntry(models.Model):
    """An item of the latest revision of an agenda, or somebody who moderates or speaks at it.

    `title` is what a result says, `text` what is searched; `of_item` is the title of the item for its people
    and empty for the item itself. Written when the revision is published (`meetings.published`).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    item_key = models.UUIDField()
    audience = models.CharField(max_length=20, choices=Audience)
    day = models.DateField(null=True)
    title = models.TextField()
    of_item = models.TextField(blank=True)
    text = models.TextField()
    is_demonstration = models.BooleanField(default=False)
    search_text = models.GeneratedField(
        expression=SearchText("text"), output_field=models.TextField(), db_persist=True
    )

    objects = AgendaEntryQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


def _outside(meeting: models.OuterRef) -> models.QuerySet[AgendaEntry]:
    """The entries of a meeting whose day is none of its days any more: its agenda is not in force."""
    before, after = models.Q(day__lt=models.F("meeting__starts_on")), models.Q(day__gt=_LAST_DAY)
    dated = AgendaEntry.objects.filter(meeting=meeting, day__isnull=False)
    return dated.filter(models.Q(meeting__starts_on=None) | before | after)


def read_from_rows(items: models.QuerySet[AgendaItem]) -> models.QuerySet[AgendaItem]:
    """Keep the items of agendas that everybody reads as their rows are: no revision of them is in force."""
    published = AgendaRevision.objects.filter(meeting=models.OuterRef("meeting"))
    return items.filter(~models.Exists(published) | models.Exists(_outside(models.OuterRef("meeting"))))
