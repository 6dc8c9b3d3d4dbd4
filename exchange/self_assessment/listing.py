"""What everybody reads: whether a State has closed a self-assessment, in one of three words."""

from enum import Enum

from django.utils.translation import gettext as _

from exchange.self_assessment.models import SelfAssessment, SharedWith
from network.models import State
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.tiles import Tile, TileState


class Status(Enum):
    """The same for every reader: an open one, and a further one that is not shared, change nothing of it."""

    DONE = "done"
    NOT_SHARED = "not_shared"
    NOT_DONE = "not_done"

    @property
    def tile(self) -> TileState:
        tiles: dict[str, TileState] = {"done": "present", "not_shared": "part"}
        return tiles.get(self.value, "unmarked")

    @property
    def label(self) -> str:
        labels = {"done": _("Done and shared"), "not_shared": _("Done, not shared")}
        return labels.get(self.value, _("Not done"))


def tiles_of(reader: Reader) -> list[Tile]:
    """Return a tile for each participating State, linked where `reader` reads the latest shared one."""
    statuses: dict[int, Status] = {}
    for state, shared_with in SelfAssessment.objects.closed().values_list("state", "shared_with"):
        if shared_with != SharedWith.NOBODY:
            statuses[state] = Status.DONE
        statuses.setdefault(state, Status.NOT_SHARED)
    links = {each.state_id: each.get_absolute_url() for each in reversed(shared_with_reader(reader))}
    return [
        _tile(state, statuses.get(state.pk, Status.NOT_DONE), links.get(state.pk, ""))
        for state in State.objects.participating().order_by("protocol_order")
    ]


def shared_with_reader(reader: Reader) -> list[SelfAssessment]:
    """Return what States share with `reader`, the latest first."""
    rows = SelfAssessment.objects.visible_to(reader).closed().exclude(shared_with=SharedWith.NOBODY)
    return list(rows.with_facts())


def _tile(state: State, status: Status, href: str) -> Tile:
    return Tile(
        code=state.iso2,
        name=state.name,
        column=state.tile_column or 0,
        row=state.tile_row or 0,
        state=status.tile,
        text=status.label,
        href=href,
    )
