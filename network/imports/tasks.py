"""What workers do for imports; each may be called twice."""

from network.imports.actions import previews
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress, runs


@runs(previews.KIND, queue="default", result_url=previews.result_url)
def preview_import(job: Job, report: ReportProgress) -> None:
    previews.run_preview_job(job, report)
