"""A question to the directory as it is written down for later, and as people read it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import AgencyKind, State, SubRegion
from network.models.people import WORKING_LANGUAGES

STATUS_WORDS = {
    "confirmed": gettext_lazy("Confirmed"),
    "due": gettext_lazy("Confirmation due"),
    "unreachable": gettext_lazy("Bounced"),
}


def written(question: dict[str, Any]) -> dict[str, Any]:
    """The question in words and numbers alone, without what was not asked."""
    return {name: _plain(value) for name, value in sorted(question.items()) if value}


def _plain(value: Any) -> Any:
    if isinstance(value, State):
        return value.iso2
    return value if isinstance(value, list) else str(value)


def read(written_down: dict[str, Any]) -> dict[str, Any]:
    """The question that `written` wrote down. Raises `State.DoesNotExist`."""
    question = dict(written_down)
    if "state" in written_down:
        question["state"] = State.objects.get(iso2=written_down["state"])
    if "on" in written_down:
        question["on"] = date.fromisoformat(written_down["on"])
    return question


def describe(question: dict[str, Any]) -> list[tuple[str, str]]:
    """What was asked for besides the day, as pairs of a label and words."""
    return list(_labels(question))


def _labels(question: dict[str, Any]) -> Iterator[tuple[str, str]]:
    labels = {
        _("Words"): question.get("q"),
        _("State"): question.get("state"),
        _("Service"): dict(AgencyKind.choices).get(question.get("agency", "")),
        _("Status"): STATUS_WORDS.get(question.get("status", "")),
        _("Sub-region"): dict(SubRegion.choices).get(question.get("sub_region", "")),
        _("Field of work"): question.get("topic"),
        _("Working language"): dict(WORKING_LANGUAGES).get(question.get("language", "")),
        _("Chosen"): _("by hand") if question.get("only") else "",
    }
    yield from ((label, str(value)) for label, value in labels.items() if value)
