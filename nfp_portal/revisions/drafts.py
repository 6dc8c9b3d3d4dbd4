"""The answer to a page's script that keeps a draft by itself."""

from django.http import JsonResponse
from django.utils import timezone


def draft_kept(**values: int) -> JsonResponse:
    """Answer with `values`, and with `at`: the time of day (HH:MM) by the clock of the page's other times."""
    return JsonResponse({"at": f"{timezone.localtime():%H:%M}"} | values)
