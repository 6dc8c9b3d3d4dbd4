"""Give each request an id, which history rows and audit entries store."""

import uuid
from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from nfp_portal.audit.actions import REQUEST


def identify_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        token = REQUEST.set(request_id)
        try:
            if request.method in {"GET", "HEAD"}:  # changes no row, so that no history needs the context
                return get_response(request)
            with pghistory.context(user=request.user.pk, request=request_id, path=request.path):
                return get_response(request)
        finally:
            REQUEST.reset(token)

    return middleware
