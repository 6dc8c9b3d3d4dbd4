"""Whole dispatches through everything that can go wrong at once: what is lost, doubled, or sent unwanted.

Each run has a seed: it decides when workers are killed, Postgres is stopped at once, the broker is emptied or
killed, what the relay does wrong, and who unsubscribes meanwhile. A run waits most of its time, so two go
side by side, each in services of its own: odd seeds by one connection a worker process, even ones by four.
"""

import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from redis import Redis

from bench.environment import Environment, environment, wait_until
from bench.report import Report

PROCESSES = 2
# Of each of the two that go side by side.
CONNECTIONS = (1, 4)
# A worker process that is killed leaves so many of each connection in doubt at most.
WINDOW = 16
# What waits for minutes or hours is let through at once, and the work of a dead worker too.
_HURRY = """
    UPDATE mail_delivery SET due_at = now() WHERE state = 'deferred' AND due_at > now();
    UPDATE mail_relay SET rests_until = now() WHERE rests_until > now();
"""
_END_LEASES = "UPDATE mail_delivery SET due_at = now() WHERE lease_token IS NOT NULL"
_REFUSED = """
    SELECT address FROM mail_delivery
    WHERE state = 'failed' AND letter_id = (SELECT max(id) FROM mail_letter WHERE stream = 'newsletter')
"""
# Locked, so that no worker holds them: from the commit on none of these may leave.
_UNSUBSCRIBE = """
    WITH waiting AS (
        SELECT address FROM mail_delivery WHERE state = 'waiting' AND attempts = 0
        ORDER BY id DESC LIMIT 3 FOR UPDATE SKIP LOCKED
    )
    INSERT INTO mail_suppression (address, stream, reason)
    SELECT address, 'newsletter', 'unsubscribed' FROM waiting ON CONFLICT DO NOTHING RETURNING address
"""


def run(*, runs: int, readers: int) -> Report:
    report = Report(f"Faults: {runs} dispatches to {readers:,} readers through all that can go wrong")
    with ThreadPoolExecutor() as pool:
        shares = [pool.submit(_run_share, share, runs, readers) for share in range(len(CONNECTIONS))]
    totals = sum((share.result() for share in shares), Counter[str]())
    for name in ("kills of a worker", "stops of Postgres", "faults of the broker", "in doubt by the relay"):
        report.add(f"{name:<44} {totals[name]:>9,}")
    report.count("lost", totals["lost"], at_most=0)
    report.count("doubled", totals["doubled"], at_most=totals["may be doubled"])
    report.count("dispatches with more doubled than may be", totals["beyond"], at_most=0)
    report.count("copies under another Message-ID", totals["other Message-IDs"], at_most=0)
    report.count("sent to who had unsubscribed", totals["unwanted"], at_most=0)
    return report


def _run_share(share: int, runs: int, readers: int) -> Counter[str]:
    """Run every second seed, one after the other on the same services; add up what was counted."""
    totals: Counter[str] = Counter()
    with environment() as env:
        env.variables["MAIL_CONNECTIONS"] = str(CONNECTIONS[share])
        env.run("readers", str(readers))
        env.start_worker(processes=PROCESSES)
        env.start_beat()
        for seed in range(share + 1, runs + 1, len(CONNECTIONS)):
            began = time.monotonic()
            counted = _dispatch(env, seed, readers)
            kills = counted["kills of a worker"] * PROCESSES * WINDOW * CONNECTIONS[share]
            bound = counted["may be doubled"] = counted["in doubt by the relay"] + kills
            counted["beyond"] = int(counted["doubled"] > bound)
            totals.update(counted)
            print(f"{seed}: {time.monotonic() - began:.0f} s, {counted}", file=sys.stderr, flush=True)
    return totals


def _dispatch(env: Environment, seed: int, readers: int) -> dict[str, int]:
    """Send one issue through the faults of a seed; returns what was counted."""
    chance = random.Random(seed)  # noqa: S311 - the same faults for the same seed
    env.kill("sink")
    env.reset()
    env.start_sink("--trouble", str(seed), "--pause", "0.002")
    env.query("DELETE FROM mail_suppression")
    env.run("issue")
    counted = {"kills of a worker": 0, "stops of Postgres": 0, "faults of the broker": 0}
    unsubscribed: set[str] = set()
    for part in range(1, 6):
        wait_until(lambda: _hurried(env, part * readers // 8), 120, f"Message of part {part}")  # noqa: B023
        unsubscribed |= {address for (address,) in env.query(_UNSUBSCRIBE)}
        counted[_disturb(env, chance)] += 1
    wait_until(lambda: _is_over(env), 300, "The end")
    time.sleep(0.5)
    return counted | _counted(env, readers, unsubscribed)


def _hurried(env: Environment, number: int) -> bool:
    """Whether so many have arrived, or all is over."""
    return env.arrived() >= number or _is_over(env)


def _is_over(env: Environment) -> bool:
    """Whether nothing is left to send; what waits longer than a run may last is let through."""
    time.sleep(0.1)
    env.query(_HURRY)
    return env.open_deliveries() == 0


def _disturb(env: Environment, chance: random.Random) -> str:
    match chance.choice(["worker", "worker", "postgres", "flush", "broker"]):
        case "worker":
            env.kill("worker")
            env.query(_END_LEASES)
            env.start_worker(processes=PROCESSES)
            return "kills of a worker"
        case "postgres":
            env.kill("postgres")
            env.start_postgres()
            return "stops of Postgres"
        case "flush":
            with Redis(unix_socket_path=env.variables["REDIS_URL"].split("//")[1].split("?")[0]) as broker:
                broker.flushall()
        case _:
            env.kill("broker")
            env.start_broker()
    return "faults of the broker"


def _counted(env: Environment, readers: int, unsubscribed: set[str]) -> dict[str, int]:
    copies = env.copies()
    arrived = {to for to, _message_id in copies}
    refused = {to for (to,) in env.query(_REFUSED)}
    return {
        "lost": readers - len(arrived | refused | unsubscribed),
        "doubled": sum(copies.values()) - len(copies),
        "other Message-IDs": len(copies) - len(arrived),
        "unwanted": len(unsubscribed & arrived),
        "in doubt by the relay": len(env.log.with_suffix(".doubts").read_text().splitlines()),
    }
