"""The agenda as one table: read, and edited in place."""

import contextlib
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agenda.forms import RowForm, ShiftForm
from meetings.agenda.lines import EditLine, TableLines, initial_of_new, url_of
from meetings.models import AgendaItem, Meeting
from meetings.models.revisions import label_of_revision
from meetings.permissions import is_from_public_records
from meetings.programme import Day, by_day
from meetings.published import content_of, latest_revision, number_of_changes
from meetings.views.conflicts import refuse_published
from meetings.views.kinds import AGENDA
from meetings.views.lookups import meeting_of
from meetings.wording import clock_of_days, date_range
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.buttons import Button

NEW = "new"
# The script holds the button back while a row is not saved.
WHEN_SAVED = {"data-when-saved": True}


class Publish(NamedTuple):
    """The button, what is said of the revision, and how many changes there are, as a link."""

    button: Button | None
    status: str
    counted: str
    url: str


@allow(EDITORS)
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the agenda; `?edit=KEY` opens that row, `?edit=new` a new one with day, begin and length given."""
    meeting = meeting_of(request, slug)
    if is_from_public_records(meeting):
        return refuse_published(request, meeting)
    items = list(meeting.items.in_order().with_people().with_papers(Audience))
    return show_table(request, meeting, items, _opened(request, meeting, items))


def _opened(request: HttpRequest, meeting: Meeting, items: list[AgendaItem]) -> RowForm | None:
    wanted = request.GET.get("edit", "")
    if wanted == NEW:
        return RowForm(meeting=meeting, initial=initial_of_new(meeting, request.GET.dict()))
    with contextlib.suppress(ValueError):
        key = UUID(wanted)
        item = next((item for item in items if item.key == key), None)
        return RowForm(instance=item, meeting=meeting) if item else None
    return None


def show_table(
    request: HttpRequest,
    meeting: Meeting,
    items: list[AgendaItem],
    form: RowForm | None = None,
    shift_form: ShiftForm | None = None,
) -> HttpResponse:
    """Show the table, with one row open if there is a form for it; 422 where a form was refused."""
    is_refused = any(each is not None and each.is_bound for each in (form, shift_form))
    context = {
        "meeting": meeting,
        "days": list(_lines(request, meeting, items, form).shown()),
        "facts": _facts(meeting),
        "saved": _("1 row not saved") if form and form.is_bound else _saved(items),
        "edits": form is not None,
        "shift_form": shift_form or ShiftForm(meeting=meeting, auto_id="id_shift_%s"),
        "shift_url": url_of(meeting, "agenda_shift"),
        "tools": [Button(_("Paste from Word"), url_of(meeting, "agenda_paste"))],
        "publish": _publish(meeting, items),
    }
    response = render(request, "meetings/agenda/table.html", context, status=422 if is_refused else 200)
    if is_refused:
        response["HX-Replace-Url"] = "false"
    return response


def _lines(
    request: HttpRequest, meeting: Meeting, items: list[AgendaItem], form: RowForm | None
) -> TableLines:
    new_day, new_begin = _time_of_new(form)
    days, current = _all_days(meeting, items), request.GET.get("at", "")
    return TableLines(meeting, days, _edit_line(meeting, form), new_day, new_begin, current)


def _all_days(meeting: Meeting, items: list[AgendaItem]) -> list[Day]:
    """Return every day of the meeting, also one without items, and at the end what has no day."""
    with_items = {day.date: day for day in by_day(meeting, items)}
    days = [with_items.get(day) or Day(number, day, []) for number, day in enumerate(meeting.days(), start=1)]
    return [*days, with_items[None]] if None in with_items else days or [Day(None, None, [])]


def _edit_line(meeting: Meeting, form: RowForm | None) -> EditLine | None:
    if form is None:
        return None
    item = form.stored if form.stored.pk else None
    url = url_of(meeting, "agenda_row", item) if item else url_of(meeting, "agenda_row_add")
    anchor = AGENDA.anchor(item) if item else "agenda-new"
    focus_on(form)
    back = f"{AGENDA.page_url(meeting)}#{anchor}"
    return EditLine(form, url, back, item, anchor)


def focus_on(form: RowForm) -> None:
    """Let the first field that is wrong have the focus; else the title, or the length of a new row."""
    wrong = next((name for name in form.fields if name in form.errors), "")
    name = wrong or ("title" if form.stored.pk else "minutes")
    form.fields[name].widget.attrs["data-focus"] = ""


def _time_of_new(form: RowForm | None) -> tuple[date | None, time | None]:
    """Return the day and the time at which a new row is shown."""
    if form is None:
        return None, None
    day, begins = None, None
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(str(form["day"].value() or ""))
        begins = time.fromisoformat(str(form["begins"].value() or ""))
    return day, begins


def _facts(meeting: Meeting) -> str:
    facts = [meeting.title, date_range(meeting), meeting.venue or meeting.city, clock_of_days(meeting)]
    return " · ".join(filter(None, facts))


def _publish(meeting: Meeting, items: list[AgendaItem]) -> Publish:
    """Say what publishing would do: everything the first time, then the changes since."""
    url, latest = url_of(meeting, "agenda_publish"), latest_revision(meeting)
    if latest is None:
        button = Button(_("Publish"), url, attributes=WHEN_SAVED) if items else None
        return Publish(button, _("not published as a revision yet"), "", url)
    number = number_of_changes(latest.content, content_of(items))
    if not number:
        return Publish(None, _("published as: %(revision)s") % {"revision": latest}, "", url)
    label = label_of_revision(latest.number + 1)
    counted = ngettext("%(number)d change", "%(number)d changes", number) % {"number": number}
    button = Button(_("Publish %(revision)s") % {"revision": label}, url, attributes=WHEN_SAVED)
    return Publish(button, _("changes become %(revision)s") % {"revision": label}, counted, url)


def _saved(items: list[AgendaItem]) -> str:
    """Say when the agenda was last saved, by the secretariat's clock."""
    if not items:
        return ""
    at = timezone.localtime(max(item.updated_at for item in items))
    values = {"time": f"{at:%H:%M}", "day": date_format(at, "j F Y")}
    if at.date() == timezone.localdate():
        return _("All saved at %(time)s") % values
    return _("All saved on %(day)s") % values
