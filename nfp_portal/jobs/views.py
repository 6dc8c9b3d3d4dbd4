"""The page of one job: its progress, the link to its result, and a button to try again."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nfp_portal.accounts.access import SIGNED_IN, allow, polled
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.jobs.registry import RUNNERS


def _visible(key: UUID, user: User | AnonymousUser) -> Job:
    """Raises `Http404` for a job of another account."""
    jobs = Job.objects.visible_to(user) if isinstance(user, User) else Job.objects.none()
    return get_object_or_404(jobs, key=key)


@allow(SIGNED_IN)
@polled
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page of a job, or for htmx its progress, which with `?open` opens the result when it is ready."""
    context = _context(_visible(key, request.user))
    if "HX-Request" not in request.headers:
        return render(request, "jobs/job.html", context | {"poll_url": "?open"})
    if "open" not in request.GET:
        return render(request, "components/progress.html", context)
    if context["opens_result"]:
        return render(request, "components/progress.html", context | {"opens": context["result_url"]})
    return render(request, "components/progress.html", context | {"poll_url": request.get_full_path()})


def _context(job: Job) -> dict[str, Any]:
    runner = RUNNERS.get(job.kind)
    result_url = runner.result_url(job) if runner and job.state == JobState.DONE else ""
    opens_result = bool(result_url) and runner is not None and runner.opens_result
    return {
        "job": job,
        "result": _("Open the PDF") if opens_result else "",
        "result_url": result_url,
        "opens_result": opens_result,
        "retry_url": reverse("jobs:retry", args=[job.key]),
    }


@allow(SIGNED_IN, "POST")
def retry(request: HttpRequest, key: UUID) -> HttpResponse:
    return redirect(actions.retry(_visible(key, request.user)))
