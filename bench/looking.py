"""What the benchmarks of the directory do inside the portal's own process."""

import json
import random
import time
from collections.abc import Callable

from django.test import Client
from django.test.utils import setup_test_environment

from bench import naive
from network.directory import queries
from nfp_portal.accounts.models import Role, User

VISITS = 5


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _ours(words: str) -> None:
    page = queries.page_of(queries.search({"q": words}))
    queries.entries(page.lines, reader=User(role=Role.FOCAL_POINT), on=None)


def search(rounds: str, questions: str) -> None:
    """Ask each question both ways in each round, in random order; say the seconds and the numbers of hits."""
    asked = [{"kind": kind, "words": words, "ours": [], "naive": []} for kind, words in json.loads(questions)]
    ways = {"ours": _ours, "naive": naive.first_hundred}
    for number in range(int(rounds) + 1):  # the first round warms up and is not told
        for one in random.sample(asked, len(asked)):
            for way in random.sample(list(ways), len(ways)):
                took = seconds(lambda way=way, one=one: ways[way](one["words"]))
                if number:
                    one[way].append(took)
    for one in asked:
        one["hits"] = [queries.search({"q": one["words"]}).count(), naive.hits(one["words"])]
    print(json.dumps(asked))


def visit(*paths: str) -> None:
    """Open each page as a focal point, several times in random order; say the seconds by path."""
    setup_test_environment()
    reader, _made = User.objects.get_or_create(
        email="reader@example.org", defaults={"role": Role.FOCAL_POINT, "name": "Reader"}
    )
    client = Client()
    client.force_login(reader)
    took: dict[str, list[float]] = {path: [] for path in paths}
    for number in range(VISITS + 1):
        for path in random.sample(paths, len(paths)):
            response: list[int] = []
            spent = seconds(lambda path=path, told=response: told.append(client.get(path).status_code))
            if response != [200]:
                raise RuntimeError(f"{path} answered {response}")
            if number:
                took[path].append(spent)
    print(json.dumps({path: sorted(values)[len(values) // 2] for path, values in took.items()}))
