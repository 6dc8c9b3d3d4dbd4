"""What opening an invitation would do, without doing it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info, override

from meetings.models import Meeting
from meetings.participation import letters
from network.models import Contact, Organisation, State
from network.rounds.kinds import LINK, Plan, Step
from nfp_portal.mail.message import SLOT

# Where the link of a preview leads: to nobody's answer.
NO_LINK = "…"


@dataclass(frozen=True)
class Sample:
    """The letter in one language, as the first of those who get it reads it; `number` is of addresses."""

    language: str
    number: int
    subject: str
    text: str


@dataclass(frozen=True)
class Preview:
    """`without_address` are those whom the letter cannot reach; the board lists them."""

    total: int
    letters: int
    without_address: list[str]
    samples: list[Sample]


def preview_of(plan: Plan, meeting: Meeting) -> Preview:
    """Return whom the plan invites and the letter in each language; two queries."""
    by_body = _contacts_of(plan)
    bodies: list[State | Organisation] = [*plan.states, *plan.organisations]
    written = [contact for body in bodies for contact in by_body.get(body, [])]
    languages = {contact.language: contact for contact in reversed(written)}
    samples = [
        _sample(plan, meeting, contact, sum(each.language == language for each in written))
        for language, contact in sorted(languages.items(), key=lambda item: item[0] != settings.LANGUAGE_CODE)
    ]
    return Preview(
        total=len(bodies),
        letters=len(written),
        without_address=[str(body) for body in bodies if body not in by_body],
        samples=samples,
    )


def _contacts_of(plan: Plan) -> dict[State | Organisation, list[Contact]]:
    by_body: dict[State | Organisation, list[Contact]] = {}
    of_states = Contact.objects.filter(state__in=plan.states).select_related("state")
    of_bodies = Contact.objects.filter(organisation__in=plan.organisations).select_related("organisation")
    for contact in (*of_states, *of_bodies):
        by_body.setdefault(contact.owner, []).append(contact)
    return by_body


def _sample(plan: Plan, meeting: Meeting, contact: Contact, number: int) -> Sample:
    closes_on = plan.closes_on
    letter = letters.to_delegations(Step.ASK, meeting, closes_on, contact.language)
    with override(contact.language):
        body = letters.name_of_body(contact.owner)
    slots = {"body": body, LINK: f"{settings.SITE_URL}/{NO_LINK}"}
    name = get_language_info(contact.language)["name_translated"]
    return Sample(
        name,
        number,
        SLOT.sub(lambda slot: slots[slot[1]], letter.subject),
        SLOT.sub(lambda slot: slots[slot[1]], letter.text),
    )
