"""Whom one may mean while typing a speaker's name."""

from django.http import HttpRequest, JsonResponse

from meetings.agenda.people import offered
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.ui.search import search_query


@allow(EDITORS)
def people(request: HttpRequest, slug: str) -> JsonResponse:
    """Give participants and people of the directory for the words typed, each as the line to announce."""
    meeting = meeting_of(request, slug)
    known = offered(meeting, search_query(request))
    rows = [{"line": each.line, "name": each.name, "detail": _detail(each.body, each.note)} for each in known]
    return JsonResponse({"people": rows})


def _detail(body: str, note: str) -> str:
    return " · ".join(filter(None, (body, note)))
