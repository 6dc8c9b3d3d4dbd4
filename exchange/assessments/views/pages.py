"""The list of assessments, one of them, and the letter of its State."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from exchange.assessments.models import Assessment, AssessmentStage
from exchange.assessments.permissions import (
    may_prepare,
    may_read_all,
    may_withdraw,
    speaks_for,
    states_of,
)
from exchange.assessments.views.lookups import assessment_of
from exchange.assessments.wording import days, facts_of, readers_of, recommendations_of
from exchange.permissions import may_edit
from exchange.timeline.milestones import milestones
from network.facets import field_facet, state_facet
from nfp_portal.accounts.access import ANYONE, SIGNED_IN, allow, hidden_by_sign_in, is_secretariat
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.downloads import stored_file
from nfp_portal.ui.filters import ListFilter
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element, restricted, status

SHOWN = 50
# What public records say of assessments, on the page of the Network's history.
RECORDED = "assessments-on-request"


@allow(ANYONE)
def assessments(request: HttpRequest) -> HttpResponse:
    """List those that this reader may know of, and say nothing of others."""
    narrowing = ListFilter(request.GET, _("Words of the scope"), (state_facet("state__iso2"), field_facet()))
    rows = Assessment.objects.visible_to(request.user).matching(narrowing.query)
    page = paginate(request.GET, narrowing.narrow(rows).with_state(), SHOWN)
    label = _("Enter a request") if may_edit(request.user) else _("Request an assessment")
    first = Button(label, reverse("exchange:assessments:request"), "")
    may_request = may_edit(request.user) or bool(states_of(request.user))
    context = {
        "filter": narrowing,
        "clear_url": reverse("exchange:assessments:list") if narrowing.is_used else "",
        "page": page,
        "table": _table(page.object_list),
        "tools": [first] if may_request else [],
        "first": first if may_request else None,
        "empty_text": _empty_text(request, may_request=may_request),
        "recorded": next(each for each in milestones() if each.slug == RECORDED),
    }
    return render(request, "exchange/assessments/list.html", context)


def _empty_text(request: HttpRequest, *, may_request: bool) -> str:
    if is_secretariat(request.user):
        return _("A delegation or a focal point requests one. If a letter came instead, an editor enters it.")
    if may_request:
        return _("Say in one sentence what is to be assessed. Your State and the Secretariat alone read it.")
    return _("A State requests an assessment, and decides who may read what it recommends.")


def _table(rows: Iterable[Assessment]) -> Table:
    columns = [Column(label) for label in (_("Assessment"), _("Stage"), _("Carried out"), _("Read by"))]
    return table_of(columns, [(f"assessment-{row.key}", _cells(row)) for row in rows])


def _cells(row: Assessment) -> list[object]:
    title = format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.scope)
    state = element("span", row.state.name, "table__second")
    return [
        format_html("{}{}{}{}", title, restricted(row), demonstration(row), state),
        status(row.stage.mark, str(row.stage.label)),
        days(row.held_from, row.held_to) or _("not recorded"),
        readers_of(row),
    ]


@allow(ANYONE)
@hidden_by_sign_in
def assessment(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = assessment_of(request, key)
    is_own, is_editor = speaks_for(request.user, shown), may_edit(request.user)
    listed = recommendations_of(shown, request.user, is_own=is_own, is_editor=is_editor)
    tools = [*(_of_state(shown) if is_own else ()), *(_of_editors(shown, len(listed)) if is_editor else ())]
    context = {
        "assessment": shown,
        "facts": facts_of(shown, reads_all=may_read_all(request.user, is_own=is_own)),
        "recommendations": listed,
        "readers": "" if shown.is_restricted else readers_of(shown),
        "next_step": _next_step(shown, is_own=is_own, is_editor=is_editor),
        "tools": tools,
    }
    return render(request, "exchange/assessments/assessment.html", context)


def _next_step(shown: Assessment, *, is_own: bool, is_editor: bool) -> str:
    """Say what comes next, to who does it or waits for it."""
    texts = {
        AssessmentStage.REQUESTED: (
            _("The Secretariat answers the request. Until then your State can withdraw it."),
            _("Accept the request, or decline it with a reason."),
        ),
        AssessmentStage.HANDED_OVER: (
            _("Say of each recommendation whether your State endorses it, and decide who reads this."),
            _("Its State says of each recommendation whether it endorses it, and decides who reads this."),
        ),
    }
    going_on = (
        _("The Secretariat plans it with your State. You read its recommendations after the hand-over."),
        _("Record team and dates, write the recommendations, then hand the report over."),
    )
    if shown.stage in {AssessmentStage.WITHDRAWN, AssessmentStage.DECLINED}:
        return ""
    for_state, for_editors = texts.get(shown.stage, going_on)
    return for_state if is_own else for_editors if is_editor else ""


def _of_state(shown: Assessment) -> Iterator[Button]:
    if shown.answer_read_at is None and (shown.accepted_at or shown.declined_at) and not shown.handed_over_at:
        yield Button(_("Answer read"), _url("answer_read", shown), "wide", fields={})
    if may_withdraw(shown):
        yield Button(_("Withdraw the request"), _url("withdraw", shown), "quiet wide", fields={})
    if shown.withdrawn_at:
        yield Button(_("Request it again"), _url("restore", shown), "quiet wide", fields={})
    if shown.handed_over_at:
        label = _("Change who reads it") if shown.opened_at else _("Open it to others")
        yield Button(label, _url("open", shown), "quiet wide")
    if shown.opened_at:
        yield Button(_("Close it again"), _url("close", shown), "quiet wide", fields={})


def _of_editors(shown: Assessment, number: int) -> Iterator[Button]:
    """Yield what editors do; `number` is that of the recommendations."""
    if shown.stage == AssessmentStage.REQUESTED:
        fields = {"revision": str(shown.revision)}
        yield Button(_("Accept"), _url("accept", shown), "wide", fields=fields)
        yield Button(_("Decline"), _url("decline", shown), "quiet wide")
    if shown.declined_at:
        yield Button(_("Reconsider"), _url("reconsider", shown), "quiet wide", fields={})
    if may_prepare(shown):
        yield Button(
            _("Write a recommendation"), _url("recommend", shown), "quiet wide" if number else "wide"
        )
    if may_prepare(shown) and number:
        yield Button(_("Hand the report over"), _url("hand_over", shown), "wide")
    if shown.accepted_at:
        yield Button(_("Plan the assessment"), _url("plan", shown), "quiet wide")
    yield Button(_("History"), _url("history", shown), "quiet wide")


def _url(name: str, shown: Assessment) -> str:
    return reverse(f"exchange:assessments:{name}", args=[shown.key])


@allow(SIGNED_IN)
def letter(request: HttpRequest, key: UUID) -> FileResponse:
    """Send the letter to the State and the secretariat, also once others read the assessment."""
    shown = assessment_of(request, key)
    if not may_read_all(request.user, is_own=speaks_for(request.user, shown)) or not shown.letter:
        raise Http404
    return stored_file(shown.letter, shown.letter_name)
