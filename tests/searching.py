"""What the page of the search shows: the hits of its first page by kind."""

from collections import defaultdict

from django.test import Client

from network.search.registry import Hit


def hits(client: Client, query: str, **parameters: str) -> dict[str, list[Hit]]:
    by_kind = defaultdict(list)
    for result in client.get("/search/", {"q": query, **parameters}).context["results"].results:
        by_kind[result.kind.name].append(result.hit)
    return dict(by_kind)


def titles(client: Client, query: str, **parameters: str) -> dict[str, list[str]]:
    return {name: [hit.title for hit in some] for name, some in hits(client, query, **parameters).items()}


def best(client: Client, query: str) -> Hit:
    """Return what the page shows first."""
    hit: Hit = client.get("/search/", {"q": query}).context["results"].results[0].hit
    return hit


def numbers(client: Client, query: str, **parameters: str) -> dict[str, int]:
    """Return the number of each kind that the page says; that of all together has the name ""."""
    facets = client.get("/search/", {"q": query, **parameters}).context["results"].facets
    return {facet.name: facet.number for facet in facets}


def unmarked(page: str) -> str:
    """Return a page without the marks of what matches."""
    return page.replace("<mark>", "").replace("</mark>", "")
