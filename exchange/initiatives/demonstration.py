"""The recorded chain from a conclusion to a conference, and invented initiatives around it, each marked."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from exchange.initiatives.actions import propose
from exchange.initiatives.models import Initiative, InitiativeStatus, Step
from meetings.models import Meeting
from meetings.points.models import Point
from meetings.reports.models import Conclusion
from network.models import FieldOfWork, State
from nfp_portal.accounts.audience import Audience

# The project as the public record of the Skopje conference names it, and who organised that conference.
PROJECT = (
    "Supporting the development and sustainable operation of regional co-operation mechanism by means of"
    " enhancing the capacity of the Police (and Customs) Co-operation Centres (P(C)CCs) in South Eastern"
    " Europe (SEE) region"
)
ORGANISERS = "TNTD/BSMU in co-operation with the OSCE Chairmanship-in-Office"
SUMMARY = (
    "The Centres of the region are to co-ordinate border services better and to exchange information without"
    " delay. A conference took stock of what they can do, and of the gaps to close."
)
RUNNING = "The record of the conference names the project; when it began and ended is not recorded."
COMES_FROM = "10"
_INVENTED: tuple[dict[str, Any], ...] = (
    {
        "title": "One form for the hand-over of patrols",
        "summary": (
            "Invented: patrols of neighbours that meet at the line hand over by word of mouth. A form of one"
            " page in all six languages would keep what was seen."
        ),
        "lead": "Austria",
        "next_step": "Collect the forms in use until the next meeting",
        "audience": Audience.ALL,
    },
    {
        "title": "Exchange of trainers for small posts",
        "summary": (
            "Invented: trainers visit posts of fewer than ten officers for two days instead of calling them"
            " to a course of a week."
        ),
    },
)
_SPONSORS = (("AT", "DE", "BE"), ("FI", "KG"))
# The title of the invented point that the second one comes from.
_POINT = "Training for small posts"


def load() -> None:
    """Add what is missing; safe to run again."""
    _load_recorded()
    endorsed, proposed = (_invented(*row) for row in zip(_INVENTED, _SPONSORS, strict=True))
    step = {"status": InitiativeStatus.ENDORSED, "on": timezone.localdate() - timedelta(days=10)}
    _record(endorsed, "endorsed", step)
    Initiative.objects.filter(pk=proposed.pk).update(point=Point.objects.filter(title=_POINT).first())


def _record(initiative: Initiative, name: str, facts: dict[str, Any]) -> None:
    """Add a step of which nobody is written to."""
    Step.objects.get_or_create(key=key_of(name), defaults={"initiative": initiative, **facts})


def key_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"nfp-portal/initiatives/{name}")


def _load_recorded() -> None:
    """The chain that is recorded: 10th meeting, its conclusion, the project, the conference."""
    event = Meeting.objects.get(conclusions_before__meeting__slug=COMES_FROM)
    conclusion = Conclusion.objects.get(meeting__slug=COMES_FROM, led_to=event)
    facts: dict[str, Any] = {
        "title": PROJECT,
        "summary": SUMMARY,
        "organisers": ORGANISERS,
        "audience": Audience.ALL,
        "meeting": conclusion.meeting,
        "conclusion": conclusion,
        "event": event,
    }
    made = propose(key_of("project"), facts, (), by=None)
    running: dict[str, Any] = {"status": InitiativeStatus.RUNNING, "on": None, "text": RUNNING}
    _record(made, "project/running", running)


def _invented(facts: dict[str, Any], codes: tuple[str, ...]) -> Initiative:
    states = State.objects.in_bulk(codes, field_name="iso2")
    day = timezone.localdate() - timedelta(days=40)
    sponsors = [states[code] for code in codes]
    field = FieldOfWork.objects.filter(name="Border management").first()
    more = {"is_demonstration": True, "field": field, "proposed_on": day}
    return propose(key_of(facts["title"]), facts | more, sponsors, by=None)
