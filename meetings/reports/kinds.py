"""Conclusions as parts of a meeting that editors add, change, move and remove."""

from django.utils.translation import gettext_lazy

from meetings.reports.forms import ConclusionForm
from meetings.reports.models import Conclusion
from meetings.views.kinds import PartOfMeeting
from network.labels import ShownFields

CONCLUSIONS = PartOfMeeting(
    "conclusions",
    ShownFields(
        Conclusion,
        ("text", "addressee", "due_on", "status", "follow_up", "led_to_id", "audience"),
        order="position",
    ),
    ConclusionForm,
    gettext_lazy("Conclusion"),
    gettext_lazy("Add a conclusion"),
    "report_draft",
    is_numbered=True,
)
