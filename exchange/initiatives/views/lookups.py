"""Find the initiative that an address names, as far as the reader may see it; 404 for everything else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.initiatives.given_up import is_of_its_state, may_restore
from exchange.initiatives.models import Initiative
from exchange.initiatives.models.initiatives import InitiativeQuerySet
from exchange.permissions import may_edit
from nfp_portal.revisions.history import REMOVED, events_of


def initiative_of(request: HttpRequest, number: int) -> Initiative:
    """Find it by its number, or by one that it had: a draft gets another when it is proposed."""
    rows = _readable(request)
    had_it = events_of(Initiative).filter(number=number).values("pgh_obj_id")
    shown: Initiative | None = rows.filter(number=number).first() or rows.filter(pk__in=had_it).first()
    if shown is None:
        raise Http404
    return shown


def initiative_of_key(request: HttpRequest, key: UUID) -> Initiative:
    """Find a draft by what stays the same when it is proposed, which its number does not."""
    return get_object_or_404(_readable(request), key=key)


def given_up_draft_of(request: HttpRequest, **named: Any) -> Any:
    """Find what a draft of this key or number left in the history, for editors and its State; None else."""
    removed = events_of(Initiative).filter(**named).order_by("pgh_id").last()
    if removed is None or removed.pgh_label != REMOVED:
        return None
    return removed if may_edit(request.user) or is_of_its_state(request.user, removed) else None


def draft_to_restore_of(request: HttpRequest, key: UUID) -> Any:
    """Find what a draft of this key left in the history, for who may bring it back; None else."""
    removed = given_up_draft_of(request, key=key)
    return removed if removed is not None and may_restore(request.user, removed) else None


def refuse(request: HttpRequest, shown: Initiative) -> HttpResponse:
    text, url = happened_meanwhile(shown)
    messages.info(request, text)
    return redirect(url)


def happened_meanwhile(shown: Initiative) -> tuple[str, str]:
    """Return why an act was refused, in words, and where one goes on."""
    if Initiative.objects.filter(pk=shown.pk).exists():
        text = _("The initiative was changed meanwhile, so this was not saved. Look at its last step.")
        return text, shown.get_absolute_url()
    return _("The draft was given up meanwhile, so this was not saved."), reverse("exchange:initiatives:list")


def _readable(request: HttpRequest) -> InitiativeQuerySet:
    rows: InitiativeQuerySet = Initiative.objects.visible_to(request.user)
    rows = rows.with_sponsors().with_invitations()
    return rows.select_related("meeting", "conclusion", "event", "point", "field", "practice")
