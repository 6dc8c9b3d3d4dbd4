"""Looking for people among a million: the directory's own question beside accents taken off five columns."""

import json
import random

from bench import crowd
from bench.report import Report
from bench.stage import stage

# What people look for: names borne by few, by some and by thousands; in Cyrillic; two words that narrow.
ONE_TERM = ("szaboinmann", "gudmundavard", "novakovic", "шевченко", "muller")
TWO_TERMS = ("muller airports", "wojcsen inspector", "асанчук documents", "sorensski training")
KINDS = {"one term": ONE_TERM, "two terms": TWO_TERMS}


def run(*, rounds: int, people: int) -> Report:
    """Every round asks each question both ways in random order, in one process against one database."""
    report = Report(f"Search: {people:,} people, {rounds} rounds, the first hundred of each answer")
    with stage() as ground:
        seconds = crowd.fill(ground, people)
        report.say(f"filled in {seconds:,.0f} s")
        questions = [(kind, words) for kind, all_words in KINDS.items() for words in all_words]
        found = json.loads(
            ground.do("search", str(rounds), json.dumps(random.sample(questions, len(questions))))
        )
    wrong = 0
    for kind in KINDS:
        ours = [value for one in found if one["kind"] == kind for value in one["ours"]]
        ratios = [
            theirs / mine
            for one in found
            if one["kind"] == kind
            for mine, theirs in zip(one["ours"], one["naive"], strict=True)
        ]
        report.ratio(f"{kind}: the directory", [value * 1000 for value in ours], "ms")
        report.ratio(
            f"{kind}: naive", [v * 1000 for o in found if o["kind"] == kind for v in o["naive"]], "ms"
        )
        report.ratio(f"{kind}: the directory against naive", ratios)
    for one in found:
        report.say(f"  {one['words']:<30} {one['hits'][0]:>7,} hits")
        wrong += one["hits"][0] != one["hits"][1]
    report.count("answers that differ", wrong, at_most=0)
    return report
