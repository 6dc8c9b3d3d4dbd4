"""The history of the Network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exchange.timeline.entries import periods
from nfp_portal.accounts.access import ANYONE, allow


@allow(ANYONE)
def history(request: HttpRequest) -> HttpResponse:
    return render(request, "exchange/timeline/history.html", {"periods": periods()})
