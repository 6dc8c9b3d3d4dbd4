"""What in the record contradicts itself, page by page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.contradictions import contradictions, number_of_contradictions
from network.models import State
from nfp_portal.accounts.access import SECRETARIAT, allow
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 50


@allow(SECRETARIAT)
def contradiction_list(request: HttpRequest) -> HttpResponse:
    """Show the contradictions of the whole record; with `?state=`, of one State."""
    state = State.objects.filter(iso2=request.GET.get("state", "")).first()
    numbers = range(number_of_contradictions(state))
    page = paginate(request.GET, numbers, ON_A_PAGE)
    rows = contradictions(state, most=page.end_index())[max(page.start_index() - 1, 0) :]
    return render(request, "network/contradictions.html", {"rows": rows, "page": page, "state": state})
