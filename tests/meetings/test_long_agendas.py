"""Long items of the agenda on paper: no heading stands alone at the foot of a page."""

from datetime import time
from pathlib import Path

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from meetings.models import Meeting
from tests.factories.meetings import FIRST_DAY, LAST_DAY, make_item, make_meeting

pytestmark = pytest.mark.django_db

SPEAKERS = [[f"Speaker Number {n}", "Head of Unit", f"Border Police of State {n}"] for n in range(1, 66)]
PAPERS = [f"Paper {n} on the work of the Network" for n in range(1, 61)]


def sheets(meeting: Meeting, folder: Path) -> list[list[str]]:
    """The lines of each page."""
    call_command("render", "meeting", meeting.slug, "agenda", output=folder / "agenda.pdf")
    pages = PdfReader(folder / "agenda.pdf").pages
    return [[line.strip() for line in page.extract_text().splitlines() if line.strip()] for page in pages]


@pytest.mark.parametrize("before", [0, 9, 13, 14, 15, 16])
def test_no_heading_stands_alone_at_the_end_of_a_page(tmp_path: Path, before: int) -> None:
    meeting = make_meeting(slug="long")
    for hour in range(before):
        make_item(meeting, f"Short item {hour}", day=FIRST_DAY, begins=time(hour), minutes=30)
    long = {"speakers": SPEAKERS, "papers": PAPERS, "moderator": "Ira Novak"}
    make_item(meeting, "The long session", day=FIRST_DAY, begins=time(22), minutes=60, **long)
    make_item(meeting, "Of the second day", day=LAST_DAY, begins=time(9), minutes=60)
    pages = sheets(meeting, tmp_path)
    text = "\n".join(line for page in pages for line in page)
    assert "Speaker Number 65, Head of Unit, Border Police of State 65" in text
    assert "Paper 60 on the work of the Network" in text
    headings = {"Tuesday 6 October 2026", "Wednesday 7 October 2026", "Vienna time (UTC+2)"}
    last_lines = [page[-3] for page in pages]  # above the running head and the foot
    assert [line for line in last_lines if line in headings | {"The long session", "22:00", "23:00"}] == []
