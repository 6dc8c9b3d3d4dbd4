"""Which editors have an issue or a piece open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from newsletter.models import Issue, Piece
from newsletter.submissions import subject_of
from nfp_portal.accounts.access import EDITORS, allow, polled, signed_in
from nfp_portal.revisions.presence import Others, others_at
from nfp_portal.revisions.views import answer_presence


def others_at_issue(request: HttpRequest, issue: Issue) -> Others:
    url = reverse("newsletter:presence", args=[issue.number])
    return others_at(subject_of(issue), url, signed_in(request))


def others_at_piece(request: HttpRequest, piece: Piece) -> Others:
    url = reverse("newsletter:piece_presence", args=[piece.pk])
    return others_at(f"piece-{piece.pk}", url, signed_in(request))


@polled
@allow(EDITORS, "POST")
def at_issue(request: HttpRequest, number: int) -> HttpResponse:
    return answer_presence(request, subject_of(get_object_or_404(Issue, number=number)))


@polled
@allow(EDITORS, "POST")
def at_piece(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Piece.objects.seen_by_editors(), pk=pk)
    return answer_presence(request, f"piece-{pk}")
