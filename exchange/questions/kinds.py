"""The kind of round that puts a question to the States: one answer each, whoever of them gives it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, override, pgettext

from exchange.questions import letters
from exchange.questions.models import AnswerAudience, Question
from exchange.questions.models.questions import KIND, SUBJECT
from exchange.questions.notices import write_to_asker
from network.labels import state_name
from network.models import State
from network.rounds.kinds import Kind, Plan, Step
from network.rounds.models import Addressee, Mailbox, Outcome, Round
from nfp_portal.ui.letters import Letter


class AnswerStatus(models.TextChoices):
    """What the board counts; what a State answered is for those to read whom it says."""

    ANSWERED = "answered", gettext_lazy("answered")
    NOTHING = "nothing", gettext_lazy("nothing to report")


class QuestionKind(Kind):
    """Asks the focal points of States. The board says who answered, never what."""

    name = KIND
    label = gettext_lazy("Question to the Network")
    answers = AnswerStatus
    figure_labels: ClassVar[dict[str, str | Promise]] = {
        AnswerStatus.ANSWERED: gettext_lazy("Answered"),
        AnswerStatus.NOTHING: gettext_lazy("Nothing to report"),
    }
    steps = frozenset({Step.ASK, Step.REMIND})
    stays_open_late = True
    writes_to_focal_points = True
    home_label = gettext_lazy("Questions")
    home_route = "exchange:questions:list"
    who_head = ("State",)

    def addressees(self, plan: Plan) -> list[Addressee]:
        return [Addressee(state=state, represents=state) for state in plan.states]

    def answer_given(self) -> models.Expression:
        return models.Case(
            models.When(outcome=Outcome.ANSWERED, then=Value(AnswerStatus.ANSWERED.value)),
            models.When(outcome=Outcome.NOTHING, then=Value(AnswerStatus.NOTHING.value)),
            default=Value(""),
        )

    def tile_of(self, answer: str) -> str:
        return "unmarked" if answer == AnswerStatus.NOTHING else "present"

    def with_facts(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        alone = models.Q(
            outcome=Outcome.ANSWERED,
            question_answer__audience=AnswerAudience.ASKING,
            round__question__state__isnull=False,
        )
        field = models.BooleanField()
        known: models.QuerySet[Any] = rows.annotate(
            is_for_asker_alone=models.ExpressionWrapper(alone, output_field=field)
        )
        return known

    def names_sender(self, row: Any) -> bool:
        """The secretariat, whose board it is, does not read what is for another asker alone."""
        return not row.is_for_asker_alone

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        return letters.to_focal_points(question_of_scope(round_.scope), round_, step, language)

    def slots(self, mailbox: Mailbox) -> dict[str, str]:
        state = mailbox.addressee.state
        assert state is not None  # noqa: S101 - questions ask States
        with override(mailbox.language):
            return {"name": mailbox.name, "state": state_name(state)}

    def escalation(self, round_: Round, state: State, rows: Sequence[Addressee], language: str) -> Letter:
        raise NotImplementedError  # this kind has no such step

    def on_close(self, round_: Round) -> None:
        write_to_asker(question_of_scope(round_.scope), round_)

    def ended(self) -> tuple[str, str]:
        title = pgettext("letter", "This question is closed")
        return title, pgettext("letter", "Answers to it are no longer taken.")

    def behalf_url(self, row: Addressee) -> str:
        question, state = question_of_scope(row.round.scope), row.state
        assert state is not None  # noqa: S101 - as above
        return reverse("exchange:questions:answer", args=[question.number, state.iso2])

    def result(self, *, answered: int, total: int, complete: int) -> str:
        sentence = ngettext(
            "%(answered)d of %(number)d State has answered.",
            "%(answered)d of %(number)d States have answered.",
            total,
        )
        return sentence % {"answered": answered, "number": total}


def question_of_scope(scope: str) -> Question:
    return Question.objects.select_related("state", "author").get(pk=int(scope.removeprefix(SUBJECT)))
