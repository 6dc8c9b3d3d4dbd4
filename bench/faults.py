"""Kill the worker repeatedly during a dispatch: what is lost, and what arrives twice."""

import time

from bench.environment import Environment, environment, wait_until
from bench.report import Report

PROCESSES = 2
WINDOW = 16


def run(*, kills: int, readers: int) -> Report:
    """Send to `readers` with the portal's own leases and scheduler, through `kills` kill -9 of the worker."""
    report = Report(f"Faults: {kills} kill -9 of the worker in a dispatch to {readers:,} readers")
    with environment() as env:
        env.run("readers", str(readers))
        env.start_worker()
        env.start_beat("nfp_portal.celery")
        env.run("issue")
        pauses = [_kill(env, number * readers // (kills + 2)) for number in range(1, kills + 1)]
        wait_until(lambda: env.open_deliveries() == 0, 180, "The end of the dispatch")
        copies = env.copies()
        recipients = {to for to, _message_id in copies}
        in_doubt = env.query("SELECT count(*) FROM mail_delivery WHERE ambiguous")[0][0]
    report.ratio("from a kill to the next message", pauses, "s")
    report.count("lost", readers - len(recipients), at_most=0)
    report.count("doubled", sum(copies.values()) - len(recipients), at_most=kills * PROCESSES * WINDOW)
    report.count("copies under another Message-ID", len(copies) - len(recipients), at_most=0)
    report.count("shown as in doubt", in_doubt, at_most=kills * PROCESSES * WINDOW)
    return report


def _kill(env: Environment, after: int) -> float:
    """Kill the worker after so many messages; returns the seconds until the next one arrives."""
    wait_until(lambda: env.arrived() >= after, 120, f"Message {after}")
    env.kill("worker")
    killed_at, arrived = time.monotonic(), env.arrived()
    env.start_worker()
    wait_until(lambda: env.arrived() > arrived, 120, "The next message")
    return time.monotonic() - killed_at
