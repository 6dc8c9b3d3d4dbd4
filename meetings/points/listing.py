"""The points of a meeting as a page lists them, with what its reader can do with each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Meeting
from meetings.participation.delegations import code_of
from meetings.permissions import may_edit
from meetings.points.kinds import POINTS
from meetings.points.models import Body, Point, PointStatus
from meetings.points.offers import offered_by_rooms
from meetings.points.permissions import may_change, may_join, may_leave, takes_points
from meetings.points.wording import name_in_text, raised_by
from meetings.published import items_for
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.ui.buttons import Button

MARKS = {
    PointStatus.WAITING: "waiting",
    PointStatus.ON_AGENDA: "done",
    PointStatus.MERGED: "done",
    PointStatus.DECLINED: "failed",
    PointStatus.WITHDRAWN: "over",
}
# What others than those who raised it do not see.
CLOSED = {PointStatus.DECLINED, PointStatus.WITHDRAWN}


@dataclass(frozen=True)
class ListedPoint:
    """`mark` is the kind of the status mark; `detail` names its item, or what it was merged into."""

    point: Point
    anchor: str
    raised: str
    mark: str
    status: str
    detail: str
    buttons: list[Button]


@dataclass(frozen=True)
class PointListing:
    """The points of a meeting for a reader: the States they speak for, and the items they see."""

    meeting: Meeting
    reader: Reader
    states: Sequence[State]
    items: dict[int, AgendaItem]
    is_editor: bool
    sees_all: bool

    @classmethod
    def for_reader(cls, meeting: Meeting, reader: Reader) -> "PointListing":
        prefetch_related_objects([meeting], "dates")  # asked for each point
        states = list(represented_states(reader).with_names())
        items = {item.pk: item for item in items_for(meeting, reader)}
        return cls(meeting, reader, states, items, may_edit(reader), is_secretariat(reader))

    def points(self) -> list[ListedPoint]:
        """Return the points in the order in which they were raised; the same queries however many."""
        rows = list(self.meeting.points.visible_to(self.reader).with_raisers())
        further = offered_by_rooms(rows, self.reader)
        return [self._listed(point, further[point.pk]) for point in rows]

    def _listed(self, point: Point, further: list[Button]) -> ListedPoint:
        point.meeting = self.meeting
        return ListedPoint(
            point,
            POINTS.anchor(point),
            raised_by(point),
            MARKS[point.status],
            str(point.status.label),
            self._detail(point),
            [*self._own_acts(point), *(self._staff_acts(point) if self.is_editor else []), *further],
        )

    def _detail(self, point: Point) -> str:
        """Name its item as far as the reader sees that, or the point that took it in."""
        if point.item_id:
            return str(self.items.get(point.item_id, ""))
        target = point.merged_into
        is_own = any(state in point.bodies for state in self.states)
        if target is None or not (self.sees_all or is_own or target.status not in CLOSED):
            return ""
        return str(target)

    def _own_acts(self, point: Point) -> Iterator[Button]:
        for state in self.states:
            if may_change(point, state):
                yield Button(_("Change"), self._url("point_change", point), "quiet small", point)
            if may_leave(point, state):
                yield self._act(_("Withdraw"), "point_leave", point, state)
            elif may_join(point, state) and takes_points(self.meeting):
                is_own = state in point.own_bodies
                label = _("Raise it again") if is_own else _("Raise this too")
                yield self._act(label, "point_join", point, state)

    def _act(self, label: str, name: str, point: Point, body: Body) -> Button:
        """Make a button that acts for a State, which it names where the reader speaks for several."""
        if len(self.states) > 1:
            label = f"{label} ({name_in_text(self.meeting, body)})"
        url = reverse(f"meetings:{name}", args=[self.meeting.slug, point.key, code_of(body)])
        return Button(label, url, "quiet small", point, fields={})

    def _staff_acts(self, point: Point) -> Iterator[Button]:
        if point.is_waiting:
            yield Button(_("Decide"), self._url("point_decide", point), "small", point)
        if point.status not in CLOSED:
            yield Button(_("Who raises it"), self._url("point_raisers", point), "quiet small", point)
        yield Button(_("Change"), POINTS.url_of(point, "edit"), "quiet small", point)

    def _url(self, name: str, point: Point) -> str:
        return reverse(f"meetings:{name}", args=[self.meeting.slug, point.key])
