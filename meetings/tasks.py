"""What workers do for meetings."""

from pathlib import Path

from meetings.actions import renderings
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import Report
from nfp_portal.renderings.registry import renders


@renders(renderings.KIND, leads_to=renderings.found_at)
def render_document(job: Job, report: Report) -> Path:
    return renderings.render(job, report)
