"""Sentences about centres."""

from collections.abc import Iterator

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from exchange.centres.models import Area, Capability, CapabilityStatus, Centre, Task
from meetings.participation.attendance import enumerated
from network.labels import day_in_words, time_in_words
from network.models import Appointment, State
from network.permissions import may_see_people
from network.templatetags.network import link
from nfp_portal.accounts.access import Reader


def tasks_in_words(tasks: list[str]) -> str:
    """Name the tasks in the order of the list, whatever the order in which they were chosen."""
    return ", ".join(str(task.label) for task in Task if task in tasks)


def states_of(centre: Centre) -> list[State]:
    """Return who takes part, by name; the host first."""
    others = sorted((each for each in centre.states.all() if each != centre.host), key=lambda each: each.name)
    return [centre.host, *others] if centre.host else others


def facts_of(centre: Centre) -> Iterator[tuple[str, str]]:
    """Yield what everybody reads beside it, as term and text."""
    unknown = _("not recorded")
    taking_part = format_html_join(", ", "{}", ((link(each),) for each in states_of(centre)))
    yield _("Place"), centre.location or unknown
    yield _("Host State"), link(centre.host) or unknown
    yield _("States taking part"), taking_part or unknown
    yield _("At work since"), time_in_words(centre.working_since) or unknown
    yield _("Tasks"), tasks_in_words(centre.tasks) or unknown
    yield _("Agreement"), centre.agreement or unknown
    yield _("Agreement signed on"), time_in_words(centre.signed_on) or unknown
    yield _("Last confirmed"), day_in_words(centre.confirmed_on) or unknown
    if centre.recorded_in:
        yield _("Source"), centre.recorded_in


def details_of(centre: Centre, reader: Reader) -> list[tuple[str, str]]:
    """Return what focal points and the secretariat read too."""
    unknown = _("not recorded")
    return [
        (_("Co-ordinator"), _coordinator(centre, reader) or unknown),
        (_("Staff"), unknown if centre.staff is None else str(centre.staff)),
        (_("Means"), centre.means or unknown),
    ]


def _coordinator(centre: Centre, reader: Reader) -> str:
    """Name the function, and the person as long as they are appointed, to those who see people."""
    in_force = Appointment.objects.in_force().filter(person=centre.coordinator_id)
    is_named = centre.coordinator and may_see_people(reader) and in_force.exists()
    return ", ".join(filter(None, (str(centre.coordinator) if is_named else "", centre.coordinator_function)))


def by_area(centre: Centre) -> dict[str, Capability]:
    """Return what is recorded, by area; `with_capabilities` reads it beforehand."""
    return {row.area: row for row in centre.capabilities.all()}


def capability_in_words(row: Capability | None) -> str:
    """Write "Gap: no common radio"; of no row, that it is not recorded."""
    if row is None:
        return _("not recorded")
    label = str(CapabilityStatus(row.status).label)
    return f"{label}: {row.note}" if row.note else label


def recorded_in_short(centre: Centre) -> str:
    """Say in a sentence or two what is recorded, for the host State to say whether it is so."""
    recorded = by_area(centre)
    parts = [
        (_("Tasks"), tasks_in_words(centre.tasks)),
        (_("Staff"), "" if centre.staff is None else str(centre.staff)),
        *((str(CapabilityStatus(name).label), _areas(recorded, name)) for name in CapabilityStatus.values),
    ]
    return " ".join(f"{term}: {text}." for term, text in parts if text)


def _areas(recorded: dict[str, Capability], status: str) -> str:
    named = [
        str(area.label).lower()
        for area in Area
        if (row := recorded.get(area)) is not None and row.status == status
    ]
    return enumerated(named) if named else ""
