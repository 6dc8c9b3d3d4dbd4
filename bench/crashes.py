"""Crash Postgres in the middle of a dispatch, again and again, while the worker lives on."""

import time

from bench.report import Report
from bench.stage import Stage, stage, wait_until


def run(*, crashes: int, readers: int) -> Report:
    """Send to `readers` through `crashes` kill -9 of Postgres; nobody kills the worker."""
    report = Report(
        f"Crashes: {crashes} of Postgres in a dispatch to {readers:,} readers, none of the worker"
    )
    with stage("--pause", "0.003") as ground:
        ground.do("readers", str(readers))
        ground.start_worker()
        ground.start_beat("nfp_portal.celery")
        ground.do("issue")
        pauses = [_crash(ground, number * readers // (crashes + 2)) for number in range(1, crashes + 1)]
        wait_until(lambda: ground.open_deliveries() == 0, 180, "The end of the dispatch")
        copies = ground.copies()
        in_doubt = {address for (address,) in ground.ask("SELECT address FROM mail_delivery WHERE ambiguous")}
    recipients = {to for to, _message_id in copies}
    doubled = {to for (to, _message_id), times in copies.items() if times > 1}
    report.ratio("from a crash to the next message", pauses, "s")
    report.count("lost", readers - len(recipients), at_most=0)
    report.count("copies under another Message-ID", len(copies) - len(recipients), at_most=0)
    report.say(f"{'doubled':<44} {sum(copies.values()) - len(copies):>9,}")
    report.count("doubled and not shown as in doubt", len(doubled - in_doubt), at_most=0)
    report.say(f"{'shown as in doubt':<44} {len(in_doubt):>9,}")
    return report


def _crash(ground: Stage, after: int) -> float:
    """Crash it once so many messages have arrived; give the seconds until one arrives after its return."""
    wait_until(lambda: ground.arrived() >= after, 120, f"Message {after}")
    ground.kill("postgres")
    crashed_at = time.monotonic()
    ground.start_postgres()
    arrived = ground.arrived()
    wait_until(lambda: ground.arrived() > arrived, 120, "The next message")
    return time.monotonic() - crashed_at
