"""Work survives whatever is killed in the middle of it: worker, broker, database."""

from collections.abc import Callable, Iterator

import pytest
from redis import Redis

from bench.stage import Stage, stage, wait_until

pytestmark = pytest.mark.faults

READERS = 2000
BATCH_SIZE = 16
PROCESSES = 2


@pytest.fixture(scope="module")
def ground() -> Iterator[Stage]:
    """Give services of our own, which this module may kill, with a worker and a scheduler."""
    with stage("--pause", "0.003") as ready:
        ready.start_worker(processes=PROCESSES)
        ready.start_beat()
        yield ready


def end_leases(ground: Stage, table: str) -> None:
    """Let the minute pass after which the work of a dead worker is taken over."""
    ground.ask(f"UPDATE {table} SET due_at = now() WHERE lease_token IS NOT NULL")


def kill_worker(ground: Stage) -> None:
    ground.kill("worker")
    end_leases(ground, "mail_delivery")
    ground.start_worker(processes=PROCESSES)


def kill_broker(ground: Stage) -> None:
    ground.kill("broker")
    ground.start_broker()


def flush_broker(ground: Stage) -> None:
    with Redis(unix_socket_path=ground.environment["REDIS_URL"].split("//")[1].split("?")[0]) as broker:
        broker.flushall()


def kill_postgres(ground: Stage) -> None:
    ground.kill("postgres")
    ground.start_postgres()


FAULTS: list[Callable[[Stage], None]] = [
    kill_worker,
    kill_postgres,
    kill_broker,
    kill_worker,
    flush_broker,
    kill_postgres,
]


def test_an_issue_reaches_every_reader_whatever_is_killed(ground: Stage) -> None:
    ground.do("readers", str(READERS))
    ground.do("issue")
    for number, fault in enumerate(FAULTS, start=1):
        wait_until(lambda: ground.arrived() >= number * READERS // 8, 30, f"Message of part {number}")  # noqa: B023
        fault(ground)
    wait_until(lambda: sent(ground) == READERS, 100, "The end of the dispatch")

    copies = ground.copies()
    recipients = {to for to, _message_id in copies}
    doubled = sum(copies.values()) - len(copies)
    in_doubt = ground.ask("SELECT count(*) FROM mail_delivery WHERE ambiguous")[0][0]
    assert len(recipients) == READERS  # nothing lost
    assert len(copies) == READERS  # whoever got two copies got them under one Message-ID
    assert in_doubt >= 1  # the worker was killed in the middle
    assert doubled <= min(in_doubt, FAULTS.count(kill_worker) * PROCESSES * BATCH_SIZE)


def sent(ground: Stage) -> int:
    return int(ground.ask("SELECT count(*) FROM mail_delivery WHERE state = 'sent'")[0][0])


def jobs(ground: Stage, state: str) -> int:
    return int(ground.ask(f"SELECT count(*) FROM jobs_job WHERE state = '{state}'")[0][0])


def test_jobs_are_done_whatever_is_killed(ground: Stage) -> None:
    ground.kill("broker")
    ground.do("ask", "4")  # a page works without the broker
    ground.start_broker()
    wait_until(lambda: jobs(ground, "running"), 30, "The first job")
    ground.kill("worker")
    end_leases(ground, "jobs_job")
    ground.start_worker(processes=PROCESSES)
    wait_until(lambda: jobs(ground, "running"), 30, "The next job")
    flush_broker(ground)
    wait_until(lambda: jobs(ground, "done") == 4, 30, "The end of the jobs")
    again = ground.ask("SELECT count(*) FROM jobs_job WHERE attempts > 1")[0][0]
    files = sorted(path.read_text() for path in (ground.folder / "media").glob("*.txt"))
    assert 1 <= again <= PROCESSES
    assert files == ["0", "1", "2", "3"]
