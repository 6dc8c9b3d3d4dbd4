"""Which function does which kind of work. Each app registers its runners in its tasks module."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nfp_portal.jobs.models import Job


class Report(Protocol):
    """Tell how far the work is, and keep the lease (at least every 30 s).

    Raises `LeaseLostError` when another worker has taken the job over: stop, and leave no trace.
    """

    def __call__(self, done: int, total: int = 0, note: str = "") -> None: ...


Run = Callable[[Job, Report], Path | None]


@dataclass(frozen=True)
class Runner:
    run: Run
    queue: str
    leads_to: Callable[[Job], str]


RUNNERS: dict[str, Runner] = {}


def _nowhere(job: Job) -> str:
    return ""


def runs(kind: str, *, queue: str = "pdf", leads_to: Callable[[Job], str] = _nowhere) -> Callable[[Run], Run]:
    """Register the runner of a kind. It gives the path of its result below MEDIA_ROOT, or None.

    It may be run again after it was killed, and must then do the whole work anew. `leads_to` names the
    address where the finished result is found.
    """

    def register(run: Run) -> Run:
        RUNNERS[kind] = Runner(run, queue, leads_to)
        return run

    return register
