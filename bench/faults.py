"""Kill the worker in the middle of a dispatch, again and again: what is lost, and what arrives twice."""

import time

from bench.report import Report
from bench.stage import Stage, stage, wait_until

PROCESSES = 2
BATCH_SIZE = 16


def run(*, kills: int, readers: int) -> Report:
    """Send to `readers` with the portal's own leases and scheduler, through `kills` kill -9 of the worker."""
    report = Report(f"Faults: {kills} kill -9 of the worker in a dispatch to {readers:,} readers")
    with stage() as ground:
        ground.do("readers", str(readers))
        ground.start_worker()
        ground.start_beat("nfp_portal.celery")
        ground.do("issue")
        pauses = [_kill(ground, number * readers // (kills + 2)) for number in range(1, kills + 1)]
        wait_until(lambda: ground.open_deliveries() == 0, 180, "The end of the dispatch")
        copies = ground.copies()
        recipients = {to for to, _message_id in copies}
        in_doubt = ground.ask("SELECT count(*) FROM mail_delivery WHERE ambiguous")[0][0]
    report.ratio("from a kill to the next message", pauses, "s")
    report.count("lost", readers - len(recipients), at_most=0)
    report.count("doubled", sum(copies.values()) - len(recipients), at_most=kills * PROCESSES * BATCH_SIZE)
    report.count("copies under another Message-ID", len(copies) - len(recipients), at_most=0)
    report.count("shown as in doubt", in_doubt, at_most=kills * PROCESSES * BATCH_SIZE)
    return report


def _kill(ground: Stage, after: int) -> float:
    """Kill the worker once so many messages have arrived; give the seconds until the next one arrives."""
    wait_until(lambda: ground.arrived() >= after, 120, f"Message {after}")
    ground.kill("worker")
    killed_at, arrived = time.monotonic(), ground.arrived()
    ground.start_worker()
    wait_until(lambda: ground.arrived() > arrived, 120, "The next message")
    return time.monotonic() - killed_at
