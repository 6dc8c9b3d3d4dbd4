"""Whom a round asks for a State: everybody who speaks for it today."""

from collections.abc import Iterable

from django.utils import timezone

from network.models import Appointment, State


def people_to_ask(states: Iterable[State]) -> list[Appointment]:
    """The appointments in force today, one for each person: rather that of a first contact (1 query)."""
    today = timezone.localdate()
    rows = (
        Appointment.objects.in_force()
        .filter(state__in=list(states))
        .select_related("person__user", "person__agency", "person__organisation", "state")
    )
    last_wins = sorted(rows.order_by("-pk"), key=lambda each: each.is_primary_on(today))
    first = {appointment.person_id: appointment for appointment in last_wins}
    return sorted(first.values(), key=lambda each: (each.state.name, each.person.family_name, each.pk))
