"""Work survives whatever is killed in the middle of it: worker, broker, database."""

from collections.abc import Callable, Iterator

import pytest
from redis import Redis

from bench.environment import Environment, environment, wait_until

pytestmark = pytest.mark.faults

READERS = 2000
WINDOW = 16
PROCESSES = 2


@pytest.fixture(scope="module")
def env() -> Iterator[Environment]:
    """Give services of our own, which this module may kill, with a worker and a scheduler."""
    with environment("--pause", "0.003") as ready:
        ready.start_worker(processes=PROCESSES)
        ready.start_beat()
        yield ready


def end_leases(env: Environment, table: str) -> None:
    """Let the minute pass after which the work of a dead worker is taken over."""
    env.query(f"UPDATE {table} SET due_at = now() WHERE lease_token IS NOT NULL")


def kill_worker(env: Environment) -> None:
    env.kill("worker")
    end_leases(env, "mail_delivery")
    env.start_worker(processes=PROCESSES)


def kill_broker(env: Environment) -> None:
    env.kill("broker")
    env.start_broker()


def flush_broker(env: Environment) -> None:
    with Redis(unix_socket_path=env.variables["REDIS_URL"].split("//")[1].split("?")[0]) as broker:
        broker.flushall()


def kill_postgres(env: Environment) -> None:
    env.kill("postgres")
    env.start_postgres()


FAULTS: list[Callable[[Environment], None]] = [
    kill_worker,
    kill_postgres,
    kill_broker,
    kill_worker,
    flush_broker,
    kill_postgres,
]


def test_an_issue_reaches_every_reader_whatever_is_killed(env: Environment) -> None:
    env.run("readers", str(READERS))
    env.run("issue")
    for number, fault in enumerate(FAULTS, start=1):
        wait_until(lambda: env.arrived() >= number * READERS // 8, 30, f"Message of part {number}")  # noqa: B023
        fault(env)
    wait_until(lambda: sent(env) == READERS, 100, "The end of the dispatch")

    copies = env.copies()
    recipients = {to for to, _message_id in copies}
    doubled = sum(copies.values()) - len(copies)
    in_doubt = env.query("SELECT count(*) FROM mail_delivery WHERE ambiguous")[0][0]
    assert len(recipients) == READERS  # nothing lost
    assert len(copies) == READERS  # whoever got two copies got them under one Message-ID
    assert in_doubt >= 1  # the worker was killed in the middle
    assert doubled <= min(in_doubt, FAULTS.count(kill_worker) * PROCESSES * WINDOW)


def sent(env: Environment) -> int:
    return int(env.query("SELECT count(*) FROM mail_delivery WHERE state = 'sent'")[0][0])


def jobs(env: Environment, state: str) -> int:
    return int(env.query(f"SELECT count(*) FROM jobs_job WHERE state = '{state}'")[0][0])


def test_jobs_are_done_whatever_is_killed(env: Environment) -> None:
    env.kill("broker")
    env.run("request_jobs", "4")  # a page works without the broker
    env.start_broker()
    wait_until(lambda: jobs(env, "running"), 30, "The first job")
    env.kill("worker")
    end_leases(env, "jobs_job")
    env.start_worker(processes=PROCESSES)
    wait_until(lambda: jobs(env, "running"), 30, "The next job")
    flush_broker(env)
    wait_until(lambda: jobs(env, "done") == 4, 30, "The end of the jobs")
    again = env.query("SELECT count(*) FROM jobs_job WHERE attempts > 1")[0][0]
    files = sorted(path.read_text() for path in (env.folder / "media").glob("*.txt"))
    assert 1 <= again <= PROCESSES
    assert files == ["0", "1", "2", "3"]
