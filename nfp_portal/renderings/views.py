"""The two answers to a request for a PDF: the finished file, or its progress."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nfp_portal.audit.views import for_job
from nfp_portal.jobs.models import OPEN_STATES, Job, State

RETRY_AFTER = 2
PENDING, FAILED = 202, 500


def printed(request: HttpRequest, job: Job, name: str) -> HttpResponseBase:
    """Return the finished PDF, or 304 for a client that has it."""
    etag = f'"{job.digest[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return for_job(HttpResponseNotModified(), job.key)
    headers = {"ETag": etag, "Content-Type": "application/pdf"}
    return for_job(FileResponse(job.path.open("rb"), filename=name, headers=headers), job.key)


def under_way(
    request: HttpRequest,
    job: Job,
    template: str = "jobs/job.html",
    /,
    *,
    status: int = PENDING,
    **context: object,
) -> HttpResponse:
    """Return the progress, on a page that refreshes itself; a failed job answers 500."""
    if job.state == State.FAILED and status == PENDING:
        status = FAILED
    context = {"job": job, "retry_url": reverse("jobs:retry", args=[job.key]), **context}
    answer = render(request, template, context, status=status)
    if job.state in OPEN_STATES:
        answer["Retry-After"] = str(RETRY_AFTER)
    return for_job(answer, job.key)
