"""What a page searches for, as its address says it."""

from django.http import HttpRequest

LONGEST = 100


def search_query(request: HttpRequest) -> str:
    """Return `?q=`, cut to its longest length."""
    return request.GET.get("q", "").strip()[:LONGEST]
