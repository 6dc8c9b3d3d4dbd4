"""The page of one job: how far it is, where its result lies, and a way to try again."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from nfp_portal.accounts.access import SIGNED_IN, allow
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions
from nfp_portal.jobs.models import Job, State
from nfp_portal.jobs.registry import RUNNERS


def _visible(key: UUID, user: User | AnonymousUser) -> Job:
    """Find the job, or answer 404 to whom it does not concern."""
    jobs = Job.objects.visible_to(user) if isinstance(user, User) else Job.objects.none()
    return get_object_or_404(jobs, key=key)


@allow(SIGNED_IN)
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _visible(key, request.user)
    part = "HX-Request" in request.headers
    return render(request, "components/progress.html" if part else "jobs/job.html", _context(found))


def _context(job: Job) -> dict[str, Any]:
    runner = RUNNERS.get(job.kind)
    leads_to = runner.leads_to(job) if runner and job.state == State.DONE else ""
    return {"job": job, "result_url": leads_to, "retry_url": reverse("jobs:retry", args=[job.key])}


@allow(SIGNED_IN, "POST")
def retry(request: HttpRequest, key: UUID) -> HttpResponse:
    return redirect(actions.retry(_visible(key, request.user)))
