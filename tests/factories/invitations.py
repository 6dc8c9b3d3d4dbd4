"""Invitations of delegations for tests, one phrase each."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from meetings.models import AgendaItem, Kind, Meeting
from meetings.participation import links
from meetings.participation.delegations import scope_of
from meetings.participation.models import INVITATION, Participant
from network.models import Contact, Organisation
from network.rounds.actions.opening import open_round
from network.rounds.kinds import Plan
from network.rounds.models import Addressee, Round
from nfp_portal.links.signing import path_of
from tests.factories.meetings import make_coming_meeting
from tests.factories.network import make_appointment, make_person, state
from tests.factories.rounds import mailbox_of


def make_invited_meeting(**facts: Any) -> Meeting:
    """A meeting of two days in half a year with a study visit on its second."""
    meeting = make_coming_meeting(**({"slug": "vienna", "title": "Meeting in Vienna"} | facts))
    second = meeting.ends_on
    AgendaItem.objects.create(meeting=meeting, title="Visit", kind=Kind.STUDY_VISIT, day=second, position=1)
    return meeting


def invite(meeting: Meeting, *codes: str, bodies: tuple[str, ...] = (), **facts: Any) -> Round:
    """Invite these States (Austria) and organisations, each with one contact, for 30 days."""
    states = tuple(state(code) for code in codes or ("AT",))
    organisations = tuple(Organisation.objects.get(slug=slug) for slug in bodies)
    for each in states:
        Contact.objects.get_or_create(state=each, address=f"embassy@{each.iso2.lower()}.example.org")
    for body in organisations:
        Contact.objects.get_or_create(organisation=body, address=f"desk@{body.slug}.example.org")
    plan = Plan(
        INVITATION,
        "Invitation",
        states,
        timezone.now() + timedelta(days=30),
        scope=scope_of(meeting),
        organisations=organisations,
        **facts,
    )
    return open_round(plan, by=None)


def row_of(opened: Round, code: str = "AT") -> Addressee:
    rows = opened.addressees.select_related("round", "state", "organisation")
    return rows.get(state__iso2=code) if code.isupper() else rows.get(organisation__slug=code)


def link_of(opened: Round, code: str = "AT") -> str:
    return path_of("round", mailbox_of(row_of(opened, code)).key)


def link_of_person(person: Participant) -> str:
    return links.path_of(person)


def make_focal_points(code: str = "AT", number: int = 2) -> None:
    """Focal points of a State; the first of them is its first contact."""
    for index in range(number):
        person = make_person(code, given_name="Anna", family_name=f"{code}-Focal{index}", function="Adviser")
        appointment = make_appointment(code, person=person)
        if not index:
            appointment.primary_from = appointment.starts_on
            appointment.save()


def typed(client: Client, address: str) -> dict[str, Any]:
    """What the table of a list would send as the page shows it, without its button."""
    table = client.get(address).context["table"]
    sent: dict[str, Any] = {"revision": table.delegation.revision, "new": []}
    for row in table.rows:
        for name in row.fields:
            value = row[name].value()
            if name in {"on", "visit"}:
                sent |= {f"{row.key}-{name}": "on"} if value else {}
            elif value is not None:
                sent[f"{row.key}-{name}"] = value
    return sent


def send(client: Client, address: str, **changes: Any) -> Any:
    return client.post(address, typed(client, address) | changes | {"act": "send"})
