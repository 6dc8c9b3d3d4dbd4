"""The PDF of a report and of an agenda: ours, beside WeasyPrint alone, a new process and Chromium.

Every contender gets the same HTML, composed by the portal from the demonstration. *WeasyPrint alone* is one
process that has imported it: `write_pdf`, no limits, nothing checked.
"""

import json
import random

from bench.environment import Environment, environment
from bench.report import Report

DOCUMENTS = ("report", "agenda")
OURS, BARE, COLD, CHROMIUM = "ours", "WeasyPrint alone", "a new process", "Chromium launched"


def run(*, rounds: int) -> Report:
    report = Report(f"PDF: documents of the 10th meeting, {rounds} rounds")
    with environment() as env:
        env.run("demo")
        took = [_round(env) for _number in range(rounds)]
        again = [float(env.run("reopen")) for _number in range(rounds)]
    for document in DOCUMENTS:
        for contender in took[0][document]:
            values = [each[document][contender] * 1000 for each in took]
            report.ratio(f"{document}: {contender}", values, "ms")
        _compare(report, document, [each[document] for each in took])
    report.ratio("unchanged document, downloaded again", [each * 1000 for each in again], "ms")
    return report


def _round(env: Environment) -> dict[str, dict[str, float]]:
    """Let one process time all contenders in random order, best of a few each."""
    order = random.sample([OURS, BARE, COLD, CHROMIUM], 4)
    times: dict[str, dict[str, float]] = json.loads(env.run("render", *order))
    return times


def _compare(report: Report, document: str, rounds: list[dict[str, float]]) -> None:
    report.ratio(f"{document}: ours against {BARE}", [each[OURS] / each[BARE] for each in rounds])
    for other in (COLD, CHROMIUM):
        if all(other in each for each in rounds):
            report.ratio(f"{document}: {other} against ours", [each[other] / each[OURS] for each in rounds])
