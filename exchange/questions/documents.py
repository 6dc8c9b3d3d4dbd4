"""The answers to a question as a PDF and as a spreadsheet, one for each circle of readers."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exchange.questions.maps import maps_of
from exchange.questions.models import Copy, Question
from exchange.questions.reading import Reading, copy_for, reading_of_copy
from exchange.questions.wording import asker_in_list, asker_in_text, audience_label, status_of
from network.models import State
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings.documents import Document
from nfp_portal.ui.spreadsheets import Cell


@dataclass(frozen=True)
class AnswersDocument(Document):
    """The compilation of one question in one copy."""

    kind: ClassVar[str] = "exchange.answers"
    templates: ClassVar[tuple[str, ...]] = ("exchange/questions/pdf/answers.html",)
    question: Question
    copy: Copy

    @classmethod
    def of(cls, job: Job) -> Self:
        question = Question.objects.with_facts().get(key=job.subject)
        return cls(question, Copy(job.parameters["copy"]))

    @property
    def subject(self) -> str:
        return str(self.question.key)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"copy": self.copy.value}

    @property
    def reading(self) -> Reading:
        return reading_of_copy(self.question, self.copy)

    def fingerprint(self) -> str:
        reading = self.reading
        facts = [
            self.question.title,
            self.question.background,
            self.question.summary,
            self.question.is_demonstration,
            status_of(self.question),
            reading.sentence,
            [item.text for item in reading.items],
            list(rows_of(reading)),
            [each.answer.language for each in reading.answers],
        ]
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    def compose(self) -> str:
        reading = self.reading
        context = {
            "language": "en",
            "question": self.question,
            "reading": reading,
            "restricted": "" if self.copy == Copy.PUBLIC else self._restriction(),
            "facts": _facts(self.question),
            "issued": date_format(_issued(self.question), "j F Y"),
            "summary_title": _("Summary by %(asker)s") % {"asker": asker_in_text(self.question)},
            "maps": maps_of(reading, State.objects.participating()),
            "items": [
                (
                    item,
                    [
                        (each.state.name, each.text(item), each.language(item))
                        for each in reading.answers
                        if each.text(item)
                    ],
                )
                for item in reading.items
            ],
        }
        return render_to_string("exchange/questions/pdf/answers.html", context)

    def _restriction(self) -> str:
        if self.copy == Copy.ASKING:
            return _("For %(asker)s only") % {"asker": asker_in_text(self.question)}
        return _("For focal points only")

    @property
    def title(self) -> str:
        return _("Question %(number)d: %(title)s") % {
            "number": self.question.number or 0,
            "title": self.question.title,
        }

    @property
    def url(self) -> str:
        return reverse("exchange:questions:pdf", args=[self.question.number])

    def may_read(self, user: User) -> bool:
        is_visible = Question.objects.visible_to(user).filter(pk=self.question.pk).exists()
        return is_visible and copy_for(self.question, user) == self.copy

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(self.question.title, self.question.get_absolute_url())]


def _issued(question: Question) -> Any:
    round_ = question.round
    return localtime(round_.closed_at) if round_ and round_.closed_at else localtime()


def _opening_day(question: Question) -> str:
    return date_format(question.round.opened_on, "j F Y") if question.round else ""


def _facts(question: Question) -> list[tuple[str, str]]:
    return [
        (_("Asked by"), asker_in_list(question)),
        (_("Opened"), _opening_day(question)),
        (_("Status"), status_of(question)[1]),
    ]


def head_of(reading: Reading) -> list[str]:
    questions = [f"{item.number}. {item.text}" for item in reading.items]
    return [_("Code"), _("State"), *questions, _("Shared with")]


def rows_of(reading: Reading) -> Iterator[list[Cell]]:
    """One row a State, in protocol order; nobody's name."""
    for each in reading.answers:
        shared = audience_label(reading.question, each.answer.audience)
        texts = [each.text(item) for item in reading.items]
        yield [each.state.iso2, each.state.name, *texts, shared]
