"""The list of questions, a question with its answers, its files, its summary and its date."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.permissions import may_contribute, may_edit
from exchange.questions.actions import closing
from exchange.questions.documents import AnswersDocument, head_of, rows_of
from exchange.questions.forms import ExtensionForm, SummaryForm
from exchange.questions.listing import Tab, chosen_tab, line_of, tabs_of
from exchange.questions.maps import maps_of
from exchange.questions.models import Question
from exchange.questions.permissions import is_asking_side, may_extend
from exchange.questions.reading import Reading, copy_for, narrowed, reading_for, reading_of_copy
from exchange.questions.sections import QUESTIONS_OF_FIELD, sections_of
from exchange.questions.tables import answer_table, filter_of
from exchange.questions.views.lookups import question_of
from exchange.questions.wording import asked_by, asker_in_text, opened_on, status_of
from network.following.subjects import follow_kind
from network.models import State
from network.permissions import represented_states
from network.rounds.models import Addressee
from network.templatetags.network import link
from nfp_portal.accounts.access import ANYONE, SIGNED_IN, allow, hidden_by_sign_in
from nfp_portal.renderings import views as renderings
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.downloads import sheet
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 50
ASKING = "exchange:questions:ask"


@allow(ANYONE)
def listed(request: HttpRequest) -> HttpResponse:
    """List the questions that the reader may read: all, open, closed, or one's own."""
    tab = chosen_tab(request)
    asks = may_contribute(request.user)
    page = paginate(request.GET, tab.rows(request.user), ON_A_PAGE)
    context = {
        "tabs": tabs_of(request, tab),
        "page": page,
        "lines": [line_of(row, request.user) for row in page],
        "filter": tab.narrowing,
        "kept": [("show", tab.name)],
        "clear_url": reverse("exchange:questions:list", query={"show": tab.name})
        if tab.narrowing.is_used
        else "",
        "follow": follow_kind(QUESTIONS_OF_FIELD, request.user),
        "tools": [Button(_("Ask the Network"), reverse(ASKING), "")] if asks else [],
        "empty": _empty(tab, asks=asks),
    }
    return render(request, "exchange/questions/list.html", context)


def _empty(tab: Tab, *, asks: bool) -> tuple[str, str, str]:
    """Say that there is nothing, and what to do first: title, text, address of the act."""
    if asks:
        text = _("Write two or three questions. The secretariat opens them to the States you choose.")
        return tab.empty, text, reverse(ASKING)
    return tab.empty, _("Closed questions that are open to everyone appear here, with their answers."), ""


@allow(ANYONE)
@hidden_by_sign_in
def question(request: HttpRequest, number: int) -> HttpResponse:
    shown = question_of(request, number)
    reading = reading_for(shown, request.user)
    narrowing = filter_of(reading, request.GET)
    answers = narrowed(reading, narrowing)
    mark, status = status_of(shown)
    sections = sections_of(shown, request.user)
    context = {
        "question": shown,
        "reading": reading,
        "facts": [asked_by(shown, request.user), opened_on(shown), link(shown.field)],
        "mark": mark,
        "status": status,
        "summary_title": _("Summary by %(asker)s") % {"asker": asker_in_text(shown)},
        "summary_button": _summary_button(request, shown),
        "maps": maps_of(reading, State.objects.participating()),
        "filter": narrowing,
        "table": answer_table(reading, answers),
        "shown": _number_in_words(reading, len(answers)),
        "tools": _answer_buttons(request, shown),
        "more": [*_tools(request, shown), *(each for section in sections for each in section.tools)],
        "sections": sections,
        "files": [
            Button("PDF", reverse("exchange:questions:pdf", args=[number])),
            Button("XLSX", reverse("exchange:questions:xlsx", args=[number])),
        ],
    }
    return render(request, "exchange/questions/question.html", context)


def _number_in_words(reading: Reading, number: int) -> str:
    if number != len(reading.answers):
        return _("%(number)d of %(total)d answers") % {"number": number, "total": len(reading.answers)}
    text = ngettext("%(number)d answer, in protocol order", "%(number)d answers, in protocol order", number)
    return text % {"number": number}


def _summary_button(request: HttpRequest, shown: Question) -> Button | None:
    if not is_asking_side(request.user, shown):
        return None
    label = _("Change the summary") if shown.summary else _("Write the summary")
    return Button(label, reverse("exchange:questions:summary", args=[shown.number]), "quiet small")


def _answer_buttons(request: HttpRequest, shown: Question) -> list[Button]:
    if not shown.is_open:
        return []
    rows = Addressee.objects.filter(round=shown.round_id, state__in=represented_states(request.user))
    return [_answer_button(shown, row) for row in rows.select_related("state")]


def _tools(request: HttpRequest, shown: Question) -> list[Button]:
    tools = []
    if may_extend(request.user, shown):
        tools.append(Button(_("Extend"), reverse("exchange:questions:extend", args=[shown.number])))
    if may_edit(request.user) and shown.round:
        tools.append(Button(_("Who has answered"), shown.round.get_absolute_url()))
        tools.append(Button(_("History"), reverse("exchange:questions:history", args=[shown.number])))
    return tools


def _answer_button(shown: Question, row: Addressee) -> Button:
    label = _("Your answer") if row.is_answered else _("Answer for %(state)s")
    state: Any = row.state
    url = reverse("exchange:questions:answer", args=[shown.number, state.iso2])
    return Button(label % {"state": state.name_in_text}, url, "quiet" if row.is_answered else "")


@allow(ANYONE)
@hidden_by_sign_in
def pdf(request: HttpRequest, number: int) -> HttpResponseBase:
    """The answers as PDF, in the copy of this reader."""
    shown = question_of(request, number)
    document = AnswersDocument(shown, copy_for(shown, request.user))
    return renderings.pdf(request, document, f"question-{number}.pdf")


@allow(ANYONE)
@hidden_by_sign_in
def xlsx(request: HttpRequest, number: int) -> HttpResponse:
    shown = question_of(request, number)
    reading = reading_of_copy(shown, copy_for(shown, request.user))
    name = f"question-{number}"
    return sheet("xlsx", head_of(reading), rows_of(reading), name=name, title=name)


# The asking side --------------------------------------------------------------------------------------


@allow(SIGNED_IN, "GET", "POST")
def summary(request: HttpRequest, number: int) -> HttpResponse:
    """Write the summary; only who asked does."""
    shown = question_of(request, number)
    if not is_asking_side(request.user, shown):
        raise Http404
    form = SummaryForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            closing.write_summary(shown.pk, typed["summary"], revision=typed["revision"])
        except StaleError as stale:
            return both_versions(request, form, stale.row)
        messages.success(request, _("Saved. The summary stands above the answers."))
        return redirect("exchange:questions:question", number)
    return _act_page(request, shown, form, _("Summary"), _("Save"))


@allow(SIGNED_IN, "GET", "POST")
def extend(request: HttpRequest, number: int) -> HttpResponse:
    """Move the day until which answers are expected."""
    shown = question_of(request, number)
    if not may_extend(request.user, shown):
        raise Http404
    form = ExtensionForm(request.POST or None, question=shown, initial={"due_on": shown.due_on})
    if request.method == "POST" and form.is_valid():
        closing.extend_question(shown.pk, form.cleaned_data["due_on"])
        messages.success(request, _("Extended. The reminders to the silent name the new day."))
        return redirect(shown)
    return _act_page(request, shown, form, _("Extend"), _("Extend"))


def _act_page(request: HttpRequest, shown: Question, form: Any, heading: str, submit: str) -> HttpResponse:
    context = {"question": shown, "form": form, "heading": heading, "submit": submit}
    status = 422 if form.is_bound else 200
    return render(request, "exchange/questions/act.html", context, status=status)
