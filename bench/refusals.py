"""A relay that answers 421 to one recipient in fifty, an issue to all, and a new password meanwhile."""

import time

from bench.report import Report
from bench.stage import Stage, stage, wait_until

# Two in a hundred, each time they are tried.
REFUSED = r"reader\d+(00|50)@"
SLOW = ("--pause", "0.02", "--refuse", REFUSED)
OWNER = "owner@example.org"
RESET_SECONDS = 15


def run(*, readers: int) -> Report:
    """Send to `readers`, and ask for a new password when a tenth has arrived."""
    report = Report(f"Refusals: 421 at RCPT for one in fifty of {readers:,} readers")
    refused = readers // 50
    with stage(*SLOW) as ground:
        ground.do("readers", str(readers))
        ground.do("account", OWNER)
        ground.start_worker()
        ground.start_beat("nfp_portal.celery")
        ground.do("issue")
        wait_until(lambda: ground.arrived() >= readers // 10, 60, "The first tenth")
        waited, before = _wait_for_reset(ground)
        wait_until(lambda: _taken(ground) >= readers - refused, 120, "The end of the dispatch")
        time.sleep(1)  # a copy too many would arrive now
        copies = ground.copies()
        deferred = ground.ask("SELECT count(*) FROM mail_delivery WHERE state = 'deferred'")[0][0]
    recipients = {to for to, _message_id in copies}
    report.ratio("from asking for a password to its mail", [waited], "s")
    report.count("that, in whole seconds", int(waited), at_most=RESET_SECONDS)
    report.say(f"{'messages that had arrived before it':<44} {before:>9,}")
    report.count("lost", readers - refused + 1 - len(recipients), at_most=0)
    report.count("doubled", sum(copies.values()) - len(recipients), at_most=0)
    report.count("to be tried again", deferred, at_most=refused)
    return report


def _wait_for_reset(ground: Stage) -> tuple[float, int]:
    """Give the seconds until the link arrives, and how many messages had arrived by then."""
    asked_at = float(ground.do("reset", OWNER))
    wait_until(lambda: OWNER in ground.log.read_text(), 120, "The mail with the link")
    return time.monotonic() - asked_at, ground.arrived()


def _taken(ground: Stage) -> int:
    return len([to for to, _message_id in ground.copies() if to != OWNER])
