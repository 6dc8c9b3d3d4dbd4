"""How many forms one place may send within an hour."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HOUR = 3600


def is_within_limit(request: HttpRequest, subject: str, per_hour: int) -> bool:
    """Count what comes from one place within one hour of the clock, and say whether it is few enough."""
    client = get_adapter().get_client_ip(request)
    key = f"{subject}-{client}-{int(time.time()) // HOUR}"
    number: int = cache.get(key, 0) + 1
    cache.set(key, number, timeout=HOUR)
    return number <= per_hour


def too_many(request: HttpRequest, template: str = "429.html") -> HttpResponse:
    busy = render(request, template, status=429)
    busy["Retry-After"] = str(HOUR)
    return busy
