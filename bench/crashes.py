"""Crash Postgres repeatedly during a dispatch, while the worker keeps running."""

import time

from bench.environment import Environment, environment, wait_until
from bench.report import Report


def run(*, crashes: int, readers: int) -> Report:
    """Send to `readers` through `crashes` kill -9 of Postgres; the worker keeps running."""
    report = Report(
        f"Crashes: {crashes} of Postgres in a dispatch to {readers:,} readers, none of the worker"
    )
    with environment("--pause", "0.003") as env:
        env.run("readers", str(readers))
        env.start_worker()
        env.start_beat("nfp_portal.celery")
        env.run("issue")
        pauses = [_crash(env, number * readers // (crashes + 2)) for number in range(1, crashes + 1)]
        wait_until(lambda: env.open_deliveries() == 0, 180, "The end of the dispatch")
        copies = env.copies()
        in_doubt = {address for (address,) in env.query("SELECT address FROM mail_delivery WHERE ambiguous")}
    recipients = {to for to, _message_id in copies}
    doubled = {to for (to, _message_id), times in copies.items() if times > 1}
    report.ratio("from a crash to the next message", pauses, "s")
    report.count("lost", readers - len(recipients), at_most=0)
    report.count("copies under another Message-ID", len(copies) - len(recipients), at_most=0)
    report.add(f"{'doubled':<44} {sum(copies.values()) - len(copies):>9,}")
    report.count("doubled and not shown as in doubt", len(doubled - in_doubt), at_most=0)
    report.add(f"{'shown as in doubt':<44} {len(in_doubt):>9,}")
    return report


def _crash(env: Environment, after: int) -> float:
    """Crash Postgres after so many messages; returns the seconds until the next one arrives."""
    wait_until(lambda: env.arrived() >= after, 120, f"Message {after}")
    env.kill("postgres")
    crashed_at = time.monotonic()
    env.start_postgres()
    arrived = env.arrived()
    wait_until(lambda: env.arrived() > arrived, 120, "The next message")
    return time.monotonic() - crashed_at
