"""The two answers to who asks for a PDF: the finished one, or how far it is."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nfp_portal.jobs.models import OPEN_STATES, Job, State

LOOK_AGAIN_AFTER = 2
PENDING, FAILED = 202, 500


def printed(request: HttpRequest, job: Job, name: str) -> HttpResponseBase:
    """The finished PDF; who has it already is not sent it again."""
    etag = f'"{job.digest[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    headers = {"ETag": etag, "Content-Type": "application/pdf"}
    return FileResponse(job.path.open("rb"), filename=name, headers=headers)


def under_way(
    request: HttpRequest,
    job: Job,
    template: str = "jobs/job.html",
    /,
    *,
    status: int = PENDING,
    **context: object,
) -> HttpResponse:
    """How far it is, on a page that looks again by itself; `context` may hold other words for the same.

    What has failed is not on its way: 500 instead of 202.
    """
    if job.state == State.FAILED and status == PENDING:
        status = FAILED
    context = {"job": job, "retry_url": reverse("jobs:retry", args=[job.key]), **context}
    answer = render(request, template, context, status=status)
    if job.state in OPEN_STATES:
        answer["Retry-After"] = str(LOOK_AGAIN_AFTER)
    return answer
