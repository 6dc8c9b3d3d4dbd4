"""What workers do for meetings."""

from pathlib import Path

from meetings.actions import renderings
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.renderings.registry import renders


@renders(renderings.KIND, result_url=renderings.found_at)
def render_document(job: Job, report: ReportProgress) -> Path:
    return renderings.render(job, report)
