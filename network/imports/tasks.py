"""What workers do for imports; each may be called twice."""

from network.imports.actions import previews
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import Report, runs


@runs(previews.KIND, queue="default", leads_to=previews.result_url)
def preview_import(job: Job, report: Report) -> None:
    previews.run_preview_job(job, report)
