"""A relay that answers 421 to one recipient in fifty, and a password reset during a dispatch."""

import time

from bench.environment import Environment, environment, wait_until
from bench.report import Report

# Two in a hundred, each time they are tried.
REFUSED = r"reader\d+(00|50)@"
SLOW = ("--pause", "0.02", "--refuse", REFUSED)
OWNER = "owner@example.org"
RESET_SECONDS = 15


def run(*, readers: int) -> Report:
    """Send to `readers`, and ask for a new password when a tenth has arrived."""
    report = Report(f"Refusals: 421 at RCPT for one in fifty of {readers:,} readers")
    refused = readers // 50
    with environment(*SLOW) as env:
        env.run("readers", str(readers))
        env.run("account", OWNER)
        env.start_worker()
        env.start_beat("nfp_portal.celery")
        env.run("issue")
        wait_until(lambda: env.arrived() >= readers // 10, 60, "The first tenth")
        waited, before = _wait_for_reset(env)
        wait_until(lambda: _accepted(env) >= readers - refused, 120, "The end of the dispatch")
        time.sleep(1)  # a copy too many would arrive now
        copies = env.copies()
        deferred = env.query("SELECT count(*) FROM mail_delivery WHERE state = 'deferred'")[0][0]
    recipients = {to for to, _message_id in copies}
    report.ratio("from asking for a password to its mail", [waited], "s")
    report.count("that, in whole seconds", int(waited), at_most=RESET_SECONDS)
    report.add(f"{'messages that had arrived before it':<44} {before:>9,}")
    report.count("lost", readers - refused + 1 - len(recipients), at_most=0)
    report.count("doubled", sum(copies.values()) - len(recipients), at_most=0)
    report.count("to be tried again", deferred, at_most=refused)
    return report


def _wait_for_reset(env: Environment) -> tuple[float, int]:
    """Return the seconds until the link arrives, and how many messages had arrived by then."""
    requested_at = float(env.run("reset", OWNER))
    wait_until(lambda: OWNER in env.log.read_text(), 120, "The mail with the link")
    return time.monotonic() - requested_at, env.arrived()


def _accepted(env: Environment) -> int:
    return len([to for to, _message_id in env.copies() if to != OWNER])
