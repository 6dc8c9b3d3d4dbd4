"""All dates of a meeting in one form."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.dates import DateList
from meetings.models import Meeting, MeetingDate
from meetings.models.dates import DateKind, label_of
from meetings.models.meetings import EARLIEST, LATEST
from meetings.wording import days_apart
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.ui.widgets import DayField

Kind = MeetingDate.Kind

# How many days before the first day, or after the last one, each is usual.
USUAL = {
    Kind.SAVE_THE_DATE: -182,
    Kind.INVITATION: -91,
    Kind.REGISTRATION: -28,
    Kind.POINTS: -42,
    Kind.PAPERS: -14,
    Kind.CORRECTIONS: 7,
    Kind.COMMENTS: 42,
}
HELP: dict[str, Promise] = {
    Kind.SAVE_THE_DATE: gettext_lazy("When it is mailed to the focal points and delegations."),
    Kind.INVITATION: gettext_lazy("When the delegations are invited."),
    Kind.REGISTRATION: gettext_lazy("The last day for the lists of the delegations; everybody reads it."),
    Kind.POINTS: gettext_lazy("The last day on which States raise points for the agenda."),
    Kind.PAPERS: gettext_lazy("The last day for papers of speakers and States."),
    Kind.CORRECTIONS: gettext_lazy("Until when delegations correct the provisional list."),
    Kind.COMMENTS: gettext_lazy("Until when delegations comment on the draft of the report."),
}
# Each of these comes no later than the next one.
IN_ORDER = (Kind.SAVE_THE_DATE, Kind.INVITATION, Kind.REGISTRATION)
BEFORE_THE_END = (*IN_ORDER, Kind.POINTS, Kind.PAPERS)


class DatesForm(RevisedForm):
    def __init__(self, *args: Any, dates: DateList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = dates.meeting
        self.fields["revision"].initial = dates.revision
        for kind in Kind:
            self.fields[kind] = DayField(
                label=label_of(kind, dates.meeting), required=False, help_text=self._help(kind, dates)
            )
            self.fields[kind].initial = dates.days.get(kind)

    def _help(self, kind: DateKind, dates: DateList) -> str:
        distance = days_apart(dates.meeting, dates.days.get(kind))
        return f"{HELP[kind]} {distance}".strip()

    def propose(self) -> None:
        """Fill in what is usual, where no day is set."""
        for kind, day in usual_days(self.meeting):
            self.fields[kind].initial = self.fields[kind].initial or day

    def current_values(self, row: DateList) -> dict[str, Any]:
        return {kind: row.days.get(kind) for kind in Kind} | {"revision": row.revision}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in Kind:
            self._check_range(kind, cleaned.get(kind))
        self._check_order(cleaned)
        self._check_meeting(cleaned)
        return cleaned

    def _check_range(self, kind: str, day: date | None) -> None:
        if day is not None and not EARLIEST <= day <= LATEST:
            self.add_error(kind, _("Choose a day between 2000 and 2100."))

    def _check_order(self, cleaned: dict[str, Any]) -> None:
        given = [(kind, cleaned[kind]) for kind in IN_ORDER if cleaned.get(kind)]
        for (earlier, first), (later, second) in pairwise(given):
            if second < first:
                values = {"date": label_of(Kind(earlier), self.meeting), "day": date_format(first, "j F Y")}
                self.add_error(later, _("This is before “%(date)s”, %(day)s.") % values)

    def _check_meeting(self, cleaned: dict[str, Any]) -> None:
        first, last = self.meeting.starts_on, self.meeting.last_day
        if first is None or last is None:
            return
        for kind in BEFORE_THE_END:
            if cleaned.get(kind) and cleaned[kind] > last:
                values = {"day": date_format(last, "j F Y")}
                self.add_error(kind, _("The meeting ends on %(day)s: this comes too late.") % values)
        if cleaned.get(Kind.COMMENTS) and cleaned[Kind.COMMENTS] < first:
            values = {"day": date_format(first, "j F Y")}
            self.add_error(
                Kind.COMMENTS, _("The meeting begins on %(day)s: no report is there yet.") % values
            )

    def days(self) -> dict[str, date | None]:
        return {kind.value: self.cleaned_data[kind] for kind in Kind}


def usual_days(meeting: Meeting) -> Iterator[tuple[str, date]]:
    """Yield what is usual before and after a meeting of these days; nothing for an undated one."""
    first, last = meeting.starts_on, meeting.last_day
    if first is None or last is None:
        return
    for kind, offset in USUAL.items():
        yield kind.value, (first if offset < 0 else last) + timedelta(days=offset)
