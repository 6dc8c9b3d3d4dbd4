"""An answer in a spreadsheet: downloaded, filled in, uploaded, looked at, and only then put into the draft.

The preview keeps nothing: its button sends what was read as the form of the answer sends it. Where no draft
is kept (for editors, and once the answer is sent) it fills the form, which is then sent.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext

from exchange.questions.forms import SheetForm
from exchange.questions.sheets import SheetReading, head_of_sheet, read_sheet, rows_of_sheet
from exchange.questions.views import answers
from exchange.questions.views.answers import AnswerPage
from exchange.questions.wording import value_in_words
from nfp_portal.ui.downloads import sheet


def show_or_act(page: AnswerPage) -> HttpResponse:
    """Raises `RoundClosedError`, `NoLongerAskedError`."""
    asked_for = page.request.GET.get("sheet")
    if asked_for is None:
        return answers.show_or_act(page)
    if asked_for == "xlsx":
        return _file(page)
    return _sheet_page(page.request, page)


def _file(page: AnswerPage) -> HttpResponse:
    """The sheet with what is saved and this person may read, for this State alone."""
    rows = rows_of_sheet(page.question, page.items, page.stored, page.answer.audience)
    name = f"question-{page.question.number}-{page.state.iso2}"
    return sheet("xlsx", head_of_sheet(), rows, name=name, title=name)


def _sheet_page(request: HttpRequest, page: AnswerPage) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method != "POST" or not form.is_valid():
        return page.render(
            "sheet", 422 if form.is_bound else 200, form=form, download_url=page.address("sheet=xlsx")
        )
    reading = read_sheet(form.cleaned_data["file"], page.question, page.items, page.answer.audience)
    for problem in reading.problems:
        form.add_error("file", problem)
    if reading.problems:
        return page.render("sheet", 422, form=form, download_url=page.address("sheet=xlsx"))
    return page.render(
        "sheet", form=SheetForm(), preview=_preview(page, reading), download_url=page.address("sheet=xlsx")
    )


def _preview(page: AnswerPage, reading: SheetReading) -> dict[str, object]:
    """Return what is shown of the sheet (question, value, what is saved where that differs) and sent."""
    rows = [
        (
            f"{item.number}. {item.text}",
            value_in_words(item, reading.values[item.number]),
            _before(page, reading, item.number),
        )
        for item in page.items
    ]
    readers = pgettext("letter", "Who may read this answer?")
    sent = {item.field: reading.values[item.number] for item in page.items}
    is_draft = page.has_draft
    fill = pgettext("letter", "Put it into the form")
    return {
        "act": "save" if is_draft else "fill",
        "submit": pgettext("letter", "Put it into the draft") if is_draft else fill,
        "rows": [*rows, (readers, page.audiences[reading.audience], "")],
        "fields": [*sent.items(), *_beside(page, reading)],
    }


def _beside(page: AnswerPage, reading: SheetReading) -> list[tuple[str, object]]:
    """Return what the form sends beside the items."""
    return [
        ("language", page.language),
        ("audience", reading.audience),
        ("revision", page.answer.revision),
    ]


def _before(page: AnswerPage, reading: SheetReading, number: int) -> str:
    before = page.stored.get(number, "")
    item = next(each for each in page.items if each.number == number)
    if not before or before == reading.values[number]:
        return ""
    in_draft, sent = pgettext("letter", "In the draft: %(value)s"), pgettext("letter", "Sent: %(value)s")
    return (in_draft if page.has_draft else sent) % {"value": value_in_words(item, before)}
