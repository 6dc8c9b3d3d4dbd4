"""Search: long documents (`bench.documents`), and a million people beside unaccent on five columns."""

import json
import random

from bench import fake_people
from bench.documents import add as add_documents
from bench.environment import environment
from bench.report import Report

# Names of few, of some and of thousands of people; in Cyrillic; two terms.
ONE_TERM = ("szaboinmann", "gudmundavard", "novakovic", "шевченко", "muller")
TWO_TERMS = ("muller airports", "wojcsen inspector", "асанчук documents", "sorensski training")
KINDS = {"one term": ONE_TERM, "two terms": TWO_TERMS}


def run(*, rounds: int, people: int, documents: int) -> Report:
    """Every round searches in both ways and random order, in one process and one database."""
    report = Report(f"Search: {people:,} people, {rounds} rounds, the first hundred of each answer")
    add_documents(report, rounds=rounds, documents=documents)
    with environment() as env:
        seconds = fake_people.fill(env, people)
        report.add(f"filled in {seconds:,.0f} s")
        questions = [(kind, query) for kind, terms in KINDS.items() for query in terms]
        searches = json.loads(
            env.run("search", str(rounds), json.dumps(random.sample(questions, len(questions))))
        )
    wrong = 0
    for kind in KINDS:
        ours = [value for one in searches if one["kind"] == kind for value in one["ours"]]
        ratios = [
            theirs / mine
            for one in searches
            if one["kind"] == kind
            for mine, theirs in zip(one["ours"], one["naive"], strict=True)
        ]
        report.ratio(f"{kind}: the directory", [value * 1000 for value in ours], "ms")
        report.ratio(
            f"{kind}: naive", [v * 1000 for o in searches if o["kind"] == kind for v in o["naive"]], "ms"
        )
        report.ratio(f"{kind}: the directory against naive", ratios)
    for one in searches:
        report.add(f"  {one['query']:<30} {one['hits'][0]:>7,} hits")
        wrong += one["hits"][0] != one["hits"][1]
    report.count("answers that differ", wrong, at_most=0)
    return report
