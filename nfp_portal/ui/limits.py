"""How much one place or link may send within an hour or a day."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HOUR = 3600
DAY = 24 * HOUR


def is_within_limit(request: HttpRequest, subject: str, per_hour: int) -> bool:
    """Count what comes from one place within one hour of the clock, and say whether it is few enough."""
    client = get_adapter().get_client_ip(request)
    return count_within(f"{subject}-{client}", 1, most=per_hour, seconds=HOUR)


def count_within(subject: str, number: int, *, most: int, seconds: int) -> bool:
    """Add to what is counted of `subject` in this span of the clock, and say whether it is few enough.

    Spans begin at multiples of `seconds` since 1970, in UTC.
    """
    key = f"{subject}-{int(time.time()) // seconds}"
    counted: int = cache.get(key, 0) + number
    cache.set(key, counted, timeout=seconds)
    return counted <= most


def too_many(request: HttpRequest, template: str = "429.html") -> HttpResponse:
    busy = render(request, template, status=429)
    busy["Retry-After"] = str(HOUR)
    return busy
