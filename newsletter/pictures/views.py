"""A picture behind a signed address."""

from django.http import Http404, HttpRequest, HttpResponse

from newsletter.pictures.addresses import digest_of
from newsletter.pictures.models import StoredPicture
from nfp_portal.accounts.access import ANYONE, allow


def picture_answer(digest: str, cache: str) -> HttpResponse:
    """Return the bytes of a picture. Raises `Http404`."""
    row = StoredPicture.objects.filter(digest=digest).first()
    if row is None:
        raise Http404
    headers = {"Cache-Control": cache, "Content-Disposition": "inline"}
    return HttpResponse(bytes(row.content), content_type=f"image/{row.kind}", headers=headers)


@allow(ANYONE)
def signed(_request: HttpRequest, token: str) -> HttpResponse:
    """Show a picture to who was given its address with a form or a text for clearance."""
    digest = digest_of(token)
    if digest is None:
        raise Http404
    return picture_answer(digest, "private, no-store")
