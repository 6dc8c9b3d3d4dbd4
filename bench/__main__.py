"""Measure on private services: `python -m bench WHAT [--quick] [--json]`."""

import argparse
import sys

from bench import crashes, faults, io, mail, refusals, search, web
from bench.report import Report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", choices=["mail", "faults", "refusals", "crashes", "io", "search", "web"])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and readers, for a first look")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    return _run(asked).print(as_json=asked.json)


def _run(asked: argparse.Namespace) -> Report:
    if asked.what == "mail":
        return mail.run(rounds=2 if asked.quick else asked.rounds, readers=200 if asked.quick else 1000)
    if asked.what == "io":
        return io.run(rounds=2 if asked.quick else asked.rounds, rows=1000 if asked.quick else 5000)
    if asked.what in {"search", "web"}:
        measured = search if asked.what == "search" else web
        return measured.run(
            rounds=2 if asked.quick else asked.rounds, people=20_000 if asked.quick else 1_000_000
        )
    if asked.what == "refusals":
        return refusals.run(readers=200 if asked.quick else 500)
    if asked.what == "crashes":
        return crashes.run(crashes=5 if asked.quick else 30, readers=1500 if asked.quick else 6000)
    return faults.run(kills=3 if asked.quick else 10, readers=1500 if asked.quick else 5000)


if __name__ == "__main__":
    sys.exit(main())
