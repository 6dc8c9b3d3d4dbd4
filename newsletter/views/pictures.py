"""A picture of a piece, for who may read the piece."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from newsletter.models import Piece
from newsletter.permissions import may_read_piece
from newsletter.pictures.views import picture_answer
from nfp_portal.accounts.access import ANYONE, allow

# Its bytes never change, but its issue may be withdrawn: caches forget it within an hour.
FOR_EVERYBODY = "public, max-age=3600"
FOR_ONE = "private, no-store"


@allow(ANYONE)
def picture(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    piece = get_object_or_404(Piece.objects.select_related("issue"), pk=pk)
    shown = next((each for each in piece.text.pictures if each.file_name == name), None)
    if shown is None or not may_read_piece(request.user, piece):
        raise Http404
    return picture_answer(shown.digest, FOR_EVERYBODY if piece.is_public else FOR_ONE)
