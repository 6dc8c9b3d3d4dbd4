"""The files of a practice: sent to its readers, removed and restored by who changes it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from exchange.permissions import CONTRIBUTORS, own_states
from exchange.practices import actions
from exchange.practices.files import address_of
from exchange.practices.models import PracticeFile
from exchange.practices.permissions import may_change_files
from exchange.practices.views.lookups import practice_of
from nfp_portal.accounts.access import ANYONE, allow, hidden_by_sign_in
from nfp_portal.ui.downloads import stored_file


@allow(ANYONE)
@hidden_by_sign_in
def file(request: HttpRequest, slug: str, key: UUID) -> FileResponse:
    """Send the file under the name of its upload; never shown inline."""
    shown = practice_of(request, slug)
    kept = get_object_or_404(shown.files.kept(), key=key)
    return stored_file(kept.file, kept.name)


@allow(CONTRIBUTORS, "POST")
def remove_file(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    removed = _own_file(request, slug, key)
    actions.remove_file(removed)
    undo = address_of(removed.practice, removed, "restore")
    text = _("Removed: %(name)s.") % {"name": removed.name}
    messages.success(request, text, extra_tags=f"undo:{undo}")
    return redirect(removed.practice)


@allow(CONTRIBUTORS, "POST")
def restore_file(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    restored = _own_file(request, slug, key)
    actions.restore_file(restored)
    messages.success(request, _("Restored: %(name)s.") % {"name": restored.name})
    return redirect(restored.practice)


def _own_file(request: HttpRequest, slug: str, key: UUID) -> PracticeFile:
    shown = practice_of(request, slug)
    if not may_change_files(request.user, shown, own_states(request.user)):
        raise Http404
    return get_object_or_404(shown.files.select_related("practice"), key=key)
