"""What a release keeps: the page and the PDF's source as they were, and who is named in them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from re import DOTALL, escape, sub
from typing import Any, Self

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape as escape_html
from django.utils.translation import gettext as _

from meetings.participation.attendance import attendance_of
from meetings.participation.tiles import attendance_tiles
from meetings.reports import pdf
from meetings.reports.models import Release, ReleaseCopy, Report
from meetings.reports.permissions import Document
from meetings.reports.submissions import parts_of
from meetings.reports.text import chapters_of
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.changes import Part
from nfp_portal.text.capitals import in_capitals

LANGUAGE = "en"


@dataclass(frozen=True)
class Named:
    """Somebody on the list of participants; `key` is that of the participant's row."""

    key: str
    given_name: str
    family_name: str

    def __str__(self) -> str:
        return f"{self.given_name} {in_capitals(self.family_name)}"


@dataclass(frozen=True)
class Content:
    """`page` and `document` are HTML, the second the source of the PDF; `parts` are what is compared."""

    page: str
    document: str
    parts: tuple[Part, ...]
    people: tuple[Named, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"parts": [part.to_json() for part in self.parts]}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        parts = tuple(Part.from_json(part) for part in row["parts"])
        return cls(row["page"], row["document"], parts, tuple(Named(**each) for each in row["people"]))

    @classmethod
    def of(cls, copy: ReleaseCopy) -> Self:
        """Return what a copy keeps. Raises `ReleaseCopy.DoesNotExist` for one that was replaced."""
        if copy.content is None:
            raise ReleaseCopy.DoesNotExist
        return cls.from_json(copy.content)

    def without(self, person: Named) -> Self:
        """Return it with the person's line on the list emptied, and their name replaced wherever it is."""
        line = rf'(<tr data-person="{escape(person.key)}">).*?</tr>'
        removed = escape_html(_("Name removed"))
        emptied = rf'<tr><td colspan="2" class="muted">{removed}</td></tr>'
        document = sub(line, emptied, self.document, flags=DOTALL)
        return replace(
            self,
            page=_unnamed(self.page, person, escape_html),
            document=_unnamed(document, person, escape_html),
            parts=tuple(replace(part, text=_unnamed(part.text, person, str)) for part in self.parts),
            people=tuple(each for each in self.people if each.key != person.key),
        )


def _unnamed(text: str, person: Named, written: Any) -> str:
    for name in (str(person), f"{person.given_name} {person.family_name}"):
        text = text.replace(written(name), written(_("[name removed]")))
    return text


def content_of(report: Report, audience: Audience, release: Release) -> Content:
    """Compose what this audience reads of a report, from the rows of now."""
    with translation.override(LANGUAGE):
        return Content(
            page=_page(report, audience),
            document=pdf.compose(report.meeting, Document.REPORT, audience, release),
            parts=tuple(parts_of(report, audience)),
            people=tuple(_people(report)) if audience == Audience.FOCAL_POINTS else (),
        )


def _page(report: Report, audience: Audience) -> str:
    meeting = report.meeting
    attendance = attendance_of(meeting)
    context = {
        "chapters": chapters_of(report, attendance, audience),
        "conclusions": list(meeting.conclusions.for_audience(audience)),
        "tiles": attendance_tiles(attendance) if attendance.states else [],
    }
    return render_to_string("meetings/reports/body.html", context)


def _people(report: Report) -> Iterable[Named]:
    for person in report.meeting.participants.took_part():
        yield Named(str(person.key), person.given_name, person.family_name)
