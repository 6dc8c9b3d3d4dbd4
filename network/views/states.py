"""The States: the tile map of coverage, its table, and a page for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from network.forms.filters import StatesFilter
from network.models import Appointment, Coverage, State, StateCoverage, coverage
from network.permissions import may_see_people
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.ui.tiles import Tile, TileState

TILE_STATES: dict[Coverage, TileState] = {
    Coverage.MANY: "many",
    Coverage.ONE: "one",
    Coverage.DUE: "due",
    Coverage.NONE: "none",
}


def coverage_tiles(covered: list[StateCoverage]) -> list[Tile]:
    return [
        Tile(
            code=entry.state.iso2,
            name=entry.state.name,
            column=entry.state.tile_column or 0,
            row=entry.state.tile_row or 0,
            state=TILE_STATES[entry.status],
            words=str(entry.status.label),
            href=entry.state.get_absolute_url(),
        )
        for entry in covered
    ]


@allow(ANYONE)
def states(request: HttpRequest) -> HttpResponse:
    form = StatesFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    covered = coverage()
    listed = [
        entry
        for entry in covered
        if asked.get("sub_region", "") in {"", entry.state.sub_region}
        and asked.get("status", "") in {"", entry.status}
    ]
    context = {
        "form": form,
        "tiles": coverage_tiles(covered),
        "listed": listed,
        "represented": sum(1 for entry in covered if entry.appointed),
        "appointed": sum(entry.appointed for entry in covered),
        "partners": State.objects.partners(),
    }
    return render(request, "network/states.html", context)


@allow(ANYONE)
def state(request: HttpRequest, iso2: str) -> HttpResponse:
    place = get_object_or_404(State.objects.with_names(), iso2=iso2)
    in_force = list(Appointment.objects.in_force().filter(state=place).with_people())
    covered = next((entry for entry in coverage() if entry.state == place), None)
    context = {
        "state": place,
        "covered": covered,
        "agencies": place.agencies.all(),
        "chairs": place.chairs.all(),
        "appointments": in_force if may_see_people(request.user) else [],
    }
    return render(request, "network/state.html", context)
