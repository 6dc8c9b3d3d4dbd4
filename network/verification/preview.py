"""What opening a round would do: whom it asks, and the letter as it will read."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import DateTimeField, OuterRef, Value
from django.utils import timezone
from django.utils.translation import get_language_info, override

from network.models import Appointment, Person, State
from network.rounds.kinds import LINK, Plan, Step, kind_named
from network.rounds.models import Addressee, Round
from network.verification import letters
from network.verification.models import VERIFICATION
from network.verification.people import people_to_ask
from network.verification.statements import joined_titles
from nfp_portal.mail.message import SLOT

# Where the link of a preview leads: to nobody's answer.
NO_LINK = "…"


@dataclass(frozen=True)
class Sample:
    """The letter in one language, as the first person who gets it will read it."""

    language: str
    number: int
    subject: str
    text: str


@dataclass(frozen=True)
class Preview:
    total: int
    states: int
    empty_states: list[State]
    without_address: list[Person]
    unreachable: list[Person]
    samples: list[Sample]


def preview_of(plan: Plan) -> Preview:
    appointments = people_to_ask(plan.states)
    represented = {appointment.state_id for appointment in appointments}
    people = [appointment.person for appointment in appointments]
    refusing = Person.objects.unreachable().filter(pk__in=[person.pk for person in people])
    return Preview(
        total=len(appointments),
        states=len(represented),
        empty_states=[state for state in plan.states if state.pk not in represented],
        without_address=[person for person in people if not person.email],
        unreachable=list(refusing),
        samples=_samples(plan, appointments),
    )


def _samples(plan: Plan, appointments: list[Appointment]) -> list[Sample]:
    """The letter in each language, of a State that is asked about more than the entry where there is one."""
    titles = _titles(plan)
    numbers = Counter(appointment.person.language_of_mail for appointment in appointments)
    ranked = sorted(appointments, key=lambda each: not titles.get(each.state_id))
    first = {each.person.language_of_mail: each for each in reversed(ranked)}
    return [
        _sample(plan, language, number, first[language], titles.get(first[language].state_id, ""))
        for language, number in numbers.most_common()
    ]


def _titles(plan: Plan) -> dict[int, str]:
    """Return what else each State would be asked about, by its key; one query."""
    if plan.kind != VERIFICATION:
        return {}
    opened_now = Value(timezone.now(), DateTimeField())
    rows = State.objects.filter(pk__in=[state.pk for state in plan.states])
    return dict(rows.annotate(titles=joined_titles(OuterRef("pk"), opened_now)).values_list("pk", "titles"))


def _sample(plan: Plan, language: str, number: int, appointment: Appointment, titles: str) -> Sample:
    round_ = Round(title=plan.title, kind=plan.kind, closes_at=plan.closes_at)
    letter = kind_named(plan.kind).letter(round_, Step.ASK, language)
    with override(language):
        facts = letters.facts_of(Addressee(person=appointment.person, represents=appointment.state))
        also = letters.also_asked(titles)
    slots = facts | {letters.ALSO: also, LINK: f"{settings.SITE_URL}/{NO_LINK}"}
    name = get_language_info(language)["name_translated"]
    return Sample(name, number, letter.subject, SLOT.sub(lambda slot: slots[slot[1]], letter.text))
