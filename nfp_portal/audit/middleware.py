"""Give each request a name, so that every history row and entry says in which act it was written."""

import uuid
from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from nfp_portal.audit.actions import REQUEST


def name_the_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        name = uuid.uuid4().hex
        token = REQUEST.set(name)
        try:
            if request.method in {"GET", "HEAD"}:  # changes no row, so no history asks who did it
                return get_response(request)
            with pghistory.context(user=request.user.pk, request=name, path=request.path):
                return get_response(request)
        finally:
            REQUEST.reset(token)

    return middleware
