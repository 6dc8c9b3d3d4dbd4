"""The page on which the officials of a State write: each question is saved by itself.

The script sends the one question that changed; without it the button sends all, and those that nobody touched
on this page are left alone.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exchange.self_assessment import actions
from exchange.self_assessment.actions import Written
from exchange.self_assessment.models import Level, SelfAssessment
from exchange.self_assessment.models.levels import LONGEST_EVIDENCE
from exchange.self_assessment.permissions import is_first_contact, may_write
from exchange.self_assessment.questionnaires import Area, Question
from exchange.self_assessment.sheets import clean, level_of
from exchange.self_assessment.views.lookups import assessment_of
from nfp_portal.accounts.access import SIGNED_IN, allow, signed_in
from nfp_portal.revisions.drafts import draft_kept
from nfp_portal.revisions.forms import parse_revision


@dataclass(frozen=True)
class QuestionField:
    """A question with its row; `typed` is what was sent and not saved, because the row changed meanwhile."""

    number: int
    question: Question
    row: Level
    typed: Written | None = None

    @property
    def level(self) -> int | None:
        return self.typed.level if self.typed else self.row.level

    @property
    def evidence(self) -> str:
        return self.typed.evidence if self.typed else self.row.evidence

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Value, description and whether it is chosen; the first says that there is no level yet."""
        described = [
            (str(number), text, number == self.level) for number, text in enumerate(self.question.levels)
        ]
        return [("", _("No level yet"), self.level is None), *described]

    @property
    def digest(self) -> str:
        """Of what is shown and saved; empty where what is shown is not saved, so that it is sent anyway."""
        return "" if self.typed else digest_of(self.row.level, self.row.evidence)

    @property
    def changed(self) -> str:
        """Say who changed it last, and when."""
        if self.row.changed_at is None:
            return ""
        at = localtime(self.row.changed_at)
        facts = {
            "day": date_format(at, "j F Y"),
            "time": f"{at:%H:%M}",
            "name": self.row.changed_by or _("somebody"),
        }
        return _("Changed on %(day)s at %(time)s by %(name)s") % facts

    @property
    def theirs(self) -> str:
        """Put into words what somebody else saved meanwhile."""
        if self.typed is None:
            return ""
        chosen = self.row.level
        level = _("No level yet") if chosen is None else _("Level %(level)d") % {"level": chosen}
        return " · ".join(filter(None, (level, self.row.evidence)))


@dataclass(frozen=True)
class AreaFields:
    area: Area
    fields: list[QuestionField] = field(default_factory=list)

    @property
    def progress(self) -> str:
        answered = sum(each.level is not None for each in self.fields)
        return _("%(answered)d of %(questions)d") % {"answered": answered, "questions": len(self.fields)}


def digest_of(level: int | None, evidence: str) -> str:
    return hashlib.sha256(f"{level}\n{evidence}".encode()).hexdigest()[:16]


@allow(SIGNED_IN, "GET", "POST")
def assessment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write levels; for readers, and once it is closed, the address leads to the result."""
    shown = assessment_of(request, key)
    if not may_write(request.user, shown):
        is_quiet = "quiet" in request.POST
        return HttpResponse(status=410) if is_quiet else redirect("exchange:self_assessment:result", key)
    if request.method != "POST":
        return _page(request, shown)
    written = {each.question: each for each in _written(request, shown)}
    try:
        conflicts = actions.write(shown.key, written.values(), by=signed_in(request))
    except actions.AssessmentClosedError:
        messages.error(request, _("It was closed meanwhile; what you typed last is not saved."))
        return redirect("exchange:self_assessment:result", key)
    if "quiet" in request.POST:
        return HttpResponse(status=409) if conflicts else _saved(shown, written)
    if conflicts:
        return _page(request, shown, {question: written[question] for question in conflicts})
    return _close(request, shown) if request.POST.get("act") == "close" else _thanks(request, shown)


def _written(request: HttpRequest, shown: SelfAssessment) -> Iterator[Written]:
    """Yield the questions that were sent and touched; one is untouched if it is as the page showed it."""
    posted = request.POST
    for key in shown.questionnaire.questions:
        revision = parse_revision(posted.get(f"revision-{key}", ""))
        if revision is None:
            continue
        level = level_of(posted.get(f"level-{key}", ""))
        evidence = clean(posted.get(f"evidence-{key}", ""))[:LONGEST_EVIDENCE]
        if posted.get(f"shown-{key}") != digest_of(level, evidence):
            yield Written(key, level, evidence, revision)


def _saved(shown: SelfAssessment, written: Mapping[str, Written]) -> HttpResponse:
    """Answer the script with the revision of the question that it sent."""
    rows = shown.levels.filter(question__in=written).values_list("revision", flat=True)
    return draft_kept(revision=max(rows, default=1))


def _thanks(request: HttpRequest, shown: SelfAssessment) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(shown)


def _close(request: HttpRequest, shown: SelfAssessment) -> HttpResponse:
    if not is_first_contact(request.user, shown):
        messages.error(request, _("Saved. The first contact of your State closes it."))
        return redirect(shown)
    actions.close(shown.key, by=signed_in(request))
    messages.success(request, _("Closed. Only your State reads it until you share it."))
    return redirect("exchange:self_assessment:result", shown.key)


def _page(
    request: HttpRequest, shown: SelfAssessment, typed: Mapping[str, Written] | None = None
) -> HttpResponse:
    areas = _areas(shown, typed or {})
    context = {
        "assessment": shown,
        "questionnaire": shown.questionnaire,
        "areas": areas,
        "longest": LONGEST_EVIDENCE,
        "may_close": is_first_contact(request.user, shown),
        "conflicts": [each for area in areas for each in area.fields if each.typed],
        "result_url": reverse("exchange:self_assessment:result", args=[shown.key]),
        "sheet_url": reverse("exchange:self_assessment:sheet", args=[shown.key]),
    }
    return render(request, "exchange/self_assessment/write.html", context, status=409 if typed else 200)


def _areas(shown: SelfAssessment, typed: Mapping[str, Written]) -> list[AreaFields]:
    rows = {row.question: row for row in shown.levels.select_related("changed_by")}
    numbers = {key: number for number, key in enumerate(shown.questionnaire.questions, start=1)}
    return [
        AreaFields(
            area,
            [
                QuestionField(numbers[each.key], each, rows[each.key], typed.get(each.key))
                for each in area.questions
            ],
        )
        for area in shown.questionnaire.areas
    ]
