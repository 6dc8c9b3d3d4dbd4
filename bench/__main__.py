"""Measure on private services: `python -m bench WHAT [--quick] [--json]`."""

import argparse
import sys

from bench import crashes, documents, faults, io, latency, mail, memory, pdf, refusals, search, web
from bench.report import Report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what",
        choices=[
            "mail",
            "latency",
            "memory",
            "faults",
            "refusals",
            "crashes",
            "io",
            "pdf",
            "search",
            "documents",
            "web",
        ],
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds and readers, for a first look")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--readers", type=int, default=1000, help="of mail")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    return _run(arguments).print(as_json=arguments.json)


def _run(arguments: argparse.Namespace) -> Report:
    quick = arguments.quick
    rounds = 2 if quick else arguments.rounds
    people = 20_000 if quick else 1_000_000
    texts = 2_000 if quick else 20_000
    runs = {
        "mail": lambda: mail.run(rounds=rounds, readers=200 if quick else arguments.readers),
        "latency": lambda: latency.run(rounds=rounds, readers=1000 if quick else 4000),
        "memory": memory.run,
        "faults": lambda: faults.run(runs=4 if quick else 60, readers=500),
        "refusals": lambda: refusals.run(readers=200 if quick else 500),
        "crashes": lambda: crashes.run(crashes=5 if quick else 30, readers=1500 if quick else 6000),
        "io": lambda: io.run(rounds=rounds, rows=1000 if quick else 5000),
        "pdf": lambda: pdf.run(rounds=rounds),
        "search": lambda: search.run(rounds=rounds, people=people, documents=texts),
        "documents": lambda: documents.run(rounds=rounds, documents=texts),
        "web": lambda: web.run(rounds=rounds, people=people),
    }
    return runs[arguments.what]()


if __name__ == "__main__":
    sys.exit(main())
