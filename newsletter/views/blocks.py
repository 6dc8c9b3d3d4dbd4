"""Newer facts of a block: what they would change in its text, and to take them in or leave them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from newsletter import actions
from newsletter.models import Piece
from newsletter.views.compose import not_now
from newsletter.views.offers import counts_since
from newsletter.views.offers import newer_facts as newer_facts_buttons
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.changes import Part, changes_between
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.stale import StaleError


def context_of_block(piece: Piece) -> dict[str, Any]:
    """Say on the page of a piece that the portal filled it in, and lead to newer facts; else {}."""
    row = actions.block_of(piece)
    if row is None:
        return {}
    note = " ".join([_("The portal filled this text in; it is yours to edit."), counts_since(row)])
    return {"block_note": note, "block_buttons": list(newer_facts_buttons(row))}


@allow(EDITORS, "GET", "POST")
def newer_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what newer facts change in the text; POST takes them in, or keeps the text as it is."""
    piece = get_object_or_404(Piece.objects.seen_by_editors().select_related("issue"), pk=pk)
    if piece.issue is None or piece.issue.is_frozen:
        return not_now(request, piece.issue.number) if piece.issue else redirect("newsletter:piece", pk)
    if request.method == "POST":
        return _decided(request, piece)
    row = actions.block_of(piece)
    if row is None or not row.has_newer_facts:
        messages.info(request, _("The portal knows of nothing newer."))
        return redirect("newsletter:piece", pk)
    changes = changes_between([Part("body", "", piece.body)], [Part("body", "", row.filled)])
    context = {"piece": piece, "row": row, "changes": changes.changed}
    context["is_typed"] = piece.body != piece.filled_text
    return render(request, "newsletter/newer_facts.html", context)


def _decided(request: HttpRequest, piece: Piece) -> HttpResponse:
    """The form names the revision and the text that the page showed: another one of either is shown again."""
    by, revision = signed_in(request), parse_revision(request.POST.get("revision", "")) or 0
    try:
        if "keep" in request.POST:
            actions.keep_text(piece.pk, revision=revision, by=by)
            message = _("The text stays as it is.")
        else:
            actions.fill_again(piece.pk, revision=revision, seen=request.POST.get("seen", ""), by=by)
            message = _("Filled again with the newer facts.")
    except StaleError:
        messages.error(request, _("It changed while you read it. This is how it is now."))
        return redirect("newsletter:newer_facts", piece.pk)
    except actions.NotNowError:
        return redirect("newsletter:piece", piece.pk)
    messages.success(request, message)
    return redirect("newsletter:piece", piece.pk)
