"""The page on which a State contributes: behind a link, signed in, or by an editor on its behalf.

What a POST does is its button's `act`; GET changes nothing.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import pghistory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from network.labels import state_name
from network.models import Agency
from newsletter.contributions.actions import calls as actions
from newsletter.contributions.actions.calls import Contributor
from newsletter.contributions.forms import ContributionForm, values_of
from newsletter.contributions.models import CallForContributions, Offering
from newsletter.contributions.wording import MARKS, status_for_contributor
from newsletter.models import UNDECIDED, Piece, PieceStatus
from newsletter.pictures.forms import is_about_pictures
from newsletter.pictures.values import in_words
from nfp_portal.links.views import ORIGIN
from nfp_portal.revisions.drafts import draft_kept
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.letters import written_day
from nfp_portal.ui.limits import DAY, count_within

LONGEST_NAME, LONGEST_NOTE = 200, 400
# Files a day behind the links of one State, or from one account; a State with ten texts stays well below.
FILES_A_DAY = 100
OWN_SHOWN = 20


@dataclass(frozen=True)
class OwnPiece:
    """A piece as its contributor sees it, with the addresses of its form and of its clearance."""

    piece: Piece
    key: UUID
    status: str
    mark: str
    change: str
    may_withdraw: bool
    clearance: str


@dataclass
class ContributionPage:
    """A State's contributions as one of its people sees them; `path` leads back to the page."""

    request: HttpRequest
    contributor: Contributor
    call: CallForContributions | None
    base: str
    path: str
    context: Mapping[str, Any]
    agency: Agency | None = None
    is_staff: bool = False
    # Returns the address at which this person clears a piece.
    clearance_url: Callable[[Piece], str] = lambda _piece: ""

    @property
    def by_link(self) -> bool:
        return self.base == "links/base.html"

    def address(self, query: str = "") -> str:
        return f"{self.path}{'&' if '?' in self.path else '?'}{query}" if query else self.path

    @cached_property
    def offerings(self) -> list[Offering]:
        """The pieces of the State in this call, or of the account; newest first."""
        own = self.contributor.offerings().select_related("piece__issue")
        if self.contributor.row is not None:
            own = own.filter(addressee=self.contributor.row)
        return list(own.order_by("-piece__offered_at", "-pk")[:OWN_SHOWN])

    def own_pieces(self) -> list[OwnPiece]:
        return [self._own(each) for each in self.offerings]

    def _own(self, offering: Offering) -> OwnPiece:
        piece = offering.piece
        is_open = piece.status in UNDECIDED
        is_cleared_here = piece.status in {PieceStatus.CLEARANCE, PieceStatus.CLEARED}
        may_change = is_open and piece.status != PieceStatus.CLEARANCE
        return OwnPiece(
            piece,
            offering.key,
            status_for_contributor(piece),
            MARKS[piece.status],
            self.address(f"piece={offering.key}") if may_change else "",
            is_open,
            self.clearance_url(piece) if is_cleared_here else "",
        )

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        row, state = self.contributor.row, self.contributor.state
        own = {
            "base": self.base,
            "call": self.call,
            "state": state_name(state) if state else "",
            "due": written_day(self.call.due_on) if self.call else "",
            "is_staff": self.is_staff,
            "back": self.path,
            "new": self.address("piece=new"),
            "may_say_nothing": row is not None and not row.is_answered and not self._has_offered,
            "has_nothing": row is not None and row.outcome == "nothing" and not self._has_offered,
            "language_of_call": "en",
        }
        shown = {**self.context, **own, **context}
        return render(self.request, f"newsletter/contributions/{template}.html", shown, status=status)

    @property
    def _has_offered(self) -> bool:
        idle = {PieceStatus.DRAFT, PieceStatus.WITHDRAWN}
        return any(each.piece.status not in idle for each in self.offerings)


def show_or_act(page: ContributionPage) -> HttpResponse:
    """Raises `RoundClosedError`, `NoLongerAskedError`."""
    if page.request.method == "POST":
        with pghistory.context(**ORIGIN if page.by_link else {}):
            if is_about_pictures(page.request.POST):
                return _pictured(page)
            return _ACTS.get(page.request.POST.get("act", ""), _save)(page)
    asked_for = page.request.GET.get("piece", "")
    row = page.contributor.row
    has_something = any(each.piece.status != PieceStatus.DRAFT for each in page.offerings)
    has_something = has_something or (row is not None and row.is_answered)
    if has_something and not asked_for:
        return own_page(page)
    return form_page(page, _form_of(page, asked_for))


def own_page(page: ContributionPage, *, is_closed: bool = False) -> HttpResponse:
    """List what the State wrote, and what became of it."""
    return page.render("own", pieces=page.own_pieces(), is_closed=is_closed)


def _form_of(page: ContributionPage, asked_for: str) -> ContributionForm:
    """Return the form of a piece that is theirs and may be changed, or a new one."""
    state = page.contributor.state
    if asked_for in {"", "new"}:
        draft = next((each for each in page.offerings if each.piece.status == PieceStatus.DRAFT), None)
        if draft is None or asked_for == "new":
            own = {"agency": page.agency.pk} if page.agency else {}
            return ContributionForm(state=state, initial=own | {"language": _language(page), "revision": 1})
        return _filled(page, draft)
    offering = next((each for each in page.offerings if str(each.key) == asked_for), None)
    if offering is None or offering.piece.status not in UNDECIDED - {PieceStatus.CLEARANCE}:
        raise Http404
    return _filled(page, offering)


def _filled(page: ContributionPage, offering: Offering) -> ContributionForm:
    initial = values_of(offering.piece) | {"key": offering.key}
    return ContributionForm(state=page.contributor.state, initial=initial)


def _language(page: ContributionPage) -> str:
    return str(page.context.get("language") or "en")


def form_page(
    page: ContributionPage, form: ContributionForm, status: int = 200, **context: Any
) -> HttpResponse:
    offering = next((each for each in page.offerings if str(each.key) == str(form["key"].value())), None)
    is_offered = offering is not None and offering.piece.status != PieceStatus.DRAFT
    return page.render(
        "write",
        status,
        form=form,
        is_offered=is_offered,
        autosaves=not is_offered and not page.is_staff,
        cancel_url=page.path if page.offerings else "",
        **context,
    )


def _save(page: ContributionPage) -> HttpResponse:
    """Keep the draft; the script of the page asks for no page in answer."""
    form = _posted(page, is_draft=True)
    is_quiet = "quiet" in page.request.POST
    if not form.is_valid():
        return HttpResponse(status=422) if is_quiet else form_page(page, form, 422)
    try:
        piece = _write(page, form, offers=False)
    except (StaleError, actions.PieceDecidedError, actions.NotTheirsError):
        return HttpResponse(status=409) if is_quiet else redirect(page.address())
    return draft_kept(revision=piece.revision) if is_quiet else redirect(page.address())


def _pictured(page: ContributionPage) -> HttpResponse:
    """Show the form after what a button of the pictures did. A draft is saved, an offered text is not."""
    form = _posted(page, is_draft=True)
    if not form.is_valid():
        return form_page(page, form, 422)
    data: Any = form.data
    typed = data.copy()
    with suppress(StaleError, actions.PieceDecidedError, actions.NotTheirsError):
        typed["revision"] = str(_write(page, form, offers=False).revision)
    typed["key"] = str(form.cleaned_data["key"])
    vars(page).pop("offerings", None)
    initial = {name: typed.get(name, "") for name in form.fields} | {"pictures": form["pictures"].value()}
    return form_page(page, ContributionForm(state=page.contributor.state, initial=initial))


def _posted(page: ContributionPage, *, is_draft: bool = False) -> ContributionForm:
    """Read the form; where too many files came today, without its files."""
    request, state = page.request, page.contributor.state
    refused = [] if _may_upload(page) else list(request.FILES)
    form = ContributionForm(
        request.POST, None if refused else request.FILES, state=state, is_draft=is_draft or bool(refused)
    )
    if refused and form.is_bound:
        form.full_clean()
        form.add_error("file" if "file" in refused else "pictures", _too_many_files())
    return form


def _may_upload(page: ContributionPage) -> bool:
    number = sum(len(files) for _name, files in page.request.FILES.lists())
    if page.is_staff or not number:
        return True
    row, by = page.contributor.row, page.contributor.given.by
    who = f"row-{row.pk}" if row else f"account-{by.pk if by else ''}"
    return count_within(f"contributed-files-{who}", number, most=FILES_A_DAY, seconds=DAY)


def _too_many_files() -> str:
    text = pgettext(
        "letter",
        "More than %(number)d files came within a day: this one was not taken. Paste the text, or try again"
        " tomorrow.",
    )
    return text % {"number": FILES_A_DAY}


def _write(page: ContributionPage, form: ContributionForm, *, offers: bool) -> Piece:
    key, revision = form.cleaned_data["key"], form.cleaned_data["revision"]
    return actions.save_piece_of(page.contributor, key, form.facts(), revision=revision, offers=offers)


def _send(page: ContributionPage) -> HttpResponse:
    form = _posted(page)
    nameless = _nameless(page)
    if not form.is_valid() or nameless:
        return form_page(page, form, 422, name_error=nameless)
    try:
        _write(page, form, offers=True)
    except StaleError as stale:
        return _conflict(page, form, stale)
    except actions.NotTheirsError as error:
        raise Http404 from error
    except actions.PieceDecidedError:
        return form_page(page, form, 409, conflict=_decided())
    return redirect(_after(page))


def _conflict(page: ContributionPage, form: ContributionForm, stale: StaleError) -> HttpResponse:
    """Show what somebody else saved beside what was typed; sent again, what was typed counts."""
    typed = page.request.POST.copy()
    typed["revision"] = str(stale.row.revision)
    again = ContributionForm(typed, state=page.contributor.state)
    text = pgettext(
        "letter",
        "Somebody else saved another version meanwhile. What differs is shown; what you send counts.",
    )
    written = form.cleaned_data
    theirs = [
        (str(form.fields[name].label), in_words(value) if name == "pictures" else value)
        for name, value in stale.row.text.to_json().items()
        if name in form.fields and value != written.get(name)
    ]
    return form_page(page, again, 409, conflict=text, theirs=theirs)


def _decided() -> str:
    return pgettext("letter", "The editors have decided on this text: it can no longer be changed here.")


def _nothing(page: ContributionPage) -> HttpResponse:
    if nameless := _nameless(page):
        return form_page(page, _posted(page, is_draft=True), 422, name_error=nameless)
    try:
        actions.report_nothing(page.contributor)
    except actions.PiecesOfferedError:
        return redirect(page.address())
    return redirect(_after(page))


def _nameless(page: ContributionPage) -> tuple[str, str] | None:
    """Return the field that names who writes, and what is wrong with it."""
    if page.contributor.given.name or (page.contributor.given.by is not None and not page.is_staff):
        return None
    return (
        "given_by" if page.is_staff else "name",
        pgettext("letter", "Please give your name and function."),
    )


def _after(page: ContributionPage) -> str:
    """Editors go on with the board."""
    row = page.contributor.row
    return row.round.get_absolute_url() if page.is_staff and row else page.address()


def _withdraw(page: ContributionPage) -> HttpResponse:
    return _on_own(page, actions.withdraw)


def _offer_again(page: ContributionPage) -> HttpResponse:
    return _on_own(page, actions.offer_again)


def _on_own(page: ContributionPage, act: Callable[[Contributor, UUID], object]) -> HttpResponse:
    try:
        act(page.contributor, UUID(page.request.POST.get("key", "")))
    except (ValueError, Offering.DoesNotExist, actions.NotTheirsError) as error:
        raise Http404 from error
    except actions.PieceDecidedError:
        return page.render("own", 409, pieces=page.own_pieces(), conflict=_decided(), is_closed=False)
    return redirect(page.address())


_ACTS: dict[str, Callable[[ContributionPage], HttpResponse]] = {
    "send": _send,
    "nothing": _nothing,
    "save": _save,
    "withdraw": _withdraw,
    "restore": _offer_again,
}
