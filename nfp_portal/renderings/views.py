"""The answer to a request for a document: the PDF, or a page that shows its progress and then opens it."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.access import account_of
from nfp_portal.accounts.models import User
from nfp_portal.audit.views import for_job
from nfp_portal.jobs import disk
from nfp_portal.jobs.models import OPEN_STATES, Job, JobState
from nfp_portal.renderings import actions, notices
from nfp_portal.renderings.documents import Document

RETRY_AFTER = 2
LEDES = {
    JobState.DONE: _("The PDF is ready."),
    JobState.FAILED: _("The PDF could not be made."),
    JobState.WAITING: _("The PDF is being made. This page opens it by itself."),
    JobState.RUNNING: _("The PDF is being made. This page opens it by itself."),
}
PENDING, FAILED = 202, 500
# Notes of failed jobs that everybody may read; others may name files of the server.
PUBLIC_NOTES = (disk.LOST, disk.FULL, actions.CHANGED)


def pdf(request: HttpRequest, document: Document, file_name: str) -> HttpResponseBase:
    """Answer with the document as it is now, requested if necessary."""
    job = actions.request(document, by=account_of(request))
    return for_job(_answer(request, document, job, file_name), job.key)


def _answer(request: HttpRequest, document: Document, job: Job, file_name: str) -> HttpResponseBase:
    if job.state != JobState.DONE:
        return progress(request, document, job)
    if "HX-Request" in request.headers:  # the page of its progress
        return _opening(request, job, request.get_full_path())
    if request.method != "HEAD":
        notices.note_opened(job, by=account_of(request))
    return send(request, job.path, job.digest, file_name)


def send(request: HttpRequest, path: Path, digest: str, file_name: str) -> HttpResponseBase:
    """Send a finished file, unless the browser has the one of this digest."""
    etag = f'"{digest[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    headers = {"ETag": etag, "Content-Type": "application/pdf"}
    return FileResponse(path.open("rb"), filename=file_name, headers=headers)


def note_opened(document: Document, *, by: User | None) -> None:
    """Note that `by` has a document whose file is stored elsewhere, if a rendering of it is there still."""
    job = actions.latest(document) if by else None
    if job is not None:
        notices.note_opened(job, by=by)


def progress(request: HttpRequest, document: Document, job: Job, *, status: int = PENDING) -> HttpResponse:
    """Show how far the document is. The page opens the PDF by itself; a failed job answers 500."""
    if job.state == JobState.DONE and "HX-Request" in request.headers:
        return _opening(request, job, document.url)
    account = account_of(request)
    is_visible = account is not None and Job.objects.visible_to(account).filter(pk=job.pk).exists()
    context = {
        "document": document,
        "job": job,
        "poll_url": f"{job.get_absolute_url()}?open" if is_visible else request.get_full_path(),
        "retry_url": reverse("jobs:retry", args=[job.key]) if is_visible else "",
        "hides_note": not is_visible and job.note not in map(str, PUBLIC_NOTES),
        "is_open": job.state in OPEN_STATES,
        "lede": LEDES[JobState(job.state)],
    }
    failed = job.state == JobState.FAILED
    answer = render(request, "renderings/progress.html", context, status=FAILED if failed else status)
    if job.state in OPEN_STATES:
        answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def _opening(request: HttpRequest, job: Job, url: str) -> HttpResponse:
    """The last answer to the page of a document's progress: the link, which the page follows by itself."""
    context = {"job": job, "opens": url, "result_url": url, "result": _("Open the PDF")}
    return render(request, "components/progress.html", context)
