"""The States: the tile map of coverage, its table, a page for each, and the letter to its delegation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from network.forms.filters import StatesFilter
from network.gaps import Gap, Lack, gaps_of, letter_to
from network.models import Appointment, Coverage, State, StateCoverage, coverage
from network.models.representation import institutions_over_time
from network.permissions import Reader, may_read_of_mail, may_see_people
from network.sections import sections_of
from network.staff_view import staff_view_of
from nfp_portal.accounts.access import ANYONE, SECRETARIAT, allow
from nfp_portal.database.truncated import Truncated, truncated
from nfp_portal.ui.tiles import Tile, TileState

TILE_STATES: dict[Coverage, TileState] = {
    Coverage.MANY: "many",
    Coverage.ONE: "one",
    Coverage.DUE: "due",
    Coverage.NONE: "none",
}


def coverage_tiles(covered: list[StateCoverage], chosen: list[StateCoverage] | None = None) -> list[Tile]:
    """A tile for each State; those of `chosen` are marked."""
    marked = {entry.state.pk for entry in chosen or []}
    return [
        Tile(
            code=entry.state.iso2,
            name=entry.name,
            column=entry.state.tile_column or 0,
            row=entry.state.tile_row or 0,
            state=TILE_STATES[entry.status],
            text=entry.words,
            href=entry.state.get_absolute_url(),
            is_chosen=entry.state.pk in marked,
        )
        for entry in covered
    ]


@allow(ANYONE)
def states(request: HttpRequest) -> HttpResponse:
    form = StatesFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    covered = coverage(asked.get("on")) if form.is_valid() else []
    listed = [
        entry
        for entry in covered
        if asked.get("sub_region", "") in {"", entry.state.sub_region}
        and asked.get("status", "") in {"", entry.status}
    ]
    context = {
        "form": form,
        "tiles": coverage_tiles(covered, listed if len(listed) < len(covered) else None),
        "covered": covered,
        "listed": listed,
        "on": asked.get("on"),
        "is_past": bool(asked.get("on") and asked["on"] < timezone.localdate()),
        "represented": sum(1 for entry in covered if entry.appointed),
        "appointed": sum(entry.appointed for entry in covered),
        "partners": State.objects.partners(),
    }
    return render(request, "network/states.html", context)


@allow(ANYONE)
def state(request: HttpRequest, iso2: str) -> HttpResponse:
    place = _place(iso2)
    reads_people, sections = may_see_people(request.user), sections_of(place, request.user)
    context = {
        "state": place,
        "covered": next((entry for entry in coverage() if entry.state == place), None),
        "institutions": institutions_over_time(place, reviewed_only=not reads_people),
        "chairs": place.chairs.all(),
        "first_sections": [section for section in sections if section.first],
        "sections": [section for section in sections if not section.first],
        **(_people_of(place, request.user) if reads_people else {}),
        "contact": place.first_contact if reads_people else None,
        "staff_view": staff_view_of(place, request.user),
    }
    return render(request, "network/state.html", context)


def _place(iso2: str) -> State:
    return get_object_or_404(State.objects.with_names(), iso2=iso2)


def named_in_force(place: State) -> Truncated[Appointment]:
    """Who speaks for the State today: the first contact is among the first."""
    return truncated(place.appointments.in_force().with_people())


def _people_of(place: State, reader: Reader) -> dict[str, Any]:
    """Who speaks and spoke for the State; for members of the Network only."""
    today = timezone.localdate()
    in_force = named_in_force(place)
    in_force.sort(key=lambda each: (not each.is_primary_on(today), each.starts_on))
    ended = place.appointments.filter(ends_on__lte=today).with_people()
    return {
        "appointments": in_force,
        "former": truncated(ended.order_by("-starts_on", "pk")),
        "gaps": [gap for gap in gaps_of(in_force) if _may_know_of(gap, place, reader)],
    }


def _may_know_of(gap: Gap, place: State, reader: Reader) -> bool:
    """That an address refuses mail is for those who can mend it: it may be hidden from all others."""
    return gap.lack != Lack.UNREACHABLE or may_read_of_mail(reader, place)


@allow(SECRETARIAT)
def letter(request: HttpRequest, iso2: str) -> HttpResponse:
    """The letter that asks the delegation for what is missing; 404 where nothing is."""
    place = _place(iso2)
    gaps = gaps_of(named_in_force(place))
    if not gaps or not place.is_participating:
        raise Http404
    ready = letter_to(place, gaps, sender=str(request.user))
    return render(request, "network/letter.html", {"state": place, "letter": ready})
