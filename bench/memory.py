"""The most memory that a worker process held: few recipients, many, and a message of a megabyte."""

from pathlib import Path

from bench.environment import Environment, environment, wait_until
from bench.report import Report

FEW, MANY = 2_000, 100_000
# What 98,000 further recipients may cost, and sixteen messages at once with what their letter is made of.
MANY_MIB, LARGE_MIB = 5, 64
# In base64 it is a megabyte.
ATTACHED = 740_000


def run() -> Report:
    report = Report("Memory of one worker process: one issue to all readers, one connection")
    with environment() as env:
        few = _most_memory(env, FEW)
        large = _most_memory(env, FEW, ATTACHED)
        many = _most_memory(env, MANY)
    report.add(f"{f'{FEW:,} readers':<44} {few / 1024:>9,.1f} MiB")
    report.count(f"MiB more for {MANY:,} readers", round((many - few) / 1024), at_most=MANY_MIB)
    report.count("MiB more for messages of 1 MB", round((large - few) / 1024), at_most=LARGE_MIB)
    return report


def _most_memory(env: Environment, readers: int, attached: int = 0) -> int:
    """Send to so many by a new worker; returns the largest resident size (KiB) of the process that sends."""
    env.run("readers", str(readers))
    env.reset()
    env.start_worker(processes=1)
    env.run("issue", str(attached))
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
