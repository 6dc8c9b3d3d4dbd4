"""The most memory that a worker process held, by the number of recipients of one issue."""

from pathlib import Path

from bench.environment import Environment, environment, wait_until
from bench.report import Report

FEW, MANY = 2_000, 100_000
# What 98,000 further recipients may cost.
MIB = 5


def run() -> Report:
    report = Report(f"Memory: an issue to {FEW:,} and to {MANY:,} readers, one worker process")
    with environment() as env:
        most = {readers: _most_memory(env, readers) for readers in (FEW, MANY)}
    for readers, kib in most.items():
        report.add(f"{f'the worker process, {readers:,} readers':<44} {kib / 1024:>9,.1f} MiB")
    report.count("MiB more for the many", round((most[MANY] - most[FEW]) / 1024), at_most=MIB)
    return report


def _most_memory(env: Environment, readers: int) -> int:
    """Send to so many by a new worker; returns the largest resident size (KiB) of the process that sends."""
    env.run("readers", str(readers))
    env.reset()
    env.start_worker(processes=1)
    env.run("issue")
    wait_until(lambda: env.arrived() >= readers, 300, "The end of the dispatch")
    wait_until(lambda: not env.open_deliveries(), 60, "The last outcome")
    parent = env.children["worker"].process.pid
    [sender] = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    most = _peak(sender)
    env.kill("worker")
    return most


def _peak(process: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
