"""The State of a draft proposes it or gives it up; the secretariat gives it up on behalf of the State."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.initiatives import actions
from exchange.initiatives.models import Initiative, InitiativeStatus
from exchange.initiatives.permissions import is_own, may_give_up
from exchange.initiatives.sections import sections_of
from exchange.initiatives.story import story_of
from exchange.initiatives.views.lookups import (
    draft_to_restore_of,
    given_up_draft_of,
    initiative_of_key,
    refuse,
)
from exchange.initiatives.wording import facts_of, name_of, proposed_by
from exchange.permissions import OF_STATES, any_focal_point, may_edit
from network.permissions import represented_states
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.stale import StaleError


@allow(OF_STATES, "GET", "POST")
def propose_draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what others will read of a draft of the own State, and let them; then lead to the initiative.

    The letter about it may be opened when a colleague has given the draft up.
    """
    if given_up_draft_of(request, key=key) is not None:
        messages.info(request, _("The draft was given up meanwhile."))
        return redirect("exchange:initiatives:list")
    shown = initiative_of_key(request, key)
    if not is_own(shown, list(represented_states(request.user))):
        raise Http404
    if not shown.is_draft:
        return redirect(shown)
    if request.method != "POST":
        return render(request, "exchange/initiatives/propose_draft.html", _as_others_read(shown))
    return _propose(request, shown)


def _propose(request: HttpRequest, shown: Initiative) -> HttpResponse:
    try:
        made = actions.propose_draft(shown, revision=parse_revision(request.POST.get("revision", "")) or 0)
    except StaleError:
        messages.warning(request, _("Somebody changed its words meanwhile. Look at them again."))
        return redirect("exchange:initiatives:propose_draft", shown.key)
    except actions.InitiativeClosedError:
        return refuse(request, shown)
    messages.success(request, _("Proposed. Other States can sponsor it too."))
    return redirect(made)


def _as_others_read(draft: Initiative) -> dict[str, Any]:
    """Return what every focal point reads of a draft that is proposed today."""
    proposed, reader = copy(draft), any_focal_point()
    proposed.status, proposed.proposed_on = InitiativeStatus.PROPOSED, timezone.localdate()
    return {
        "initiative": proposed,
        "proposed_by": proposed_by(proposed),
        "facts": facts_of(proposed),
        "story": story_of(proposed, reader),
        "sections": sections_of(proposed, reader),
    }


@allow(EDITORS | OF_STATES, "GET", "POST")
def give_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask first, then remove a draft; Undo brings it back. One that is given up already is no error."""
    if draft_to_restore_of(request, key) is not None:
        return _given_up(request, key)
    shown = initiative_of_key(request, key)
    if not may_give_up(request.user, shown, list(represented_states(request.user))):
        raise Http404
    if not shown.is_draft:
        return refuse(request, shown)
    if request.method != "POST":
        text = _what_happens(request, shown)
        context = {"initiative": shown, "title": _("Give the draft up"), "text": text}
        return render(request, "exchange/initiatives/confirm.html", context)
    try:
        actions.give_up_draft(shown)
    except actions.InitiativeClosedError:
        return refuse(request, shown)
    return _given_up(request, key)


def _given_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Offer Undo to who may restore it: editors do not restore what its State gave up at the same moment."""
    undo = reverse("exchange:initiatives:restore_draft", args=[key])
    may = draft_to_restore_of(request, key) is not None
    messages.success(request, _("The draft is given up."), extra_tags=f"undo:{undo}" if may else "")
    return redirect("exchange:initiatives:list")


def _what_happens(request: HttpRequest, draft: Initiative) -> str:
    """Say what giving up does, and to the secretariat for whom it does that."""
    state = name_of(next(iter(draft.bodies), ""))
    texts = (
        _("You do this on behalf of %(state)s.") % {"state": state} if may_edit(request.user) else "",
        _("From then on it is on no page; the history of the assessment names it."),
        _(
            "The recommendation that it came of is free again: the State can make another draft of it, "
            "or take its verdict back."
        ),
    )
    return " ".join(filter(None, texts))


@allow(EDITORS | OF_STATES, "POST")
def restore_draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring a draft back that was given up; where there is one of this key, lead to it."""
    there = Initiative.objects.visible_to(request.user).filter(key=key).first()
    if there is not None:
        return redirect(there)
    removed = draft_to_restore_of(request, key)
    if removed is None:
        raise Http404
    made = actions.restore_draft(removed)
    messages.success(request, _("The draft is there again."))
    return redirect(made)
