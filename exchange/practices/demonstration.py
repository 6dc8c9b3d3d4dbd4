"""Invented practices, each marked: with a file, of a question, due for confirmation, waiting."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from exchange.practices.actions import NewFile, offer, publish
from exchange.practices.models import Mechanism, Practice, PracticeStatus, Stage, Use
from exchange.questions.demonstration import READERS_TITLE
from exchange.questions.models import Question
from meetings.papers.samples import sample_pdf
from network.models import FieldOfWork, State
from nfp_portal.accounts.audience import Audience

_INVENTED: tuple[dict[str, Any], ...] = (
    {
        "code": "AT",
        "used_by": ("DE", "HU", "SI"),
        "file": ("Note of a joint patrol.pdf", "Invented: note of a joint patrol", "Seen:", "Done:"),
        "title": "Two languages in one patrol car",
        "summary": (
            "Invented: each joint patrol has an officer of both services, and the one whose territory it is"
            " speaks first. Both write one note at the end of the shift, in both languages."
        ),
        "worked": "People at the line know within a minute who is responsible.",
        "failed": "Radios of the two services do not reach each other; a telephone lies in the car.",
        "proof": "Complaints about unclear orders went from one a week to none in half a year.",
        "stage": Stage.GOOD,
        "mechanism": Mechanism.JOINT_PATROL,
        "audience": Audience.ALL,
    },
    {
        "code": "FI",
        "title": "One number for the night",
        "summary": (
            "Invented: between midnight and six one telephone number reaches the officer on duty of either"
            " side, who calls the other within five minutes."
        ),
        "stage": Stage.PROMISING,
        "mechanism": Mechanism.CRISIS,
        "audience": Audience.FOCAL_POINTS,
    },
    {
        "code": "AT",
        "confirmed_days_ago": 400,
        "title": "Hours of small posts in one list",
        "summary": "Invented: two neighbours keep one list of when their small posts are open.",
        "stage": Stage.GOOD,
        "mechanism": Mechanism.OTHER,
        "audience": Audience.ALL,
    },
    {
        "code": "EE",
        "of_question": READERS_TITLE,
        "title": "A reader that works offline for a day",
        "summary": (
            "Invented: before anything was bought it was decided what happens without a network. The device"
            " keeps what it needs for a day, and nothing of a person."
        ),
        "stage": Stage.GOOD,
        "mechanism": Mechanism.IDENTITY,
        "audience": Audience.ALL,
    },
)
_WAITING: dict[str, Any] = {
    "code": "KG",
    "title": "A course of two days at the post",
    "summary": "Invented: trainers come to the post, so that no officer is away.",
    "stage": Stage.IDEA,
    "mechanism": Mechanism.TRAINING,
}


def load() -> None:
    """Add what is missing; safe to run again."""
    for row in _INVENTED:
        facts = dict(row)
        codes, days = facts.pop("used_by", ()), facts.pop("confirmed_days_ago", 0)
        made = _offered(facts)
        if made.status == PracticeStatus.OFFERED:
            publish(made, revision=made.revision, by=None)
            _note_uses(made, codes)
            _confirmed_before(made, days)
    _offered(dict(_WAITING))


def _offered(facts: dict[str, Any]) -> Practice:
    state = State.objects.get(iso2=facts.pop("code"))
    field = FieldOfWork.objects.filter(name="Border management").first()
    facts |= {"state": state, "field": field, "is_demonstration": True}
    if title := facts.pop("of_question", ""):
        facts["question"] = Question.objects.filter(title=title, is_demonstration=True).first()
    if file := facts.pop("file", ()):
        name, *lines = file
        facts["file"] = NewFile(name, "en", sample_pdf(*lines))
    return offer(uuid5(NAMESPACE_URL, f"nfp-portal/practices/{facts['title']}"), facts, by=None)


def _confirmed_before(practice: Practice, days: int) -> None:
    """Let time pass since it was offered, published and confirmed."""
    at = timezone.now() - timedelta(days=days)
    times = {"offered_at": at, "published_at": at, "confirmed_on": timezone.localdate(at)}
    Practice.objects.filter(pk=practice.pk).update(**times)


def _note_uses(practice: Practice, codes: tuple[str, ...]) -> None:
    states = State.objects.filter(iso2__in=codes)
    Use.objects.bulk_create(Use(practice=practice, state=state, at=timezone.now()) for state in states)
