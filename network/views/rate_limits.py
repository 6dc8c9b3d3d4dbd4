"""Ask an account to wait that reads more entries than anybody does by hand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from network.actions.reading import HOUR, TooManyReadError

View = Callable[..., HttpResponseBase]


def held_up(view: View) -> View:
    """Answer 429 with the time to wait where the view reads too much; see `network.actions.reading`."""

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except TooManyReadError:
            busy = render(request, "429.html", status=429)
            busy["Retry-After"] = str(HOUR)
            return busy

    return waiting
