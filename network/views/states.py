"""The States: the tile map of coverage, its table, a page for each, and the letter to its delegation."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network.forms.filters import StatesFilter
from network.gaps import Gap, Lack, gaps_of, letter_to
from network.labels import day_in_words
from network.models import Appointment, Coverage, State, StateCoverage, coverage
from network.models.representation import institutions_over_time
from network.permissions import may_read_of_mail, may_see_people
from network.sections import head_parts_of, sections_of
from network.staff_view import staff_view_of
from network.views.rows import rows_of
from nfp_portal.accounts.access import ANYONE, SECRETARIAT, Reader, allow
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
            text=entry.label,
            href=entry.state.get_absolute_url(),
            is_chosen=entry.state.pk in marked,
        )
        for entry in covered
    ]


@allow(ANYONE)
def states(request: HttpRequest) -> HttpResponse:
    form = StatesFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    covered = coverage(filters.get("on")) if form.is_valid() else []
    listed = [
        entry
        for entry in covered
        if filters.get("sub_region", "") in {"", entry.state.sub_region}
        and filters.get("status", "") in {"", entry.status}
    ]
    on = filters.get("on")
    appointed = sum(entry.appointed for entry in covered)
    context = {
        "form": form,
        "clear_url": reverse("network:states") if any(request.GET.values()) else "",
        "tiles": coverage_tiles(covered, listed if len(listed) < len(covered) else None),
        "covered": covered,
        "listed": listed,
        "lede": _lede(on),
        "is_past": bool(on and on < timezone.localdate()),
        "represented": sum(1 for entry in covered if entry.appointed),
        "appointed": appointed,
        "number_of_focal_points": _with_link(request, appointed, on),
        "partners": State.objects.partners(),
    }
    return render(request, "network/states.html", context)


def _lede(on: date | None) -> str:
    if on is None:
        return _("Who is represented in the Network today, State by State.")
    sentence = _("Who was represented in the Network on %(day)s, State by State, with the names of that day.")
    return sentence % {"day": day_in_words(on)}


def _with_link(request: HttpRequest, appointed: int, on: date | None) -> str:
    """The number, with a link to the list of that day for who may read it."""
    if not may_see_people(request.user):
        return str(appointed)
    url = reverse("network:directory:list") + (f"?on={on.isoformat()}" if on else "")
    return format_html('<a href="{}">{}</a>', url, appointed)


@allow(ANYONE)
def state(request: HttpRequest, iso2: str) -> HttpResponse:
    shown = _state(iso2)
    reads_people, sections = may_see_people(request.user), sections_of(shown, request.user)
    context = {
        "state": shown,
        "covered": next((entry for entry in coverage() if entry.state == shown), None),
        "institutions": institutions_over_time(shown, reviewed_only=not reads_people),
        "structures": shown.organisations.structures(),
        "chaired": [chair.year for chair in shown.chairs.all()],
        "first_sections": [section for section in sections if section.first],
        "sections": [section for section in sections if not section.first],
        "head_parts": head_parts_of(shown, request.user),
        **(_people_of(shown, request.user) if reads_people else {}),
        "contact": shown.first_contact if reads_people else None,
        **_staff(request, shown),
    }
    return render(request, "network/state.html", context)


def _staff(request: HttpRequest, shown: State) -> dict[str, Any]:
    view = staff_view_of(shown, request.user)
    if view is None:
        return {"staff_view": None}
    rows = rows_of(view.appointments, request.user, may_record=view.may_record)
    letter_url = reverse("network:letter", args=[shown.iso2])
    return {"staff_view": view, "staff_rows": rows, "letter_url": letter_url}


def _state(iso2: str) -> State:
    return get_object_or_404(State.objects.with_names(), iso2=iso2)


def named_in_force(shown: State) -> Truncated[Appointment]:
    """Who speaks for the State today: the first contact is among the first."""
    return truncated(shown.appointments.in_force().with_people())


def _people_of(shown: State, reader: Reader) -> dict[str, Any]:
    """Who speaks and spoke for the State; for members of the Network only."""
    today = timezone.localdate()
    in_force = named_in_force(shown)
    in_force.sort(key=lambda each: (not each.is_primary_on(today), each.starts_on))
    ended = shown.appointments.filter(ends_on__lte=today).with_people()
    return {
        "appointments": in_force,
        "former": truncated(ended.order_by("-starts_on", "pk")),
        "gaps": [gap for gap in gaps_of(in_force) if _may_know_of(gap, shown, reader)],
    }


def _may_know_of(gap: Gap, shown: State, reader: Reader) -> bool:
    """That an address refuses mail is for those who can mend it: it may be hidden from all others."""
    return gap.lack != Lack.UNREACHABLE or may_read_of_mail(reader, shown)


@allow(SECRETARIAT)
def letter(request: HttpRequest, iso2: str) -> HttpResponse:
    """The letter that asks the delegation for what is missing; 404 where nothing is."""
    shown = _state(iso2)
    gaps = gaps_of(named_in_force(shown))
    if not gaps or not shown.is_participating:
        raise Http404
    ready = letter_to(shown, gaps, sender=str(request.user))
    return render(request, "network/letter.html", {"state": shown, "letter": ready})
