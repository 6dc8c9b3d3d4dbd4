"""The page on which a State says whether an edited text may be printed: one question, three answers.

What a POST does is its button's `act`; GET changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext

from network.rounds.actions.answers import GivenAnswer, NoLongerAskedError, RoundClosedError
from network.rounds.models import Addressee
from newsletter.contributions.actions import clearance as actions
from newsletter.contributions.differences import differences
from newsletter.contributions.forms import ChangeForm
from newsletter.contributions.models import Clearance
from newsletter.contributions.wording import MARKS, STATUSES, status_for_contributor, verdict_in_words
from newsletter.models import Issue, Piece, PieceStatus
from newsletter.pictures.forms import is_about_pictures
from nfp_portal.links.views import ORIGIN
from nfp_portal.ui.letters import written_day

VIEWS = ("changes", "edited", "own")


@dataclass(frozen=True)
class Step:
    """A step on the way of a piece; `mark` is "done", "now" or "ahead"."""

    label: str
    day: str
    mark: str


@dataclass
class ClearancePage:
    """One text as somebody who answers for its State sees it; `path` leads back to the page."""

    request: HttpRequest
    row: Addressee
    given: GivenAnswer
    base: str
    path: str
    context: Mapping[str, Any]
    is_staff: bool = False

    @cached_property
    def clearances(self) -> list[Clearance]:
        rows = Clearance.objects.filter(addressee=self.row)
        return list(rows.select_related("piece__issue", "sent_by").order_by("number"))

    @property
    def clearance(self) -> Clearance:
        """The newest text."""
        return self.clearances[-1]

    @property
    def piece(self) -> Piece:
        return self.clearance.piece

    @property
    def number(self) -> int:
        """The number of the issue that the text is for."""
        return int(self.row.round.scope.removeprefix("issue-"))

    @cached_property
    def may_answer(self) -> bool:
        return self.row.round.is_open and self.clearance.is_current

    @cached_property
    def may_withdraw(self) -> bool:
        return self.row.round.is_open and self.clearance.may_be_withdrawn

    def address(self, query: str = "") -> str:
        return f"{self.path}{'&' if '?' in self.path else '?'}{query}" if query else self.path

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        own = {
            "base": self.base,
            "clearance": self.clearance,
            "piece": self.piece,
            "number": self.number,
            "due": written_day(self.row.round.closes_on),
            "back": self.path,
            "is_staff": self.is_staff,
            "may_answer": self.may_answer,
        }
        shown = {**self.context, **own, **context}
        return render(self.request, f"newsletter/contributions/{template}.html", shown, status=status)


def show_or_act(page: ClearancePage) -> HttpResponse:
    if page.request.method == "POST":
        by_link = page.base == "links/base.html"
        with pghistory.context(**ORIGIN if by_link else {}):
            if is_about_pictures(page.request.POST):
                return _pictured(page)
            return _ACTS.get(page.request.POST.get("act", ""), _text_page)(page)
    if "change" in page.request.GET and page.may_answer:
        return _change_page(page, ChangeForm(initial=page.clearance.text))
    if "withdraw" in page.request.GET and page.may_withdraw:
        return page.render("withdraw")
    return _text_page(page)


def _text_page(page: ClearancePage, status: int = 200, **context: Any) -> HttpResponse:
    clearance = page.clearance
    view = page.request.GET.get("view", "")
    shown = differences(clearance.own, clearance.edited)
    # Without a text of the State's own, or where nothing in it was changed, there is one text to read.
    is_compared = page.may_answer and shown.number > 0
    view = view if view in VIEWS and is_compared else ("changes" if is_compared else "edited")
    return page.render(
        "clearance",
        status,
        heading=_heading(page),
        notice=_replaced(page),
        outcome=_outcome(page),
        by_line=page.piece.by_line_in(str(get_language())),
        remark_by=_remark_by(clearance),
        view=view,
        tabs=_tabs(page, view) if is_compared else [],
        differences=shown,
        text=clearance.own if view == "own" else clearance.edited,
        way=list(_way(page)),
        change_url=page.address("change") if page.may_answer else "",
        withdraw_url=page.address("withdraw") if page.may_withdraw else "",
        may_undo=page.row.round.is_open and page.clearance.may_be_restored,
        **context,
    )


def _heading(page: ClearancePage) -> str:
    if page.may_answer:
        return pgettext("letter", "Is this text OK to print?")
    return str(STATUSES[page.piece.status])


def _replaced(page: ClearancePage) -> str:
    """Say that this text is newer than the one of an earlier letter; "" for the first."""
    if len(page.clearances) == 1 or not page.may_answer:
        return ""
    earlier, newest = (written_day(localtime(each.sent_at).date()) for each in page.clearances[-2:])
    text = pgettext("letter", "This is the newest text, of %(day)s. It replaces the one of %(earlier)s.")
    return text % {"day": newest, "earlier": earlier}


def _outcome(page: ClearancePage) -> tuple[str, str]:
    """Return the kind of the status mark and what became of the text; nothing while the State is asked."""
    if page.may_answer:
        return "", ""
    return MARKS[page.piece.status], _outcome_in_words(page.piece, page.clearance)


def _outcome_in_words(piece: Piece, clearance: Clearance) -> str:
    if piece.reason:
        return f"{status_for_contributor(piece)}. {piece.reason}"
    if piece.status == PieceStatus.EDITING:
        return pgettext("letter", "The editors change this text once more, and ask you again.")
    if piece.status == PieceStatus.CLEARANCE:
        return pgettext("letter", "This link no longer accepts changes. Please write to the Secretariat.")
    accepted = status_for_contributor(piece) if piece.status == PieceStatus.ACCEPTED else ""
    sentences = " ".join(filter(None, (verdict_in_words(clearance), accepted)))
    return sentences or status_for_contributor(piece)


def _remark_by(clearance: Clearance) -> str:
    day = written_day(localtime(clearance.sent_at).date())
    return f"{clearance.sent_by}, {day}" if clearance.sent_by else day


def _tabs(page: ClearancePage, view: str) -> list[tuple[str, str, bool]]:
    labels = {
        "changes": pgettext("letter", "Changes"),
        "edited": pgettext("letter", "Edited text"),
        "own": pgettext("letter", "Your text"),
    }
    return [(label, page.address(f"view={name}"), name == view) for name, label in labels.items()]


def _way(page: ClearancePage) -> Any:
    """Yield the steps of the piece, from the offer to print."""
    piece, clearance = page.piece, page.clearance
    yield Step(pgettext("letter", "Offered"), written_day(localtime(piece.offered_at).date()), "done")
    sent = written_day(localtime(clearance.sent_at).date())
    yield Step(pgettext("letter", "Edited"), sent, "done")
    if page.may_answer:
        by = pgettext("letter", "by %(day)s") % {"day": written_day(page.row.round.closes_on)}
        yield Step(str(STATUSES[PieceStatus.CLEARANCE]), by, "now")
    else:
        day = written_day(localtime(clearance.decided_at).date()) if clearance.decided_at else ""
        yield Step(status_for_contributor(piece), day, "now")
    if piece.status in {PieceStatus.CLEARANCE, PieceStatus.CLEARED, PieceStatus.EDITING}:
        issue = Issue.objects.filter(number=page.number).first()
        label = pgettext("letter", "Printed in No. %(number)d") % {"number": page.number}
        is_ahead = issue is not None and issue.dated_on > timezone.localdate()
        yield Step(label, written_day(issue.dated_on) if issue and is_ahead else "", "ahead")


# Answers ----------------------------------------------------------------------------------------


def _answered(page: ClearancePage, act: Callable[[], object]) -> HttpResponse:
    """Act, and show the page as it is then; a text that was replaced meanwhile is shown, not answered."""
    try:
        act()
    except (actions.TextReplacedError, RoundClosedError, NoLongerAskedError):
        fresh = ClearancePage(
            page.request, _reloaded(page.row), page.given, page.base, page.path, page.context, page.is_staff
        )
        text = pgettext("letter", "Nothing was recorded: the text changed meanwhile. This is the newest one.")
        return _text_page(fresh, 409, conflict=text)
    if page.is_staff:
        return redirect(page.row.round)
    return redirect(page.address())


def _reloaded(row: Addressee) -> Addressee:
    return Addressee.objects.select_related("round", "state", "organisation", "person").get(pk=row.pk)


def _nameless(page: ClearancePage) -> tuple[str, str] | None:
    if page.given.name:
        return None
    return (
        "given_by" if page.is_staff else "name",
        pgettext("letter", "Please give your name and function."),
    )


def _clear(page: ClearancePage) -> HttpResponse:
    if error := _nameless(page):
        return _text_page(page, 422, name_error=error)
    text_hash = page.request.POST.get("text", "")
    return _answered(page, lambda: actions.clear(page.row.key, text_hash=text_hash, given=page.given))


def _change(page: ClearancePage) -> HttpResponse:
    form, error = _posted(page), _nameless(page)
    if not form.is_valid() or error:
        return _change_page(page, form, 422, name_error=error)
    text_hash, clearance = page.request.POST.get("text", ""), page.clearance
    return _answered(
        page,
        lambda: actions.change(
            page.row.key,
            form.text(clearance.edited),
            text_hash=text_hash,
            reply=form.cleaned_data["reply"],
            given=page.given,
        ),
    )


def _posted(page: ClearancePage) -> ChangeForm:
    return ChangeForm(page.request.POST, page.request.FILES)


def _pictured(page: ClearancePage) -> HttpResponse:
    """Show the form after what a button of the pictures did; nothing is changed until it is sent."""
    if not page.may_answer:
        return _text_page(page, 409)
    form = _posted(page)
    if not form.is_valid():
        return _change_page(page, form, 422)
    return _change_page(page, ChangeForm(initial={name: form[name].value() for name in form.fields}))


def _change_page(page: ClearancePage, form: ChangeForm, status: int = 200, **context: Any) -> HttpResponse:
    return page.render("change", status, form=form, **context)


def _withdraw(page: ClearancePage) -> HttpResponse:
    if error := _nameless(page):
        return page.render("withdraw", 422, name_error=error)
    return _answered(page, lambda: actions.withdraw(page.row.key, given=page.given))


def _undo(page: ClearancePage) -> HttpResponse:
    return _answered(page, lambda: actions.undo_withdrawal(page.row.key))


_ACTS: dict[str, Callable[[ClearancePage], HttpResponse]] = {
    "clear": _clear,
    "change": _change,
    "withdraw": _withdraw,
    "undo": _undo,
}
