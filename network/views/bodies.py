"""The OSCE's structures and fields of work, each with what the portal holds about it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.labels import time_in_words
from network.models import Appointment, FieldOfWork, Organisation, OrganisationKind
from network.permissions import may_record, may_see_people
from network.sections import Line, head_parts_of, numbers_by_field, sections_of, sections_of_field
from network.templatetags.network import link
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.filters import Facet, ListFilter

LABELS = {
    OrganisationKind.FIELD_OPERATION: gettext_lazy("Field operations"),
    OrganisationKind.OSCE_UNIT: gettext_lazy("Secretariat units and institutions"),
}


@allow(ANYONE)
def fields(request: HttpRequest) -> HttpResponse:
    """List the fields of work, and how much the portal holds about each for this reader."""
    numbers = numbers_by_field(request.user)
    lines = [
        Line(
            field.name,
            field.get_absolute_url(),
            " · ".join(
                f"{title}: {by_field[field.pk]}" for title, by_field in numbers if field.pk in by_field
            ),
        )
        for field in FieldOfWork.objects.all()
    ]
    return render(request, "network/fields.html", {"lines": lines})


@allow(ANYONE)
def field(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(FieldOfWork, slug=slug)
    context = {
        "field": shown,
        "head_parts": head_parts_of(shown, request.user),
        "sections": sections_of_field(shown, request.user),
        "people": _people_of(shown) if may_see_people(request.user) else None,
    }
    return render(request, "network/field.html", context)


def _people_of(shown: FieldOfWork) -> Button | None:
    """Lead to the focal points who name the field; None where there is none."""
    in_force = Appointment.objects.in_force().filter(person__topics__contains=[shown.name])
    number = in_force.values("person").distinct().count()
    text = ngettext("%(number)d focal point works on it", "%(number)d focal points work on it", number)
    url = f"{reverse('network:directory:list')}?{urlencode({'topic': shown.name})}"
    return Button(text % {"number": number}, url) if number else None


@allow(ANYONE)
def structures(request: HttpRequest) -> HttpResponse:
    """List them by kind, with `?kind=` those of one."""
    narrowing = ListFilter(request.GET, "", [Facet("kind", _("Kind"), LABELS, "kind", _("Any kind"))])
    rows = (
        narrowing.narrow(Organisation.objects.structures()).select_related("state").order_by("kind", "name")
    )
    groups = [
        (LABELS[OrganisationKind(kind)], list(listed)) for kind, listed in groupby(rows, lambda row: row.kind)
    ]
    clear_url = reverse("network:structures") if narrowing.is_used else ""
    context = {"groups": groups, "filter": narrowing, "clear_url": clear_url}
    return render(request, "network/structures.html", context)


@allow(ANYONE)
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Organisation.objects.structures().select_related("state", "parent")
    shown = get_object_or_404(rows, slug=slug)
    context: dict[str, Any] = {
        "organisation": shown,
        "facts": list(_facts(shown)),
        "units": shown.units.all(),
        "sections": sections_of(shown, request.user),
        "edits_contacts": may_record(request.user),
    }
    if may_record(request.user):
        context["contacts"] = shown.contacts.all()
    return render(request, "network/structure.html", context)


def _facts(shown: Organisation) -> Iterator[tuple[str, str | SafeString]]:
    """Yield what is recorded of a structure, as term and text; what every one has may be *not recorded*."""
    unknown = _("not recorded")
    yield _("Acronym"), shown.acronym or unknown
    if shown.aliases:
        yield _("Also called"), "; ".join(shown.aliases)
    if shown.kind == OrganisationKind.FIELD_OPERATION:
        yield _("Host State"), link(shown.state) or unknown
    else:
        yield _("Part of"), link(shown.parent) or unknown
        yield _("Seat"), shown.seat or unknown
    yield _("Since"), time_in_words(shown.started) or unknown
    if shown.ended:
        yield _("Until"), time_in_words(shown.ended)
    yield _("Source"), shown.source or unknown
