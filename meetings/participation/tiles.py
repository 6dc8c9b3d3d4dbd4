"""Who took part, as tiles: one for each participating State. Of the others the map says nothing."""

from django.utils.translation import gettext as _

from meetings.participation.attendance import Attendance
from network.models import State
from nfp_portal.ui.tiles import Tile


def attendance_tiles(attendance: Attendance) -> list[Tile]:
    """The tiles of all participating States by the names of the meeting's date; two queries."""
    day = attendance.meeting.named_as_of
    here = {state.pk for state in attendance.states}
    return [_tile(state, state.name_on(day).name, state.pk in here) for state in _states()]


def _states() -> list[State]:
    return list(State.objects.participating().with_names())


def _tile(state: State, name: str, is_here: bool) -> Tile:  # noqa: FBT001 - a private function with one caller
    return Tile(
        code=state.iso2,
        name=name,
        column=state.tile_column or 0,
        row=state.tile_row or 0,
        state="present" if is_here else "unmarked",
        text=_("took part") if is_here else "",
        href=state.get_absolute_url(),
    )
