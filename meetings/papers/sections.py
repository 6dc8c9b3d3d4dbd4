"""The papers on the page of a meeting."""

from meetings.models import Meeting
from meetings.models.meetings import Reader
from meetings.papers.kinds import PAPERS
from meetings.permissions import may_edit
from meetings.sections import Section
from meetings.views.kinds import list_parts


def papers_of_meeting(meeting: Meeting, reader: Reader) -> Section | None:
    """Return the papers that `reader` may see; one query."""
    papers = meeting.papers.visible_to(reader)
    rows = list_parts(PAPERS, meeting, papers, may_edit=may_edit(reader))
    return Section("meetings/papers/list.html", rows) if rows else None
