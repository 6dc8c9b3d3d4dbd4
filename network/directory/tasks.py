"""What workers do for the directory; each may be called twice."""

from pathlib import Path

from network.directory.actions import printing
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.renderings.registry import renders


@renders(printing.KIND, result_url=printing.result_url, for_one_reader=True)
def print_directory(job: Job, report: ReportProgress) -> Path:
    return printing.render(job, report)
