"""An issue to many readers: the portal's outbox, two others, and the dialogue alone, on the same sink.

`MAIL_CONNECTIONS` of the environment is how many connections each of the two worker processes holds.
"""

import os
import random
import subprocess
import sys
import time

from bench.environment import ROOT, Environment, environment, wait_until
from bench.peers import PEERS, install
from bench.report import Report

NAMES = {
    "issue": "the outbox",
    "textbook": "one task per recipient",
    "post_office": "django-post-office",
    "smtplib": "smtplib, ready bytes, no database",
    "batches": "the limit: batches, no database",
}


def run(*, rounds: int, readers: int) -> Report:
    connections = 2 * int(os.environ.get("MAIL_CONNECTIONS", "1"))
    report = Report(
        f"Mail: an issue to {readers:,} readers, {rounds} rounds, two processes, {connections} connections"
    )
    rates: dict[str, list[float]] = {name: [] for name in NAMES}
    lost = doubled = 0
    with environment() as env:
        _prepare(env, readers)
        for _round in range(rounds):
            for contender in random.sample(list(NAMES), len(NAMES)):
                rates[contender].append(_send(env, contender, readers))
                copies = env.copies()
                recipients = len({to for to, _message_id in copies})
                lost += (readers - recipients) if contender == "issue" else 0
                doubled += (sum(copies.values()) - recipients) if contender == "issue" else 0
    for contender, name in NAMES.items():
        report.ratio(name, rates[contender], "msg/s")
    for other in [name for name in NAMES if name != "issue"]:
        ratios = [ours / theirs for ours, theirs in zip(rates["issue"], rates[other], strict=True)]
        report.ratio(f"the outbox against {NAMES[other]}", ratios)
    report.count("lost by the outbox", lost, at_most=0)
    report.count("doubled by the outbox", doubled, at_most=0)
    return report


def _prepare(env: Environment, readers: int) -> None:
    install("django-post-office==3.12.0")
    owner = env.variables | _of_peers() | {"DATABASE_URL": env.variables["DATABASE_OWNER_URL"]}
    command = (sys.executable, "-m", "django", "migrate", "post_office", "--verbosity", "0")
    subprocess.run(command, cwd=ROOT, env=owner, check=True)
    env.run("readers", str(readers))
    env.start_worker()


def _of_peers() -> dict[str, str]:
    return {"PYTHONPATH": f"{PEERS}:{ROOT}", "DJANGO_SETTINGS_MODULE": "bench.peer_settings"}


def _send(env: Environment, contender: str, readers: int) -> float:
    """Send to all; returns messages per second from the first statement to the last arrival."""
    env.reset()
    began = float(_begin(env, contender, readers))
    wait_until(lambda: env.arrived() >= readers, 300, f"The end of {NAMES[contender]}")
    seconds = env.last_arrival() - began
    time.sleep(0.5)  # a copy too many would arrive now
    return readers / seconds


def _begin(env: Environment, contender: str, readers: int) -> str:
    """Start the contender; returns when it began. Those without a worker have ended then."""
    if contender == "post_office":
        owner = {"DATABASE_URL": env.variables["DATABASE_OWNER_URL"]}
        return env.call("bench.post_office", variables=_of_peers() | owner)
    if contender in {"smtplib", "batches"}:
        return env.call("bench.dialogues", contender, str(readers))
    return env.run(contender)
