"""A delegation's list: behind its link, for its signed-in people, and for the secretariat on its behalf.

GET changes nothing; what a POST does is the value of its button (`act`).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import pgettext

from meetings.participation.actions import lists
from meetings.participation.actions.corrections import CorrectionsEndedError, request_change
from meetings.participation.candidates import candidates_of
from meetings.participation.corrections import list_status
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.forms.corrections import request_form
from meetings.participation.forms.people import PeopleTable
from meetings.participation.forms.typed import as_draft, with_another_row, with_pasted, with_ticks
from meetings.participation.letters import dates_of, name_of_body
from meetings.participation.models import DelegationList, notes_go_on
from meetings.participation.phrases import ListPhrases, of_delegation, of_nominations
from meetings.participation.views.corrections import request_context
from network.rounds.actions.answers import GivenAnswer
from network.rounds.models import Outcome
from nfp_portal.revisions.drafts import draft_kept
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.letters import written_day

Typed = MultiValueDict[str, str]


@dataclass(frozen=True)
class ListPage:
    """Who looks at a list, how their answer comes in, and the frame of their page.

    `path` is the page's own address; `context` holds what its frame (`base`) shows. `origin` is what history
    keeps of an answer by a link, whose address must not stand in it.
    """

    request: HttpRequest
    delegation: MeetingDelegation
    given: GivenAnswer
    base: str
    path: str
    context: dict[str, Any]
    origin: dict[str, Any] | None = None
    is_staff: bool = False

    def render(self, name: str, status: int = 200, **context: Any) -> HttpResponse:
        shown = {
            "base": self.base,
            "delegation": self.delegation,
            "phrases": self.phrases,
            "meeting": self.delegation.meeting,
            "dates": dates_of(self.delegation.meeting),
            "is_staff": self.is_staff,
        }
        values = self.context | shown | context
        return render(self.request, f"meetings/participation/delegation/{name}.html", values, status=status)

    @property
    def phrases(self) -> ListPhrases:
        name = name_of_body(self.delegation.body)
        return of_nominations(name) if self.delegation.meeting.takes_nominations else of_delegation(name)

    def address(self, query: str = "") -> str:
        """Return the page's own address, in its language, with one more word of a query."""
        if not query:
            return self.path
        return f"{self.path}{'&' if '?' in self.path else '?'}{query}"


def show_or_act(page: ListPage) -> HttpResponse:
    """Answer a request for the list of a delegation that may still change it."""
    act = _ACTS.get(page.request.POST.get("act", ""))
    if act is not None:
        return _done(page, act)
    if "nobody" in page.request.GET:
        return page.render("nobody", cancel=page.address("change"), revision=page.delegation.revision)
    row = page.delegation.row
    if row is not None and row.is_answered and "change" not in page.request.GET:
        return sent_page(page)
    return _table_page(page, _draft(page.delegation))


def _done(page: ListPage, act: Callable[[ListPage], HttpResponse]) -> HttpResponse:
    try:
        if page.origin is None:
            return act(page)
        with pghistory.context(**page.origin):
            return act(page)
    except StaleError:
        return _stale(page)
    except IntegrityError:
        clash = pgettext(
            "letter",
            "Somebody else saved a change in this moment. Please look at the list and send it again.",
        )
        return _table_page(page, page.request.POST, notice=clash, status=409)


def _draft(delegation: MeetingDelegation) -> Typed | None:
    sent = delegation.sent
    return MultiValueDict(sent.draft) if sent and sent.draft else None


def _table_page(
    page: ListPage,
    typed: Typed | None = None,
    *,
    table: PeopleTable | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    delegation = page.delegation
    table = table or PeopleTable(delegation, candidates_of(delegation), typed)
    row = delegation.row
    return page.render(
        "table",
        status,
        table=table,
        notice=notice,
        saved_at=delegation.sent.draft_saved_at if delegation.sent and delegation.sent.draft else None,
        revision=delegation.revision,
        answer_by=page.phrases.until % {"day": written_day(row.round.closes_on)} if row else "",
        until=written_day(row.round.takes_answers_until) if row else "",
        notes_go=written_day(notes_go_on(delegation.meeting)),
        nobody_url=page.address("nobody"),
        given_by=page.request.POST.get("given_by", ""),
        note=page.request.POST.get("note", ""),
    )


def _stale(page: ListPage) -> HttpResponse:
    """Show what was typed again, and who is on the list now; sent again it replaces that."""
    now = ", ".join(str(person) for person in page.delegation.participants.listed())
    changed = pgettext(
        "letter",
        "The list was sent by somebody else meanwhile. On it are now: %(names)s. Nothing of yours is lost: "
        "sent again, your list replaces that one.",
    )
    notice = changed % {"names": now or pgettext("letter", "nobody")}
    return _table_page(page, page.request.POST, notice=notice, status=409)


# What is done ---------------------------------------------------------------------------------------


def _send(page: ListPage) -> HttpResponse:
    table = PeopleTable(page.delegation, candidates_of(page.delegation), page.request.POST)
    people = table.people()
    if table.errors:
        return _table_page(page, table=table, status=422)
    lists.send_list(page.delegation, people, given=page.given, revision=_posted_revision(page))
    return redirect(page.path)


def _posted_revision(page: ListPage) -> int:
    return parse_revision(page.request.POST.get("revision", "")) or 0


def _nobody(page: ListPage) -> HttpResponse:
    reason = " ".join(page.request.POST.get("reason", "").split())[:400]
    lists.nobody_comes(page.delegation, reason=reason, given=page.given, revision=_posted_revision(page))
    return redirect(page.path)


def _save(page: ListPage) -> HttpResponse:
    """Keep the draft; a script that saves by itself is answered without a page."""
    if page.delegation.row is not None:
        lists.save_draft(page.delegation.row, as_draft(page.request.POST))
    if "quiet" in page.request.POST:
        return draft_kept()
    return redirect(page.address("change"))


def _add(page: ListPage) -> HttpResponse:
    return _table_page(page, with_another_row(page.request.POST, page.delegation))


def _add_last(page: ListPage) -> HttpResponse:
    candidates = candidates_of(page.delegation)
    typed = with_ticks(page.request.POST, candidates.last_time)
    return _table_page(page, table=PeopleTable(page.delegation, candidates, typed))


def _paste(page: ListPage) -> HttpResponse:
    candidates = candidates_of(page.delegation)
    typed = with_pasted(page.request.POST, candidates, page.delegation)
    table = PeopleTable(page.delegation, candidates, typed)
    table.people()  # so that what is wrong with the pasted lines is seen before the list is sent
    looked_at = pgettext(
        "letter", "Nothing is sent yet: look at the pasted people below, then send the list."
    )
    return _table_page(page, table=table, notice=looked_at)


_ACTS: dict[str, Callable[[ListPage], HttpResponse]] = {
    "send": _send,
    "nobody": _nobody,
    "save": _save,
    "add": _add,
    "last": _add_last,
    "paste": _paste,
}


# What was sent --------------------------------------------------------------------------------------


def sent_page(page: ListPage, status: int = 200, **context: Any) -> HttpResponse:
    """Show the list as it was sent; it changes until the round closes."""
    row, sent = page.delegation.row, page.delegation.sent
    return page.render(
        "sent",
        status,
        people=list(page.delegation.participants.listed().by_role()),
        declined=[each for each in page.delegation.participants if each.has_declined],
        nobody=row is not None and row.outcome == Outcome.NOTHING,
        sent_at=_sent_at(sent, page.delegation),
        until=written_day(row.round.takes_answers_until) if row else "",
        change_url=page.address("change"),
        **context,
    )


def _sent_at(sent: DelegationList | None, delegation: MeetingDelegation) -> Any:
    return sent.sent_at if sent else delegation.row and delegation.row.answered_at


def closed_list_page(page: ListPage) -> HttpResponse:
    """Show a list that no longer changes by itself, and take requests to change it while they are taken."""
    form, row = request_form(page.request), page.delegation.row
    if form.is_valid() and row is not None:
        with suppress(CorrectionsEndedError):  # the page says so
            request_change(row, form.cleaned_data["text"], name=page.given.name)
            return redirect(f"{page.address('requested')}#requested")
    is_taken = list_status(page.delegation.meeting).takes_requests
    context = request_context(page.request, form, page.phrases.closed, is_taken=is_taken)
    return sent_page(page, 422 if form.errors else 200, is_closed=True, **context)
