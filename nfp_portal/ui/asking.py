"""What people ask a page for in its address."""

from django.http import HttpRequest

LONGEST = 100


def words_asked(request: HttpRequest) -> str:
    """The words after `?q=`, not without end."""
    return request.GET.get("q", "").strip()[:LONGEST]
