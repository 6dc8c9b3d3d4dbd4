"""Give each changing request a name, so that every history row says who and in which act."""

import uuid
from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from nfp_portal.audit.actions import REQUEST


def name_the_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return get_response(request)
        name = uuid.uuid4().hex
        token = REQUEST.set(name)
        try:
            with pghistory.context(user=request.user.pk, request=name, path=request.path):
                return get_response(request)
        finally:
            REQUEST.reset(token)

    return middleware
