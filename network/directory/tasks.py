"""What workers do for the directory; each may be called twice."""

from pathlib import Path

from network.directory.actions import printing
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import Report
from nfp_portal.renderings.registry import renders


@renders(printing.KIND, leads_to=printing.result_url, for_one_reader=True)
def print_directory(job: Job, report: Report) -> Path:
    return printing.render(job, report)
