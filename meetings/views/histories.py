"""The history of a meeting and of each of its parts, as those see it who may change them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting, MeetingDate
from meetings.models.mailings import Mailing
from meetings.recipients import label_of_group
from meetings.views.kinds import PartOfMeeting, parts_of_meetings
from meetings.views.lookups import meeting_of
from network.labels import ShownFields, day_in_words
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.history import (
    CHANGED,
    RECORDED,
    REMOVED,
    FieldChange,
    History,
    Step,
    Version,
    at_new_revisions,
    by_whom,
    events_of,
    names_of,
    row_of,
    undo_button,
)
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.pagination import Page, paginate
from nfp_portal.ui.templatetags.elements import element

ON_A_PAGE = 50
OF_A_PART = 20
# The facts of a meeting; who was there as public records say is kept without a history.
FACTS = ShownFields(
    Meeting,
    (
        "series",
        "number",
        "title",
        "starts_on",
        "ends_on",
        "names_on",
        "city",
        "country_id",
        "zone",
        "venue",
        "format",
        "joining_link",
        "languages",
        "stage",
        "event_status",
        "status_note",
        "headcount",
        "headcount_qualifier",
        "theme",
        "field_id",
        "organiser",
        "host",
        "chair_id",
        "symbol",
        "signatory",
        "signatory_function",
        "costs",
        "about",
        "recorded_in",
        "practical",
        "seats",
        "visit_seats",
        "follows_id",
    ),
)
DATES = ShownFields(
    MeetingDate,
    ("day", "done_at"),
    values={"done_at": lambda at: day_in_words(timezone.localdate(at))},
)
MAILINGS = ShownFields(Mailing, ())
Related = dict[str, dict[int, str]]


@allow(EDITORS)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """All that became different in a meeting, with what was removed, newest first."""
    meeting = meeting_of(request, slug)
    page = paginate(request.GET, history_of_meeting(meeting), ON_A_PAGE)
    return render(request, "meetings/history.html", {"meeting": meeting, "page": page})


def history_of_meeting(meeting: Meeting) -> History:
    dates = _Rows(meeting, DATES, _("Date"), _date_in_words)
    mailings = _Rows(meeting, MAILINGS, _("Mail"), _mailing_in_words, Q(sent_at__isnull=False))
    return _history(
        _Facts(meeting), dates, mailings, *(_Parts(meeting, kind) for kind in parts_of_meetings())
    )


def _date_in_words(entry: MeetingDate) -> str:
    return f"{entry.get_kind_display()}, {day_in_words(entry.day)}"


def _mailing_in_words(mailing: Mailing) -> str:
    """What was mailed, to whom, and to how many addresses."""
    groups = ", ".join(label_of_group(name) for name in mailing.groups.split())
    addresses = ngettext("%(n)d address", "%(n)d addresses", mailing.number) % {"n": mailing.number}
    title = mailing.subject or mailing.get_kind_display()
    return f"{title}, {groups or _('nobody')} ({addresses})"


def history_of_part(request: HttpRequest, kind: PartOfMeeting, row: Any) -> Page[Step]:
    """A page of the history of one part; its latest step can be taken back."""
    return paginate(request.GET, _history(_OnePart(row.meeting, kind, row)), OF_A_PART)


@dataclass(frozen=True)
class _Facts:
    """The changes of a meeting's own fields."""

    meeting: Meeting
    shown = FACTS

    def events(self) -> Any:
        return at_new_revisions(events_of(Meeting).filter(pgh_obj=self.meeting.pk))

    def step(self, version: Version, by: str, related: Related) -> Step:
        heading = _heading(_("The meeting"), "", version)
        return Step(version.now.pgh_created_at, by, _changes(FACTS, version, related), heading=heading)


@dataclass(frozen=True)
class _Rows:
    """What became of rows of a meeting that are no parts of it: nothing is restored here."""

    meeting: Meeting
    shown: ShownFields
    label: str
    title: Callable[[Any], str]
    condition: Q = field(default_factory=Q)

    def events(self) -> Any:
        rows = events_of(self.shown.model).filter(self.condition, meeting=self.meeting.pk)
        return at_new_revisions(rows)

    def step(self, version: Version, by: str, related: Related) -> Step:
        row = row_of(self.shown.model, version.now)
        heading = _heading(self.label, self.title(row), version)
        changes = _changes(self.shown, version, related)
        return Step(version.now.pgh_created_at, by, changes, heading=heading)


@dataclass(frozen=True)
class _Parts:
    """What became of all parts of a kind; one that is removed can be restored."""

    meeting: Meeting
    kind: PartOfMeeting

    @property
    def shown(self) -> ShownFields:
        return self.kind.shown

    def events(self) -> Any:
        model = self.kind.model
        rows = model._default_manager.filter(pk=OuterRef("pgh_obj_id"))  # noqa: SLF001 - Django's documented name
        events = events_of(model).filter(meeting=self.meeting.pk).annotate(is_there=Exists(rows))
        return at_new_revisions(events, or_moved=True)

    def step(self, version: Version, by: str, related: Related) -> Step:
        changes = [self._shown_to_list(each) for each in _changes(self.shown, version, related)]
        heading = _heading(self.kind.label, self._title(version.now), version)
        return Step(version.now.pgh_created_at, by, changes, heading=heading, offered=self._offered(version))

    def _shown_to_list(self, change: FieldChange) -> FieldChange:
        """Keep values that are read one by one, as addresses are, out of a page about many."""
        of_one = {self.shown.label_of(name) for name in self.kind.of_one}
        return replace(change, before="", after=_("changed")) if change.label in of_one else change

    def _row(self, event: Any) -> Any:
        row = row_of(self.kind.model, event)
        row.meeting = self.meeting
        return row

    def _title(self, event: Any) -> SafeString | str:
        """What the part was called then, as a link to the part if it is there."""
        row = self._row(event)
        title = self.kind.name_of(row)
        url = self.kind.url_of(row, "edit")
        return format_html('<a href="{}">{}</a>', url, title) if event.is_there else title

    def _offered(self, version: Version) -> Button | None:
        if version.now.pgh_label != REMOVED or not version.is_last:
            return None
        row = self._row(version.now)
        return Button(_("Restore"), self.kind.url_of(row, "restore"), "quiet small", row, fields={})


@dataclass(frozen=True)
class _OnePart(_Parts):
    row: Any

    def events(self) -> Any:
        return super().events().filter(pgh_obj=self.row.pk)

    def step(self, version: Version, by: str, related: Related) -> Step:
        return replace(super().step(version, by, related), heading=_heading("", "", version))

    def _shown_to_list(self, change: FieldChange) -> FieldChange:
        return change

    @cached_property
    def _latest(self) -> int:
        latest: int = self.events().latest("pgh_id").pgh_id
        return latest

    def _offered(self, version: Version) -> Button | None:
        if version.now.pgh_label != CHANGED or version.now.pgh_id != self._latest:
            return None
        return undo_button(self.kind.undo_url(self.row, self._latest))


def _history(*sources: _Facts | _Rows | _Parts) -> History:
    return History(partial(_steps, sources), [source.events() for source in sources])


def _steps(sources: Sequence[_Facts | _Rows | _Parts], versions: list[Version]) -> list[Step]:
    """The steps of these versions; a query, and one for each relation that their fields have."""
    names = names_of(version.now for version in versions)
    related = [
        source.shown.related_names(
            row for each in versions if each.source == index for row in (each.before, each.now) if row
        )
        for index, source in enumerate(sources)
    ]
    return [
        sources[each.source].step(each, by_whom(each.now, names), related[each.source]) for each in versions
    ]


def _changes(shown: ShownFields, version: Version, related: Related) -> list[FieldChange]:
    """What a change made different; of any other step nothing."""
    is_change = version.now.pgh_label == CHANGED and version.before is not None
    return shown.changes(version.before, version.now, related) if is_change else []


def _heading(label: str | Promise, title: str, version: Version) -> SafeString:
    """Name what a step is about, and mark what was added, removed or restored; nothing for a mere change."""
    added = _("restored") if version.before else _("added")
    mark = {RECORDED: added, REMOVED: _("removed")}.get(version.now.pgh_label, "")
    parts = [element("strong", f"{label}:" if title else label), title, element("span", mark, "badge")]
    if not any(parts):
        return SafeString("")
    return format_html("<p>{}</p>", format_html_join(" ", "{}", ((part,) for part in parts if part)))
