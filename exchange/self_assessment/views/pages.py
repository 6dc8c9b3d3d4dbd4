"""The overview over the States, and the result of one self-assessment with its file and its history."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.self_assessment.documents import LevelsDocument
from exchange.self_assessment.forms import ShareForm
from exchange.self_assessment.listing import shared_with_reader, tiles_of
from exchange.self_assessment.models import SelfAssessment, SharedWith
from exchange.self_assessment.permissions import OFFICIALS, is_first_contact, is_own
from exchange.self_assessment.questionnaires import CURRENT, questionnaire
from exchange.self_assessment.results import earlier_of, results_of, when_in_words
from exchange.self_assessment.views.lookups import assessment_of, own_assessment
from exchange.views import Source, history_page
from network.labels import ShownFields
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import ANYONE, SIGNED_IN, allow
from nfp_portal.renderings import views as renderings
from nfp_portal.ui.buttons import Button

SHOWN = ShownFields(
    SelfAssessment,
    ("version", "closed_at", "shared_with"),
    labels={"version": gettext_lazy("version of the questionnaire")},
)


@allow(ANYONE)
def listed(request: HttpRequest) -> HttpResponse:
    """Show each State in one of three words; for officials their own self-assessments above."""
    states = list(represented_states(request.user))
    own = list(SelfAssessment.objects.of_own_states(request.user).with_facts())
    shared = [each for each in shared_with_reader(request.user) if each.state not in states]
    context = {
        "questionnaire": questionnaire(CURRENT),
        "own": [_own(state, own) for state in states],
        "shared": [(each, when_in_words(each)) for each in shared],
        "tiles": tiles_of(request.user),
    }
    return render(request, "exchange/self_assessment/list.html", context)


def _own(state: State, own: list[SelfAssessment]) -> dict[str, Any]:
    """Return what a State has of its own: the button for the open one or the next, and those closed."""
    rows = [each for each in own if each.state_id == state.pk]
    is_open = bool(rows) and rows[0].is_open
    if is_open:
        button = Button(_("Continue"), rows[0].get_absolute_url(), "")
    else:
        url = reverse("exchange:self_assessment:begin", args=[state.iso2])
        button = Button(_("Begin a self-assessment"), url, "", fields={})
    closed = [
        (each, when_in_words(each), each.get_shared_with_display()) for each in rows if not each.is_open
    ]
    return {"state": state, "button": button, "is_open": is_open, "closed": closed, "is_empty": not rows}


@allow(SIGNED_IN)
def result(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = assessment_of(request, key)
    own = is_own(request.user, shown)
    is_first = own and is_first_contact(request.user, shown)
    context = {
        "assessment": shown,
        "questionnaire": shown.questionnaire,
        "results": results_of(shown, earlier_of(shown) if own else ()),
        "when": when_in_words(shown),
        "is_own": own,
        "share_form": _share_form(shown) if is_first and not shown.is_open else None,
        "share_url": reverse("exchange:self_assessment:share", args=[key]),
        "tools": _tools(shown, own=own, is_first=is_first),
    }
    return render(request, "exchange/self_assessment/result.html", context)


def _share_form(shown: SelfAssessment) -> ShareForm:
    return ShareForm(initial={"shared_with": SharedWith(shown.shared_with)})


def _tools(shown: SelfAssessment, *, own: bool, is_first: bool) -> list[Button]:
    """Return the buttons, what one does first on top."""
    tools = [
        Button("PDF", reverse("exchange:self_assessment:pdf", args=[shown.key])),
        Button("XLSX", reverse("exchange:self_assessment:xlsx", args=[shown.key])),
    ]
    if own and shown.is_open:
        tools.insert(0, Button(_("Continue"), shown.get_absolute_url(), ""))
    if own:
        tools.append(Button(_("History"), reverse("exchange:self_assessment:history", args=[shown.key])))
    if is_first and shown.may_be_reopened:
        url = reverse("exchange:self_assessment:reopen", args=[shown.key])
        tools.append(Button(_("Open it again"), url, fields={}))
    return tools


@allow(SIGNED_IN)
def pdf(request: HttpRequest, key: UUID) -> HttpResponseBase:
    shown = assessment_of(request, key)
    document = LevelsDocument(shown, is_own(request.user, shown))
    return renderings.pdf(request, document, f"self-assessment-{shown.state.iso2}.pdf")


@allow(OFFICIALS)
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """When it was closed, opened again and shared, for the State's own people."""
    shown = own_assessment(request, key)
    sources = [Source(SHOWN, {"pgh_obj": shown.pk})]
    listed_at = (_("Self-assessment"), reverse("exchange:self_assessment:list"))
    return history_page(request, shown, listed_at, sources)
