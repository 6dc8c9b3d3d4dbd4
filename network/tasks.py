"""What workers do for the directory."""

from network.actions import imports
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import Report, runs


@runs(imports.KIND, queue="default", leads_to=imports.found_at)
def preview_import(job: Job, report: Report) -> None:
    imports.preview_by_job(job, report)
