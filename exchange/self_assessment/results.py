"""What a self-assessment says of each area, beside the State's own earlier ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exchange.self_assessment.models import Level, SelfAssessment
from exchange.self_assessment.questionnaires import HIGHEST, Area, Question

# So many earlier ones stand beside it, the latest first.
MOST_EARLIER = 3
# The whole of a bar, in units of its drawing.
WIDTH = 300


@dataclass(frozen=True)
class Bar:
    """The average level of the questions of an area that have one; `average` is None where none has."""

    when: str
    average: Decimal | None
    answered: int
    questions: int
    is_earlier: bool

    @property
    def width(self) -> int:
        return round(WIDTH * self.average / HIGHEST) if self.average is not None else 0

    @property
    def text(self) -> str:
        if self.average is None:
            return _("No level yet")
        values = {"level": self.average, "answered": self.answered, "questions": self.questions}
        if self.answered == self.questions:
            return _("Level %(level)s") % values
        return _("Level %(level)s, from %(answered)d of %(questions)d questions") % values


@dataclass(frozen=True)
class Answered:
    """A question with what was chosen; `description` is that of its level, or that there is none."""

    question: Question
    row: Level | None

    @property
    def level(self) -> str:
        return "" if self.row is None or self.row.level is None else str(self.row.level)

    @property
    def description(self) -> str:
        if self.row is None or self.row.level is None:
            return _("No level yet")
        return self.question.levels[self.row.level]

    @property
    def evidence(self) -> str:
        return self.row.evidence if self.row else ""


@dataclass(frozen=True)
class AreaResult:
    area: Area
    bars: list[Bar]
    answers: list[Answered]


def results_of(assessment: SelfAssessment, earlier: Sequence[SelfAssessment] = ()) -> list[AreaResult]:
    """Return each area of the questionnaire; a query for each of the self-assessments."""
    compared = [(each, _by_question(each)) for each in (assessment, *earlier)]
    rows = compared[0][1]
    return [
        AreaResult(
            area,
            [_bar(area.key, each, levels, is_earlier=each != assessment) for each, levels in compared],
            [Answered(question, rows.get(question.key)) for question in area.questions],
        )
        for area in assessment.questionnaire.areas
    ]


def earlier_of(assessment: SelfAssessment) -> list[SelfAssessment]:
    """Return those that the same State closed before; for its own people alone."""
    before = SelfAssessment.objects.closed().filter(
        state=assessment.state_id, begun_at__lt=assessment.begun_at
    )
    return list(before.order_by("-begun_at")[:MOST_EARLIER])


def when_in_words(assessment: SelfAssessment) -> str:
    if assessment.closed_at is None:
        return _("Now")
    return date_format(localtime(assessment.closed_at), "F Y")


def _by_question(assessment: SelfAssessment) -> dict[str, Level]:
    return {row.question: row for row in assessment.levels.select_related("changed_by")}


def _bar(key: str, assessment: SelfAssessment, rows: dict[str, Level], *, is_earlier: bool) -> Bar:
    areas = {area.key: area.questions for area in assessment.questionnaire.areas}
    questions = areas.get(key, ())
    levels = [row.level for each in questions if (row := rows.get(each.key)) and row.level is not None]
    return Bar(when_in_words(assessment), _average(levels), len(levels), len(questions), is_earlier)


def _average(levels: Iterable[int]) -> Decimal | None:
    numbers = list(levels)
    return (Decimal(sum(numbers)) / len(numbers)).quantize(Decimal("0.1")) if numbers else None
