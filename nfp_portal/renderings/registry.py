"""Which kinds of work make a PDF of something, and which of them for one reader alone."""

from collections.abc import Callable

from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import Run, runs

FOR_ONE_READER: dict[str, bool] = {}


def renders(
    kind: str, *, result_url: Callable[[Job], str], for_one_reader: bool = False
) -> Callable[[Run], Run]:
    """Register the runner of a kind of document, as `runs` does; what is for one reader lasts a day."""
    FOR_ONE_READER[kind] = for_one_reader
    return runs(kind, result_url=result_url)
