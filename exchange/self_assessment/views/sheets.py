"""The levels in a spreadsheet: downloaded, filled in, uploaded, looked at, and only then saved."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.self_assessment.forms import SheetForm
from exchange.self_assessment.models import Level, SelfAssessment
from exchange.self_assessment.permissions import OFFICIALS
from exchange.self_assessment.sheets import SheetReading, Value, head_of_sheet, read_sheet, rows_of_sheet
from exchange.self_assessment.views.lookups import assessment_of, own_assessment
from nfp_portal.accounts.access import SIGNED_IN, allow
from nfp_portal.ui.downloads import sheet


@allow(SIGNED_IN)
def xlsx(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = assessment_of(request, key)
    name = f"self-assessment-{shown.state.iso2}"
    rows = rows_of_sheet(shown.questionnaire, _rows(shown))
    return sheet("xlsx", head_of_sheet(), rows, name=name, title=name)


@allow(OFFICIALS, "GET", "POST")
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what a filled-in sheet would change; its button sends that as the page itself does."""
    shown = own_assessment(request, key)
    if not shown.is_open:
        raise Http404
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method != "POST" or not form.is_valid():
        return _page(request, shown, form)
    reading = read_sheet(form.cleaned_data["file"], shown.questionnaire)
    for problem in reading.problems:
        form.add_error("file", problem)
    if reading.problems:
        return _page(request, shown, form)
    return _page(request, shown, SheetForm(), _changes(shown, reading))


def _page(
    request: HttpRequest,
    shown: SelfAssessment,
    form: SheetForm,
    changes: list[dict[str, object]] | None = None,
) -> HttpResponse:
    context = {
        "assessment": shown,
        "form": form,
        "changes": changes,
        "is_unchanged": changes == [],
        "download_url": reverse("exchange:self_assessment:xlsx", args=[shown.key]),
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/self_assessment/sheet.html", context, status=status)


def _rows(shown: SelfAssessment) -> dict[str, Level]:
    return {row.question: row for row in shown.levels.all()}


def _changes(shown: SelfAssessment, reading: SheetReading) -> list[dict[str, object]]:
    """Return the questions where the sheet differs from what is saved, with what the form sends."""
    rows, questions = _rows(shown), shown.questionnaire.questions
    return [
        {
            "text": questions[key].text,
            "now": _in_words(value),
            "before": _in_words(Value(rows[key].level, rows[key].evidence)),
            "fields": [
                (f"level-{key}", "" if value.level is None else value.level),
                (f"evidence-{key}", value.evidence),
                (f"revision-{key}", rows[key].revision),
            ],
        }
        for key, value in reading.values.items()
        if (value.level, value.evidence) != (rows[key].level, rows[key].evidence)
    ]


def _in_words(value: Value) -> str:
    level = _("No level yet") if value.level is None else _("Level %(level)d") % {"level": value.level}
    return " · ".join(filter(None, (level, value.evidence)))
