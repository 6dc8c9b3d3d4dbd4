"""A closed question with the answers of 22 States, and one that is open; both invented."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exchange.questions.models import Answer, AnswerPart, ItemKind, Question, QuestionItem
from exchange.questions.models.questions import KIND
from network.models import FieldOfWork, State
from network.rounds.models import Addressee, Channel, Outcome, Round
from network.verification.people import people_to_ask
from nfp_portal.accounts.audience import Audience

Y, N, P, X = "yes", "no", "planned", "not_applicable"
ALL, NFP, ASKING = "everyone", "focal_points", "asking"
READERS_TITLE = "Document readers away from the crossing point"
READERS_BACKGROUND = (
    "Invented. Our border guards check documents on trains, in harbours and on joint patrols. Before we buy "
    "mobile readers we would like to know who uses them, and what you would do differently. We share the "
    "summary with all."
)
READERS_SUMMARY = (
    "Twelve services read documents away from the crossing point; five plan to. Seven let a partner’s "
    "officer see the result, on the owner’s device, without storing it. Most would buy fewer devices and "
    "more batteries. Several want written terms first."
)
READERS_ITEMS = (
    ("Do your officers use mobile readers away from the crossing point?", ItemKind.CHOICE, False),
    ("May a partner’s officer see the result on a joint patrol?", ItemKind.CHOICE, False),
    ("What would you do differently if you bought them again?", ItemKind.TEXT, True),
)
READERS_ANSWERS = {
    "AL": (ALL, Y, N, "We bought 40 and use 25. Fewer devices, more batteries: one shift empties two."),
    "DE": (NFP, Y, Y, "Test in the cold first. Below −10 °C the screen was faster than the chip reader."),
    "AM": (ALL, P, X, "We would ask a neighbouring service to lend us two for a month before the tender."),
    "AT": (NFP, Y, Y, "Start with the joint patrol, not with the crossing point: there it saves an hour."),
    "AZ": (ASKING, N, X, "Nothing bought yet. We would like to see the contract terms of others."),
    "BE": (ALL, Y, N, "Ask who repairs it on a Sunday. We had to send ours abroad twice."),
    "BA": (
        NFP,
        P,
        N,
        "The manual must be in the language of the officer, and short enough to read at night.",
    ),
    "HR": (
        NFP,
        Y,
        Y,
        "One model for all services. Two models meant two trainings and two chargers in each car.",
    ),
    "ES": (NFP, Y, N, "We would rent for the first year. The second generation came three months later."),
    "EE": (ALL, Y, Y, "Decide first what happens when there is no network. Ours works offline for a day."),
    "GE": (ALL, N, N, "Two officers who know the documents well came before any device."),
    "HU": (NFP, Y, Y, ""),
    "IT": (NFP, Y, N, "Harbours need another antenna than trains. Try it on a ferry."),
    "LV": (ALL, Y, Y, "Gloves. The buttons are made for bare hands."),
    "LT": (NFP, Y, N, "Write into the contract that certificates are renewed without sending devices away."),
    "MD": (
        ALL,
        P,
        P,
        "Мы начали бы с десяти приборов на одном участке и через полгода сравнили бы результаты.",
    ),
    "MN": (ALL, N, N, "Distances are long: a device without its own battery store is of no use to us."),
    "PL": (NFP, Y, Y, "Train the trainers first. The third week was better spent than the first two."),
    "RO": (NFP, P, P, "A common specification of neighbours would halve the price."),
    "RS": (ALL, N, N, ""),
    "TJ": (ALL, N, X, "Нам нужны приборы, которые выдерживают пыль и сорок градусов жары."),
    "UA": (NFP, P, P, ""),
}
READERS_NOTHING = ("AD", "LI", "MC", "SM", "VA")
SIGNS_TITLE = "Languages of signs and forms at small crossing points"
SIGNS_BACKGROUND = (
    "Invented. Several delegations asked which languages travellers find at crossing points with few staff. "
    "The answers go into the guidance on small crossing points."
)
SIGNS_ITEMS = (
    ("Are signs shown in the language of the neighbour?", ItemKind.CHOICE, False),
    ("Is the declaration form offered in English?", ItemKind.CHOICE, False),
    ("Which language do travellers ask for most that you do not offer?", ItemKind.TEXT, True),
)
SIGNS_ANSWERS = {
    "CH": (ALL, Y, Y, "Portuguese, in summer."),
    "CZ": (ALL, Y, Y, ""),
    "DK": (NFP, Y, Y, "Polish, since the ferry runs all year."),
    "GR": (NFP, Y, Y, "German, on the islands."),
    "KZ": (ALL, Y, N, "Английский язык. Бланки будут переведены в следующем году."),
    "NO": (ALL, Y, Y, ""),
    "SI": (ALL, Y, P, "Hungarian at two crossing points."),
}
SIGNS_NOTHING = ("MT", "IS")
# Entered by the secretariat, and how it came.
ON_BEHALF = {"BA": "by telephone", "TJ": "by e-mail"}
# Who answers in Russian; the others in English.
IN_RUSSIAN = {"KZ", "MD", "TJ"}
OPEN_FOR = timedelta(days=25)


@dataclass(frozen=True)
class Sample:
    """A question, how long ago it was opened, and the answers by State: audience, two choices, a text."""

    title: str
    background: str
    asker: str
    days_ago: int
    items: tuple[tuple[str, ItemKind, bool], ...]
    answers: dict[str, tuple[str, str, str, str]]
    nothing: tuple[str, ...]
    summary: str = ""


SAMPLES = (
    Sample(
        READERS_TITLE,
        READERS_BACKGROUND,
        "FI",
        56,
        READERS_ITEMS,
        READERS_ANSWERS,
        READERS_NOTHING,
        READERS_SUMMARY,
    ),
    Sample(SIGNS_TITLE, SIGNS_BACKGROUND, "", 11, SIGNS_ITEMS, SIGNS_ANSWERS, SIGNS_NOTHING),
)


@transaction.atomic
def load() -> None:
    """Make the questions where there is none; what is asked already stays as it is."""
    if Question.objects.exists():
        return
    names = {each.state.iso2: str(each.person) for each in people_to_ask(State.objects.participating())}
    for number, sample in enumerate(SAMPLES, start=1):
        _make(sample, number, names)


def _make(sample: Sample, number: int, names: dict[str, str]) -> None:
    question = Question.objects.create(
        title=sample.title,
        background=sample.background,
        state=State.objects.filter(iso2=sample.asker).first(),
        field=FieldOfWork.objects.filter(name="Border management").first(),
        audience=Audience.ALL,
        is_demonstration=True,
    )
    items = [
        QuestionItem(question=question, number=position, text=text, kind=kind, is_optional=is_optional)
        for position, (text, kind, is_optional) in enumerate(sample.items, start=1)
    ]
    QuestionItem.objects.bulk_create(items)
    states = State.objects.participating().exclude(iso2=sample.asker)
    question.states.set(states)
    question.number, question.round = number, _round(question, sample)
    question.summary = sample.summary
    question.summarised_at = question.round.closed_at if sample.summary else None
    question.save()
    rows = [_row(question.round, state, sample, names) for state in states]
    for row in Addressee.objects.bulk_create(rows):
        if row.state and row.state.iso2 in sample.answers:
            _answer(row, items, sample.answers[row.state.iso2])


def _round(question: Question, sample: Sample) -> Round:
    opened_at = timezone.now() - timedelta(days=sample.days_ago)
    closes_at = opened_at + OPEN_FOR
    opened = Round.objects.create(
        kind=KIND,
        scope=question.subject,
        title=question.title,
        opened_at=opened_at,
        closes_at=closes_at,
        late_days=7,
        closed_at=closes_at if closes_at < timezone.now() else None,
        is_demonstration=True,
    )
    opened.states.set(question.states.all())
    return opened


def _row(round_: Round, state: State, sample: Sample, names: dict[str, str]) -> Addressee:
    row = Addressee(round=round_, state=state, represents=state)
    if state.iso2 not in sample.answers and state.iso2 not in sample.nothing:
        return row
    row.outcome = Outcome.ANSWERED if state.iso2 in sample.answers else Outcome.NOTHING
    row.answered_at = round_.opened_at + timedelta(days=1 + sum(state.iso2.encode()) % 9, hours=3)
    row.channel = Channel.ON_BEHALF if state.iso2 in ON_BEHALF else Channel.LINK
    row.note = ON_BEHALF.get(state.iso2, "")
    row.answered_name = names.get(state.iso2, "")
    return row


def _answer(row: Addressee, items: list[QuestionItem], given: tuple[str, str, str, str]) -> None:
    audience, *values = given
    answer = Answer.objects.create(
        addressee=row,
        audience=audience,
        language="ru" if row.state and row.state.iso2 in IN_RUSSIAN else "en",
        saved_at=row.answered_at,
        saved_by=row.answered_name,
        revision=2,
    )
    AnswerPart.objects.bulk_create(
        AnswerPart(answer=answer, item=item, **({"choice": value} if item.is_choice else {"text": value}))
        for item, value in zip(items, values, strict=True)
        if value
    )
