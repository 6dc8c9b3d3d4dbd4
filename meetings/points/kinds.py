"""Points as parts of a meeting that editors enter, change, remove and take back."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from meetings.points.actions import raisers_then
from meetings.points.forms import PointOfBodyForm
from meetings.points.models import Point
from meetings.views.kinds import PartOfMeeting
from network.labels import ShownFields, day_in_words
from network.models import Organisation, State


def _raisers_in_words(events: list[Any]) -> dict[str, dict[int, str]]:
    """Say who raised a point at each of some rows of its history."""
    then = raisers_then(events)
    raisers = [each for rows in then.values() for each in rows]
    states = State.objects.in_bulk({each.state_id for each in raisers} - {None})
    organisations = Organisation.objects.in_bulk({each.organisation_id for each in raisers} - {None})
    return {
        "raisers": {
            key: ", ".join(
                str(states.get(each.state_id) or organisations.get(each.organisation_id) or "")
                for each in rows
            )
            for key, rows in then.items()
        }
    }


def _day(at: Any) -> str:
    return day_in_words(localdate(at)) if at else ""


POINTS = PartOfMeeting(
    "points",
    ShownFields(
        Point,
        (
            "title",
            "text",
            "purpose",
            "raisers",
            "item_id",
            "audience",
            "merged_into_id",
            "declined_at",
            "remark",
            "withdrawn_at",
        ),
        labels={"raisers": gettext_lazy("Raised by")},
        values={"declined_at": _day, "withdrawn_at": _day},
        looked_up=("raisers",),
        lookup=_raisers_in_words,
    ),
    PointOfBodyForm,
    gettext_lazy("Point"),
    gettext_lazy("Add a point"),
    "points",
    is_ordered=False,
)
