"""Who moderates and who speaks at an item of the agenda."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AgendaItem
from meetings.models.speaking import SpeakerRole, Speaking
from network.models import Person
from network.models.search_text import SearchText


@pghistory.track(pghistory.InsertEvent(), exclude=["search_text"])
class Speaker(models.Model):
    """One person at one item, as they were announced: choosing an entry of the directory copies the name.

    The people of an item are written as a whole (`meetings.actions.speakers`). `panel_number` is that of the
    item at the time, so that a row of its history leads to the people it had.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="panel")
    panel_number = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField()
    role = models.CharField(_("role"), max_length=20, choices=SpeakerRole, default=SpeakerRole.SPEAKER)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    function = models.CharField(_("function"), max_length=200, blank=True)
    body = models.CharField(_("body"), max_length=200, blank=True)
    search_text = models.GeneratedField(
        expression=SearchText("name", "function", "body"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        app_label = "meetings"
        verbose_name_plural = _("speakers")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["item", "position"], name="speakers_of_an_item_have_an_order"),
            models.CheckConstraint(condition=~models.Q(name=""), name="speaker_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(role__in=SpeakerRole.values), name="speaker_role_is_known"
            ),
        )

    def __str__(self) -> str:
        return str(self.speaking)

    @property
    def speaking(self) -> Speaking:
        return Speaking.of(self)
