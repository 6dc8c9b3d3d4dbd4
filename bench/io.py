"""A spreadsheet into the directory: the portal beside django-import-export in its bulk mode.

The other one is installed into a folder of its own and never becomes part of the portal.
"""

import random
import subprocess
import sys
from pathlib import Path

from bench import fixtures
from bench.environment import ROOT, Environment, environment
from bench.peers import PEERS, install
from bench.report import Report

# The newest that passed together; what they need beside comes from the portal's own environment.
PACKAGES = ("django-import-export==4.4.3", "tablib==3.10.0", "diff-match-patch==20241021")
NAMES = {
    "ours": "the portal",
    "bulk": "import-export, bulk",
    "validated": "import-export, bulk, validated",
    "bare": "import-export, bulk, bare",
}
_EMPTY = """
    TRUNCATE network_importrow, network_import, network_person, network_personevent, network_agency,
        network_appointment, network_appointmentevent CASCADE
"""
_SAME = """
    SELECT count(*), md5(string_agg(
        concat_ws('|', s.iso2, given_name, family_name, email, telephone, function, unit, languages::text),
        ',' ORDER BY email)) FROM network_person JOIN network_state s ON s.id = state_id
"""
_HISTORY = "SELECT count(*) FROM network_personevent WHERE pgh_context_id IS NOT NULL"


def run(*, rounds: int, rows: int) -> Report:
    report = Report(f"Import: {rows:,} rows with preview and commit, {rounds} rounds")
    rates: dict[str, list[float]] = {name: [] for name in NAMES}
    results = set()
    wrong = 0
    with environment() as env:
        install(*PACKAGES)
        file = env.folder / "people.csv"
        fixtures.write(file, rows)
        for _round in range(rounds):
            for contender in random.sample(list(NAMES), len(NAMES)):
                env.query(_EMPTY)
                rates[contender].append(rows / float(_import(env, contender, file)))
                results.add(env.query(_SAME)[0])
                wrong += rows - env.query(_HISTORY)[0][0]
    for contender, name in NAMES.items():
        report.ratio(name, rates[contender], "rows/s")
    for other in ("bulk", "validated", "bare"):
        pairs = zip(rates["ours"], rates[other], strict=True)
        report.ratio(f"the portal against {NAMES[other]}", [mine / theirs for mine, theirs in pairs])
    report.count("rows lost or doubled", sum(abs(rows - number) for number, _sum in results), at_most=0)
    report.count("different results", len(results) - 1, at_most=0)
    report.count("steps missing in the history", wrong, at_most=0)
    return report


def _import(env: Environment, contender: str, file: Path) -> str:
    command = (sys.executable, "-m", "bench.importers", contender, str(file))
    # The other one sets sequences anew, which the portal's own role may not do.
    owner = env.variables["DATABASE_OWNER_URL"]
    variables = env.variables | {"PYTHONPATH": str(PEERS), "DATABASE_URL": owner}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip()
