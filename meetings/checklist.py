"""What the secretariat has to do for a meeting and by when: its dates as a checklist, and the next acts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting, MeetingDate
from meetings.times import today_in
from nfp_portal.ui.buttons import Button

# The address of the page on which the task of a date is done; empty where the meeting has none (yet).
Act = Callable[[Meeting], str]
_ACTS: dict[str, Act] = {}


def register_act(kind: str, act: Act) -> None:
    """Let a room say where the task of a date is done."""
    _ACTS[kind] = act


def act_url(entry: MeetingDate) -> str:
    """Return where the task of a date is done; else the checklist of its meeting."""
    return _own_page(entry) or f"{entry.meeting.get_absolute_url()}#checklist"


def _own_page(entry: MeetingDate) -> str:
    act = _ACTS.get(entry.kind)
    return act(entry.meeting) if act else ""


def save_the_date_url(meeting: Meeting) -> str:
    """Return where it is sent; empty for a meeting that does not take place."""
    return "" if meeting.is_off else reverse("meetings:save_the_date", args=[meeting.slug])


class Progress(StrEnum):
    """How far the task of a date is; the kinds of marks that show it are `MARKS`."""

    DONE = "done"
    OVERDUE = "overdue"
    DUE = "due"
    AHEAD = "ahead"


MARKS = {Progress.DONE: "done", Progress.OVERDUE: "failed", Progress.DUE: "due", Progress.AHEAD: "ahead"}


@dataclass(frozen=True)
class Entry:
    """A date as the checklist shows it."""

    label: str
    day: str
    mark: str
    status: str
    buttons: list[Button]


def progress_of(entry: MeetingDate) -> Progress:
    """An own act is due on its day; what follows a day until which others send is due when that is over."""
    today = today_in(entry.meeting.zone)
    if entry.done_at:
        return Progress.DONE
    if today > entry.due_on:
        return Progress.OVERDUE
    is_due = today >= entry.day if entry.is_own_act else today > entry.day
    return Progress.DUE if is_due else Progress.AHEAD


def checklist_of(meeting: Meeting) -> list[Entry]:
    """Return all dates of a meeting in order; one query, none where they are fetched."""
    rows = sorted(meeting.dates.all(), key=lambda row: (row.day, MeetingDate.Kind.values.index(row.kind)))
    return [_entry(meeting, row) for row in rows]


def _entry(meeting: Meeting, row: MeetingDate) -> Entry:
    row.meeting = meeting
    progress = progress_of(row)
    return Entry(
        label=row.label,
        day=date_format(row.day, "D j F Y"),
        mark=MARKS[progress],
        status=_status(row, progress),
        buttons=_buttons(row, progress),
    )


def _status(row: MeetingDate, progress: Progress) -> str:
    if progress == Progress.DONE and row.done_at:
        return _("Done on %(day)s") % {"day": date_format(row.done_at, "j F")}
    if progress == Progress.AHEAD:
        days = (row.day - today_in(row.meeting.zone)).days
        return _("In %(n)d days") % {"n": days} if days > 1 else (_("Tomorrow") if days else _("Until today"))
    return _("Overdue") if progress == Progress.OVERDUE else _("Due")


def _buttons(row: MeetingDate, progress: Progress) -> list[Button]:
    """Offer the next act where there is one, and to mark it as done once it is due."""
    buttons = []
    if progress != Progress.DONE and (url := _own_page(row)):
        style = "small" if progress != Progress.AHEAD else "quiet small"
        buttons.append(Button(row.task, url, style))
    if progress in {Progress.DUE, Progress.OVERDUE}:
        done = reverse("meetings:date_done", args=[row.meeting.slug, row.kind])
        buttons.append(Button(_("Mark as done"), done, "quiet small", row.label, fields={}))
    return buttons
