"""Invented centres in South-Eastern Europe, each marked, whose gaps differ."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from exchange.centres.actions import Recorded, enter
from exchange.centres.models import Area, CapabilityStatus, Centre, Task
from network.models import State

_HAS, _GAP = CapabilityStatus.HAS.value, CapabilityStatus.GAP.value
_INVENTED: tuple[dict[str, Any], ...] = (
    {
        "name": "Joint centre at the northern crossing",
        "location": "Invented crossing on the river",
        "host": "HU",
        "states": ("HU", "RO", "RS"),
        "agreement": "Invented agreement on a joint contact centre",
        "signed_on": "2011-05",
        "working_since": "2012",
        "tasks": [Task.INFORMATION.value, Task.SUPPORT.value],
        "coordinator_function": "Head of the centre",
        "staff": 24,
        "means": "Two rooms for officers on duty, one for meetings.",
        "confirmed_days_ago": 40,
        "areas": {
            Area.COMMUNICATIONS: (_HAS, "Telephone and secure mail"),
            Area.DATABASES: (_GAP, "Each side asks in its own system only"),
            Area.EQUIPMENT: (_HAS, ""),
            Area.HOURS: (_HAS, "Day and night"),
            Area.LANGUAGES: (_GAP, "No interpreter at night"),
            Area.LEGAL_BASIS: (_HAS, ""),
            Area.TRAINING: (_GAP, "No joint course since it opened"),
        },
    },
    {
        "name": "Contact centre of three neighbours",
        "location": "Invented town on the lake",
        "host": "MK",
        "states": ("AL", "MK", "GR"),
        "agreement": "Invented protocol of three services",
        "signed_on": "2014-09-18",
        "working_since": "2015-03",
        "tasks": [Task.INFORMATION.value],
        "coordinator_function": "Officer in charge",
        "staff": 9,
        "confirmed_days_ago": 400,
        "areas": {
            Area.COMMUNICATIONS: (_GAP, "No common radio"),
            Area.DATABASES: (_GAP, "Requests go by fax"),
            Area.HOURS: (_GAP, "Closed from ten in the evening to six"),
            Area.LANGUAGES: (_HAS, "Three languages and English"),
            Area.ANALYSIS: (_GAP, "No analyst"),
        },
    },
    {
        "name": "Centre at the mountain pass",
        "location": "Invented pass",
        "host": "ME",
        "states": ("BA", "ME", "RS"),
        "tasks": [Task.INFORMATION.value, Task.SUPPORT.value, Task.ANALYSIS.value],
        "areas": {
            Area.EQUIPMENT: (_GAP, "One reader of documents for three services"),
            Area.LANGUAGES: (_HAS, ""),
            Area.OPERATIONS: (_HAS, "Joint patrols each month"),
        },
    },
)


def load() -> None:
    """Add what is missing; safe to run again."""
    for row in _INVENTED:
        facts = dict(row)
        key = uuid5(NAMESPACE_URL, f"nfp-portal/centres/{facts['name']}")
        areas, days = facts.pop("areas"), facts.pop("confirmed_days_ago", None)
        facts["host"] = State.objects.get(iso2=facts["host"])
        facts["states"] = list(State.objects.filter(iso2__in=facts["states"]))
        is_new = not Centre.objects.filter(key=key).exists()
        made = enter(
            key,
            facts | {"is_demonstration": True},
            [Recorded(area.value, status, note) for area, (status, note) in areas.items()],
        )
        if is_new and days is not None:
            made.confirmed_on = timezone.localdate() - timedelta(days=days)
            made.save()
