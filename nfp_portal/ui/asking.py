"""What people ask a page for in its address."""

from django.http import HttpRequest

LONGEST = 100


def words_asked(request: HttpRequest) -> str:
    """The words after `?q=`, without what no text holds (NUL, which Postgres refuses) and not without end."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
