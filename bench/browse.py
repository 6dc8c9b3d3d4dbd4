"""Scenarios of the benchmarks of pages and search."""

import json
import random
import time
from collections.abc import Callable

from django.test import Client
from django.test.utils import override_settings

from bench import naive
from network.directory import queries
from nfp_portal.accounts.models import Role, User

VISITS = 15


def seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _ours(query: str) -> None:
    page = queries.page_of(queries.search({"q": query}))
    queries.entries(page.lines, reader=User(role=Role.FOCAL_POINT), on=None)


def search(rounds: str, questions: str) -> None:
    """Search for each query in both ways and random order; prints the seconds and the numbers of hits."""
    searches = [
        {"kind": kind, "query": query, "ours": [], "naive": []} for kind, query in json.loads(questions)
    ]
    ways = {"ours": _ours, "naive": naive.first_hundred}
    for number in range(int(rounds) + 1):  # the first round warms up and does not count
        for one in random.sample(searches, len(searches)):
            for way in random.sample(list(ways), len(ways)):
                took = seconds(lambda way=way, one=one: ways[way](one["query"]))
                if number:
                    one[way].append(took)
    for one in searches:
        one["hits"] = [queries.search({"q": one["query"]}).count(), naive.hits(one["query"])]
    print(json.dumps(searches))


# No test environment: it reports each template, and would slow pages down that are made of many.
@override_settings(ALLOWED_HOSTS=["testserver"], ROOT_URLCONF="bench.frozen")
def visit(*paths: str) -> None:
    """Open each page as a focal point, several times in random order; prints the least seconds by path."""
    reader, _made = User.objects.get_or_create(
        email="reader@example.org", defaults={"role": Role.FOCAL_POINT, "name": "Reader"}
    )
    client = Client()
    client.force_login(reader)
    took: dict[str, list[float]] = {path: [] for path in paths}
    for number in range(VISITS + 1):
        for path in random.sample(paths, len(paths)):
            spent = _visit(client, path)
            if number:
                took[path].append(spent)
    print(json.dumps({path: min(values) for path, values in took.items()}))


def _visit(client: Client, path: str) -> float:
    """Return the seconds that the page took. Raises RuntimeError unless it answers 200."""
    began = time.perf_counter()
    status = client.get(path).status_code
    spent = time.perf_counter() - began
    if status != 200:  # noqa: PLR2004
        raise RuntimeError(f"{path} answered {status}")
    return spent
