"""Editors bring back what was removed from a meeting, and take the latest step of a part back."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.parts import ClockChangeError, RemovedError
from meetings.actions.undoing import CannotComeBackError, Restored, restore_part, undo_step
from meetings.views.conflicts import refuse_published
from meetings.views.kinds import PartOfMeeting
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from network.labels import day_in_words
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError

_REFUSALS: dict[type[Exception], Promise] = {
    StaleError: gettext_lazy("Another change followed: look at it again and change it there."),
    IntegrityError: gettext_lazy(
        "What it said before does not go with what was saved since: change it there instead."
    ),
    ClockChangeError: gettext_lazy("The clocks change at the time it would get: change its times instead."),
}


@allow(EDITORS, "POST")
def restore(request: HttpRequest, slug: str, kind: PartOfMeeting, key: UUID) -> HttpResponse:
    """Bring a removed part back; for one that is there already it is no error."""
    meeting = meeting_of(request, slug)
    try:
        restored = restore_part(kind.model, meeting, key, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    except CannotComeBackError as refusal:
        messages.error(request, str(refusal))
        return redirect(kind.page_url(meeting))
    if restored is None:
        raise Http404
    _say_restored(request, restored)
    return redirect(kind.list_url(restored.part))


def _say_restored(request: HttpRequest, restored: Restored) -> None:
    """Say that it is there, and what was left open because the meeting has no room for it now."""
    if restored.lost_day is not None:
        message = _("Restored without its day: the meeting has no %(day)s now. Give it another day.")
        messages.warning(request, message % {"day": day_in_words(restored.lost_day)})
    elif restored.taken_by is not None:
        message = _("Restored without its times: “%(title)s” is at that time now. Give it others.")
        messages.warning(request, message % {"title": restored.taken_by.title})
    elif restored.lost_times:
        messages.warning(
            request, _("Restored without its times: the clocks change at them now. Give it others.")
        )
    else:
        messages.success(request, _("Restored."))


@allow(EDITORS, "POST")
def undo(request: HttpRequest, slug: str, kind: PartOfMeeting, key: UUID, event: int) -> HttpResponse:
    """Take back the step of this row of history, if it is the part's latest."""
    meeting = meeting_of(request, slug)
    row = get_object_or_404(kind.model._default_manager.filter(meeting=meeting), key=key)  # noqa: SLF001 - Django's documented name
    try:
        undo_step(row, event, by=signed_in(request))
    except RemovedError as removed:
        raise Http404 from removed
    except ReleasedError:
        return refuse_published(request, meeting)
    except CannotComeBackError as refusal:
        messages.error(request, str(refusal))
    except tuple(_REFUSALS) as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
    else:
        messages.success(request, _("Taken back."))
    return redirect(kind.list_url(row))
