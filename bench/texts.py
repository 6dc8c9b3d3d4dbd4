"""Long documents in an invented language, and two ways of searching them.

Half are practices, half are pieces of the newsletter. Words are as frequent as in a language: the nth most
frequent has a share of one in n (Zipf).
"""

import json
import random
import uuid
from collections.abc import Sequence
from itertools import accumulate, product
from typing import Any

from django.db import connection
from django.http import QueryDict

from bench.browse import seconds
from exchange.practices.models import Practice
from exchange.practices.searchable import TABLE as PRACTICES
from network.models.search_vectors import index_scans
from network.search.queries import Query
from network.search.results import search
from newsletter.models import Piece
from newsletter.searchable import PIECES
from nfp_portal.accounts.models import Role, User

WORDS_OF_A_DOCUMENT = 1_500
_BEGINNINGS = (
    "ba",
    "do",
    "fe",
    "gru",
    "hi",
    "ka",
    "lo",
    "mer",
    "ni",
    "po",
    "qua",
    "re",
    "sa",
    "tro",
    "vi",
    "zu",
)
_MIDDLES = ("l", "nd", "r", "st", "m", "ff", "k", "nt", "rg", "v")
_ENDINGS = ("a", "en", "ilo", "ost", "um", "es", "aro", "it", "on", "ek", "ura", "ax")
VOCABULARY = ["".join(parts) for parts in product(_BEGINNINGS, _MIDDLES, _BEGINNINGS, _ENDINGS)]
random.Random(1).shuffle(VOCABULARY)  # noqa: S311 - the same words in each run
# By rank: words of nearly all documents, of every tenth, of a few; several words; a beginning; no word.
QUERIES = (
    *(VOCABULARY[rank] for rank in (0, 20, 400, 2_000, 9_000, 20_000)),
    f"{VOCABULARY[3]} {VOCABULARY[5]}",
    f"{VOCABULARY[30]} {VOCABULARY[900]}",
    f"{VOCABULARY[700]} {VOCABULARY[4_000]} {VOCABULARY[12]}",
    VOCABULARY[1_500][:5],
    "xylofanto",
)
_ILIKE = """
    SELECT id, title, day, count(*) OVER () FROM (
        SELECT id, title, published_at AS day, summary || worked || failed || proof AS body
        FROM exchange_practice WHERE withdrawn_at IS NULL AND published_at IS NOT NULL
        UNION ALL SELECT c.id, headline, i.released_at, body FROM newsletter_piece c
        JOIN newsletter_issue i ON i.id = c.issue_id WHERE i.released_at <= now()
    ) AS texts WHERE {conditions} ORDER BY day DESC LIMIT 20
"""


def write(number: str) -> None:
    """Write so many documents."""
    draws = random.Random(2)  # noqa: S311 - the same texts in each run
    shares = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
    halves = int(number) // 2
    for begin in range(0, halves, 500):
        some = range(begin, min(begin + 500, halves))
        _practices(some, draws, shares)
        _pieces(some, draws, shares)


def _text(draws: random.Random, shares: Sequence[float], number: int) -> str:
    return " ".join(draws.choices(VOCABULARY, cum_weights=shares, k=number))


def _practices(numbers: range, draws: random.Random, shares: Sequence[float]) -> None:
    first = Practice.objects.published().order_by("pk").first()
    assert first is not None  # noqa: S101 - the demonstration has some
    kept = {"state", "stage", "mechanism", "audience", "published_at", "confirmed_on", "language"}
    shared = {name: getattr(first, name) for name in kept}
    third = WORDS_OF_A_DOCUMENT // 3
    Practice.objects.bulk_create(
        Practice(
            slug=f"document-{number}",
            title=_text(draws, shares, 6),
            summary=_text(draws, shares, third),
            worked=_text(draws, shares, third),
            failed=_text(draws, shares, third),
            **shared,
        )
        for number in numbers
    )


def _pieces(numbers: range, draws: random.Random, shares: Sequence[float]) -> None:
    first = Piece.objects.filter(issue__released_at__isnull=False).order_by("pk").first()
    assert first is not None  # noqa: S101 - as above
    kept = {"issue", "section", "state", "author", "status"}
    shared = {name: getattr(first, name) for name in kept}
    Piece.objects.bulk_create(
        Piece(
            headline=_text(draws, shares, 6),
            body=_text(draws, shares, WORDS_OF_A_DOCUMENT),
            position=1_000 + number,
            **shared,
        )
        for number in numbers
    )


def measure(rounds: str) -> None:
    """Ask each query in both ways; prints the seconds and the numbers of matches."""
    reader, _made = User.objects.get_or_create(
        email=f"{uuid.uuid4()}@example.org", defaults={"role": Role.FOCAL_POINT, "name": "Reader"}
    )
    ways = {
        "page": lambda query: search(query, reader, QueryDict()),
        "ranked": lambda query: _ranked(query, reader),
        "ilike": _ilike,
    }
    measured: list[dict[str, Any]] = [{"query": query, **{way: [] for way in ways}} for query in QUERIES]
    for number in range(int(rounds) + 1):  # the first round warms up and does not count
        for one in random.sample(measured, len(measured)):
            for way in random.sample(list(ways), len(ways)):
                took = seconds(lambda way=way, one=one: ways[way](one["query"]))
                if number:
                    one[way].append(took)
    for one in measured:
        facets = search(one["query"], reader, QueryDict()).facets
        ours, theirs = sum(facet.number for facet in facets[1:]), _ilike(one["query"])
        one["numbers"] = [ours, theirs]
        # Beyond what is ranked nothing is counted.
        one["differs"] = ours != theirs and not any(facet.has_more for facet in facets)
    print(json.dumps(measured))


def _ranked(text: str, reader: User) -> None:
    """Match and rank what ILIKE looks through, for this reader."""
    query = Query.of(text)
    with index_scans():
        for source in (PRACTICES, PIECES):
            source.ranked(query, reader)


def _ilike(query: str) -> int:
    """Return how many match."""
    conditions = " AND ".join("(title ILIKE %s OR body ILIKE %s)" for _word in query.split())
    patterns = [f"%{word}%" for word in query.split() for _column in ("title", "body")]
    with connection.cursor() as cursor:
        cursor.execute(_ILIKE.format(conditions=conditions), patterns)
        rows = cursor.fetchall()
    return int(rows[0][3]) if rows else 0
