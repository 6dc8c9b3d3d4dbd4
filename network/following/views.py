"""One click on the page of what can be followed; it is taken back by another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from network.following import actions
from network.following.subjects import Subject, subject_named
from nfp_portal.accounts.access import SIGNED_IN, allow, signed_in
from nfp_portal.turns.actions import digest_of
from nfp_portal.turns.models import Digest


@allow(SIGNED_IN, "POST")
def follow(request: HttpRequest, sort: str, key: str) -> HttpResponse:
    subject, user = _subject(sort, key), signed_in(request)
    actions.follow(user, subject.choices)
    text = _("You follow %(title)s: what is new comes with your digest.")
    if digest_of(user) == Digest.NONE:
        text = _("You follow %(title)s. Your digest never comes: choose when under Mail and digest.")
    undo = subject.address("stop_following")
    messages.success(request, text % {"title": subject.title}, extra_tags=f"undo:{undo}")
    return redirect(subject.url)


@allow(SIGNED_IN, "POST")
def stop(request: HttpRequest, sort: str, key: str) -> HttpResponse:
    subject = _subject(sort, key)
    actions.stop_following(signed_in(request), subject.choices)
    undo = subject.address("follow")
    text = _("You no longer follow %(title)s.") % {"title": subject.title}
    messages.success(request, text, extra_tags=f"undo:{undo}")
    return redirect(subject.url)


def _subject(sort: str, key: str) -> Subject:
    subject = subject_named(sort, key)
    if subject is None:
        raise Http404
    return subject
