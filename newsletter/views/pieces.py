"""The editors' work on each contribution."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsletter import actions, permissions
from newsletter.forms import OwnPieceForm, PieceForm, RefusalForm
from newsletter.models import Issue, Piece, PieceStatus
from newsletter.pictures.forms import is_about_pictures
from newsletter.sections import parts_of_piece
from newsletter.views.blocks import context_of_block
from newsletter.views.compose import not_now
from newsletter.views.histories import history_of_piece
from newsletter.views.presence import others_at_piece
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "GET", "POST")
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    edited = _piece(pk)
    if edited.issue and edited.issue.is_frozen:
        return not_now(request, edited.issue.number)
    form = PieceForm(request.POST or None, request.FILES or None, instance=Piece.objects.get(pk=pk))
    if request.method != "POST" or is_about_pictures(request.POST) or not form.is_valid():
        return _edited(request, edited, form)
    try:
        saved = actions.change_piece(pk, by=signed_in(request), **form.cleaned_data)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except actions.PicturesTooLargeError as excess:
        form.add_error("pictures", excess.sentence)
        return _edited(request, edited, form)
    except actions.NotNowError:
        return _late(request, edited)
    messages.success(request, _("Saved."))
    return redirect(_home_of(saved))


@allow(EDITORS, "GET", "POST")
def write(request: HttpRequest, number: int) -> HttpResponse:
    """Write a piece of the editors' own in an issue."""
    issue = get_object_or_404(Issue, number=number)
    if not permissions.may_edit(request.user, issue):
        return not_now(request, number)
    form = OwnPieceForm(request.POST or None, request.FILES or None, initial={"language": issue.language})
    if request.method != "POST" or is_about_pictures(request.POST) or not form.is_valid():
        return _written(request, issue, form)
    try:
        piece = actions.write_piece(number, by=signed_in(request), **form.cleaned_data)
    except actions.PicturesTooLargeError as excess:
        form.add_error("pictures", excess.sentence)
        return _written(request, issue, form)
    except actions.NotNowError:
        return not_now(request, number)
    messages.success(request, _("Added: %(headline)s.") % {"headline": piece.headline})
    return redirect(_home_of(piece))


def _written(request: HttpRequest, issue: Issue, form: OwnPieceForm) -> HttpResponse:
    context = {"form": form, "issue": issue}
    return render(request, "newsletter/write.html", context, status=422 if form.errors else 200)


def _edited(request: HttpRequest, piece: Piece, form: PieceForm) -> HttpResponse:
    context = {"form": form, "piece": piece, "back": _home_of(piece)}
    context |= {"page": history_of_piece(request, piece), "parts": parts_of_piece(piece)}
    context |= context_of_block(piece) | {"others": others_at_piece(request, piece)}
    return render(request, "newsletter/piece.html", context, status=422 if form.errors else 200)


def _home_of(piece: Piece) -> str:
    """Give the page an editor came from: the issue's, or the list of what was offered."""
    if piece.issue is None:
        return reverse("newsletter:issues")
    return f"{reverse('newsletter:compose', args=[piece.issue.number])}#{piece.anchor}"


def _late(request: HttpRequest, piece: Piece) -> HttpResponse:
    if piece.issue is not None:
        return not_now(request, piece.issue.number)
    messages.error(request, _("Nothing was changed: another editor was faster. Look at it again."))
    return redirect("newsletter:issues")


# In digits: no section has ten thousand pieces.
MOST_DIGITS = 5


@dataclass(frozen=True)
class Act:
    """`message` says that it was done; `do` returns the contribution, or None where nothing was to do."""

    message: Promise
    do: Callable[..., Piece | None]
    takes_steps: bool = False


ACTS = {
    "up": Act(gettext_lazy("Moved: %(headline)s."), partial(actions.move, down=False), takes_steps=True),
    "down": Act(gettext_lazy("Moved: %(headline)s."), partial(actions.move, down=True), takes_steps=True),
    "put-back": Act(gettext_lazy("Taken out of the issue: %(headline)s."), actions.put_back),
}


@allow(EDITORS, "POST")
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Move it within its section, or take it out of its issue."""
    if what not in ACTS:
        raise Http404
    acted = _piece(pk)
    try:
        steps = {"steps": _steps(request)} if ACTS[what].takes_steps else {}
        done = ACTS[what].do(pk, by=signed_in(request), **steps)
    except actions.NotNowError:
        return _late(request, acted)
    if done is not None:
        _say(request, ACTS[what].message, done)
    return redirect(_home_of(acted))


def _steps(request: HttpRequest) -> int:
    """Return how far it was dragged; one step where nothing is said."""
    typed = request.POST.get("steps", "1")
    return int(typed) if typed.isdecimal() and len(typed) < MOST_DIGITS else 1


def _say(request: HttpRequest, message: str | Promise, done: Piece) -> None:
    """Say what was done to a contribution, and offer to undo it."""
    undo_url = reverse("newsletter:piece_undo", args=[done.pk, done.revision])
    messages.success(request, message % {"headline": done.headline}, extra_tags=f"undo:{undo_url}")


@allow(EDITORS, "POST")
def undo(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """Take back the step that made this revision, if it is the latest."""
    acted = _piece(pk)
    try:
        done = actions.undo_step(pk, revision=revision, by=signed_in(request))
    except StaleError:
        messages.error(request, _("Another change followed: look at it again and change it there."))
        return redirect(_home_of(acted))
    except IntegrityError:
        messages.error(request, _("The body it named is no longer recorded: change it on its page instead."))
        return redirect(_home_of(acted))
    except actions.PicturesTooLargeError as excess:
        messages.error(request, excess.sentence)
        return redirect(_home_of(acted))
    except actions.NotNowError as refusal:
        return not_now(request, refusal.issue.number) if refusal.issue else _late(request, acted)
    messages.success(request, _("Taken back."))
    return redirect(_home_of(done))


@allow(EDITORS, "POST")
def accept(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    accepted = _piece(pk)
    get_object_or_404(Issue, number=number)
    try:
        done = actions.accept(pk, number=number, by=signed_in(request))
    except actions.NotClearedError:
        messages.error(request, _("Its State has not cleared this text: send it for clearance first."))
        return redirect("newsletter:piece", pk)
    except actions.PicturesTooLargeError as excess:
        messages.error(request, excess.sentence)
        return redirect("newsletter:piece", pk)
    except actions.NotNowError:
        return not_now(request, number) if accepted.issue is None else _late(request, accepted)
    _say(request, _("Accepted: %(headline)s."), done)
    return redirect(_home_of(done))


@allow(EDITORS, "GET", "POST")
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a piece over for a later issue, or decline it; who wrote it reads the reason."""
    refused = _piece(pk)
    form = RefusalForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "piece": refused, "back": _home_of(refused)}
        return render(request, "newsletter/refuse.html", context, status=422 if form.is_bound else 200)
    holds_over = form.cleaned_data["decision"] == PieceStatus.HELD_OVER
    act = actions.hold_over if holds_over else actions.decline
    try:
        done = act(pk, reason=form.cleaned_data["reason"], by=signed_in(request))
    except actions.NotNowError:
        return _late(request, refused)
    _say(request, _("Held over: %(headline)s.") if holds_over else _("Declined: %(headline)s."), done)
    return redirect(_home_of(done))


def _piece(pk: int) -> Piece:
    return get_object_or_404(Piece.objects.seen_by_editors().select_related("issue"), pk=pk)
