"""An issue to many readers: the portal's outbox beside one Celery task per recipient."""

import random
import time

from bench.environment import Environment, environment, wait_until
from bench.report import Report

CONTENDERS = ("issue", "textbook")
NAMES = {"issue": "the outbox", "textbook": "one task per recipient"}


def run(*, rounds: int, readers: int) -> Report:
    report = Report(f"Mail: an issue to {readers:,} readers, {rounds} rounds, two worker processes")
    rates: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    lost = doubled = 0
    with environment() as env:
        env.run("readers", str(readers))
        env.start_worker()
        for _round in range(rounds):
            for contender in random.sample(CONTENDERS, len(CONTENDERS)):
                rates[contender].append(_send(env, contender, readers))
                copies = env.copies()
                lost += readers - len({to for to, _message_id in copies})
                doubled += sum(copies.values()) - len({to for to, _message_id in copies})
    for contender in CONTENDERS:
        report.ratio(NAMES[contender], rates[contender], "msg/s")
    ratios = [ours / theirs for ours, theirs in zip(rates["issue"], rates["textbook"], strict=True)]
    report.ratio("the outbox against one task per recipient", ratios)
    report.count("lost", lost, at_most=0)
    report.count("doubled", doubled, at_most=0)
    return report


def _send(env: Environment, contender: str, readers: int) -> float:
    """Send to all; returns messages per second from the first statement to the last arrival."""
    env.reset()
    began = float(env.run(contender))
    wait_until(lambda: env.arrived() >= readers, 300, f"The end of {NAMES[contender]}")
    seconds = time.monotonic() - began
    time.sleep(0.5)  # a copy too many would arrive now
    return readers / seconds
