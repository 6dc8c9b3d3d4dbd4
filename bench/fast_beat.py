"""The portal's Celery application with a scheduler that calls the two sweeps every second, and a slow job."""

import time
from pathlib import Path

import django
from django.conf import settings

from nfp_portal.celery import app

django.setup()

from bench import textbook  # noqa: E402, F401 - its tasks, after Django is set up
from nfp_portal.jobs.models import Job  # noqa: E402 - after Django is set up
from nfp_portal.jobs.registry import ReportProgress, runs  # noqa: E402

_SWEEPS = ("send-due-mail", "resume-jobs")
app.conf.beat_schedule = {name: settings.CELERY_BEAT_SCHEDULE[name] | {"schedule": 1} for name in _SWEEPS}


@runs("bench.steps")
def steps(job: Job, report: ReportProgress) -> Path:
    """Take ten steps of a tenth of a second and write a file."""
    for step in range(10):
        report(step, 10, "Stepping")
        time.sleep(0.1)
    path = Path(settings.MEDIA_ROOT) / f"{job.key}.txt"
    path.write_text(job.subject)
    return path
