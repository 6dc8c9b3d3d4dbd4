"""The directory's pages with a hundred focal points and with a million, and pages beside a plain view."""

import json
import random

from bench import fake_people
from bench.environment import Environment, environment
from bench.report import Report

# The pages that show a hundred rows are compared with the directory of a hundred, the map with the map.
HUNDRED = "the directory"
PAGES = {
    HUNDRED: "/network/",
    "one State": "/network/?state=DE",
    "a page in the middle": "/network/?after={middle}",
    "a search": "/network/?q=muller",
    "the map of States": "/states/",
}
OWN_SIZE = "the map of States"
# Pages of the demonstration, each beside the same columns by a plain view (bench/frozen.py).
COMPARED = {"the directory": "/network/", "the States": "/states/", "a meeting": "/meetings/10/"}


def run(*, rounds: int, people: int) -> Report:
    """Two databases stand side by side; every round visits both in random order."""
    report = Report(
        f"Web: pages of 100 and of {people:,} focal points, {rounds} rounds, best of their visits"
    )
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in PAGES}
    with environment() as small, environment() as large:
        report.add(f"filled in {fake_people.fill(small, 100) + fake_people.fill(large, people):,.0f} s")
        for _round in range(rounds):
            took = {env.folder: _visit(env) for env in random.sample((small, large), 2)}
            for name in PAGES:
                compared = name if name == OWN_SIZE else HUNDRED
                times[name].append((took[small.folder][compared], took[large.folder][name]))
    for name, pairs in times.items():
        report.ratio(f"{name}, {people:,}", [many * 1000 for _few, many in pairs], "ms")
        report.ratio(f"{name}: against 100", [many / few for few, many in pairs])
    _compare(report, rounds)
    return report


def _compare(report: Report, rounds: int) -> None:
    """Add how many times longer our pages take than those of the contender."""
    paths = [path for page in COMPARED.values() for path in (page, f"/frozen{page}")]
    with environment() as env:
        env.run("demo")
        took = [json.loads(env.run("visit", *paths)) for _round in range(rounds)]
    for name, page in COMPARED.items():
        ratios = [each[page] / each[f"/frozen{page}"] for each in took]
        report.ratio(f"{name}: ours", [each[page] * 1000 for each in took], "ms")
        report.ratio(f"{name}: against the frozen one", ratios)


def _visit(env: Environment) -> dict[str, float]:
    middle = env.query(
        "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY appointment_id) FROM network_directoryentry"
    )
    paths = {name: path.format(middle=middle[0][0]) for name, path in PAGES.items()}
    took = json.loads(env.run("visit", *paths.values()))
    return {name: took[path] for name, path in paths.items()}
