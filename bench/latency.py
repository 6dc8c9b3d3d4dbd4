"""A relay that takes 20 ms for each message: how much of what its connections can carry the outbox uses."""

from bench.environment import Environment, environment, wait_until
from bench.report import Report

CONNECTIONS = 16
PROCESSES = 2
SECONDS = 0.02
POSSIBLE = CONNECTIONS / SECONDS


def run(*, rounds: int, readers: int) -> Report:
    """Send over all connections at once; no dialogue can be faster than `POSSIBLE` messages a second."""
    report = Report(
        f"Latency: {CONNECTIONS} connections, {SECONDS * 1000:.0f} ms a message, {readers:,} readers"
    )
    with environment("--pause", str(SECONDS)) as env:
        env.variables["MAIL_CONNECTIONS"] = str(CONNECTIONS // PROCESSES)
        env.run("readers", str(readers))
        env.start_worker(processes=PROCESSES)
        rates = [_send(env, readers) for _round in range(rounds)]
    report.ratio("the outbox", rates, "msg/s")
    report.ratio(f"of {POSSIBLE:.0f} msg/s", [rate / POSSIBLE for rate in rates])
    return report


def _send(env: Environment, readers: int) -> float:
    env.reset()
    began = float(env.run("issue"))
    wait_until(lambda: env.arrived() >= readers, 300, "The end of the dispatch")
    return readers / (env.last_arrival() - began)
