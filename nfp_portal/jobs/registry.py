"""The runner of each kind of job. Each app registers its runners in its tasks module."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nfp_portal.jobs.models import PRIVATE_KINDS, Job


class ReportProgress(Protocol):
    """Store the progress and renew the lease; to be called at least every 30 s.

    Raises `LeaseLostError` when another worker has claimed the job: the runner stops and removes its files.
    """

    def __call__(self, done: int, total: int = 0, note: str = "") -> None: ...


def no_progress(done: int, total: int = 0, note: str = "") -> None:
    """For work that nobody watches."""


Run = Callable[[Job, ReportProgress], Path | None]


@dataclass(frozen=True)
class Runner:
    run: Run
    queue: str
    result_url: Callable[[Job], str]
    opens_result: bool = False


RUNNERS: dict[str, Runner] = {}


def _no_url(job: Job) -> str:
    return ""


def runs(
    kind: str,
    *,
    queue: str = "pdf",
    result_url: Callable[[Job], str] = _no_url,
    opens_result: bool = False,
    is_private: bool = False,
) -> Callable[[Run], Run]:
    """Register the runner of a kind; it returns the path of its result below MEDIA_ROOT, or None.

    A job whose worker was killed is run again, and the runner then does the whole work anew. `result_url`
    returns the address of the finished result, which the page of the job opens by itself if `opens_result`.
    Only who requested a job of a kind that `is_private` sees it.
    """
    if is_private:
        PRIVATE_KINDS.add(kind)

    def register(run: Run) -> Run:
        RUNNERS[kind] = Runner(run, queue, result_url, opens_result)
        return run

    return register
