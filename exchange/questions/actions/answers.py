"""Write the draft of an answer, send it, ask a colleague for help with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exchange.questions.letters import to_colleague
from exchange.questions.models import Answer, AnswerPart, Colleague, ItemKind, Question, QuestionItem
from network.rounds.actions.answers import GivenAnswer, lock_addressee, record
from network.rounds.models import Addressee, Outcome
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE
from nfp_portal.revisions.stale import expect

# So many colleagues help with one answer at most: a link is no mailing list.
MOST_COLLEAGUES = 5


class UnansweredError(Exception):
    """Items that must be answered are open; carries their numbers."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(f"Open: {numbers}")
        self.numbers = numbers


class AlreadySentError(Exception):
    """The answer was sent meanwhile: a draft must not change it."""


class ManyColleaguesError(Exception):
    """As many colleagues have a link as there may be."""


@dataclass(frozen=True)
class Written:
    """What somebody typed: values by the number of their item, who may read them, at which revision.

    `language` is that of the texts, as `Answer.language`.
    """

    values: Mapping[int, str]
    audience: str
    revision: int
    language: str = ""


@transaction.atomic
def save_draft(key: UUID, written: Written, *, name: str) -> Answer:
    """Keep a draft; `name` is who wrote it.

    Raises `StaleError`, `AlreadySentError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    row = lock_addressee(key)
    if row.is_answered:
        raise AlreadySentError
    return _write(row, written, name)


@transaction.atomic
def send_answer(key: UUID, written: Written, *, given: GivenAnswer) -> Answer:
    """Send what was typed; an answer that was sent before is replaced.

    Raises `UnansweredError`, `StaleError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    row = lock_addressee(key)
    answer = _write(row, written, given.name)
    open_items = [
        item.number
        for item in items_of(row)
        if not item.is_optional and not written.values.get(item.number, "").strip()
    ]
    if open_items:
        raise UnansweredError(open_items)
    record(row, given, Outcome.ANSWERED)
    return answer


@transaction.atomic
def report_nothing(key: UUID, *, revision: int, given: GivenAnswer) -> Addressee:
    """Record that a State has nothing to report; what was written before is dropped.

    Raises `StaleError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    row = lock_addressee(key)
    answer = _locked(row)
    expect(answer, revision)
    answer.parts.all().delete()
    _touch(answer, given.name)
    return record(row, given, Outcome.NOTHING)


def answer_of(row: Addressee) -> Answer:
    """Return the answer or its draft; a new one is not stored yet."""
    return Answer.objects.filter(addressee=row).first() or Answer(addressee=row)


def items_of(row: Addressee) -> list[QuestionItem]:
    return list(QuestionItem.objects.filter(question__round=row.round_id))


def _locked(row: Addressee) -> Answer:
    Answer.objects.get_or_create(addressee=row)
    return Answer.objects.select_for_update().get(addressee=row)


def _write(row: Addressee, written: Written, name: str) -> Answer:
    answer = _locked(row)
    expect(answer, written.revision)
    before = {part.item_id: part for part in answer.parts.all()}
    for item in items_of(row):
        _write_part(answer, item, before.get(item.pk), written.values.get(item.number, "").strip())
    answer.audience, answer.language = written.audience, written.language
    _touch(answer, name)
    return answer


def _write_part(answer: Answer, item: QuestionItem, before: AnswerPart | None, value: str) -> None:
    part = before or AnswerPart(answer=answer, item=item)
    if value == part.value:
        return
    if not value:
        part.delete()
        return
    part.choice, part.text = (value, "") if item.kind == ItemKind.CHOICE else ("", value)
    part.save()


def _touch(answer: Answer, name: str) -> None:
    answer.saved_at, answer.saved_by = timezone.now(), name
    answer.revision += 1
    answer.save()


@dataclass(frozen=True)
class Invited:
    """A colleague as one names them; `key` is that of the form, which sends one letter."""

    key: UUID
    name: str
    address: str
    message: str
    language: str


@transaction.atomic
def ask_colleague(key: UUID, invited: Invited, *, by_name: str) -> Colleague:
    """Send somebody a link of their own to the draft; who has one already gets the letter once more.

    Raises `ManyColleaguesError`, `RoundClosedError`, `NoLongerAskedError`.
    """
    row = lock_addressee(key)
    answer = _locked(row)
    facts = {"name": invited.name, "language": invited.language, "invited_by": by_name}
    known = answer.colleagues.filter(address=invited.address).exists()
    if not known and answer.colleagues.count() >= MOST_COLLEAGUES:
        raise ManyColleaguesError
    colleague, _made = Colleague.objects.update_or_create(
        answer=answer, address=invited.address, defaults=facts | {"invited_at": timezone.now()}
    )
    question = Question.objects.select_related("state").get(round=row.round_id)
    letter = to_colleague(colleague, question, invited.message)
    letter_key = f"colleague-{colleague.key}-{invited.key}"
    mail.post(
        to=colleague.address, **letter.parts, stream=NOTICE, key=letter_key, headers=mail.AUTOMATIC_HEADERS
    )
    return colleague
