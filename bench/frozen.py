"""The contender of the pages, which stays as it is: the same columns in the same base.html, by `values()`.

A plain Django page: one query, a loop, no components, no filters. It answers under /frozen/.
"""
# ruff: noqa: E501 - templates

from functools import cache
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from meetings.models import AgendaItem, Document, Meeting, Objective
from meetings.participation.models import Participant
from network.models import Appointment, State

_HEAD = '{% extends "base.html" %}{% block title %}Frozen{% endblock %}{% block content %}'
_DIRECTORY = (
    _HEAD
    + """<h1>Focal points</h1><div class="table-wrap"><table class="table table--cards">
<thead><tr><th>State</th><th>Focal point</th><th>Service</th><th>Contact</th><th>Last confirmed</th></tr></thead>
<tbody>{% for row in rows %}<tr>
<th scope="row"><span class="code-box">{{ row.state__iso2 }}</span> {{ row.state__name }}</th>
<td data-label="Focal point"><a href="/people/{{ row.person__key }}/"><strong>{{ row.person__family_name }}, \
{{ row.person__given_name }}</strong></a> <span class="table__second">{{ row.person__function }}</span></td>
<td data-label="Service">{{ row.person__agency__name }} <span>{{ row.person__agency__kind }}</span></td>
<td data-label="Contact"><a href="mailto:{{ row.person__email }}">{{ row.person__email }}</a>
<span class="table__second">{{ row.person__telephone }}</span></td>
<td data-label="Last confirmed">{{ row.person__confirmed_on|date:"j M Y" }}</td>
</tr>{% endfor %}</tbody></table></div>{% endblock %}"""
)
_STATES = (
    _HEAD
    + """<h1>States</h1><ul class="tilemap__grid">{% for row in rows %}
<li class="tile-c{{ row.tile_column }} tile-r{{ row.tile_row }}"><a class="tile" href="/states/{{ row.iso2 }}/" \
title="{{ row.name }}">{{ row.iso2 }}</a></li>{% endfor %}</ul>
<table class="table table--cards"><tbody>{% for row in rows %}<tr>
<th scope="row"><span class="code-box">{{ row.iso2 }}</span> <a href="/states/{{ row.iso2 }}/">{{ row.name }}</a></th>
<td data-label="Sub-region">{{ row.sub_region }}</td>
<td data-label="Coverage">{{ row.confirmed }} confirmed</td><td data-label="Focal points">{{ row.appointed }}</td>
</tr>{% endfor %}</tbody></table>{% endblock %}"""
)
_MEETING = (
    _HEAD
    + """<h1>{{ meeting.title }}</h1><p>{{ meeting.starts_on }} – {{ meeting.ends_on }}, {{ meeting.venue }}</p>
<p>{{ meeting.about }}</p><ol>{% for row in objectives %}<li>{{ row.text }}</li>{% endfor %}</ol>
<ol class="agenda">{% for row in items %}<li class="agenda__item">{{ row.day }} {{ row.begins|time:"H:i" }}
<h3>{{ row.title }}</h3><p>{{ row.note }}</p><p>{{ row.location }} {% for one in row.panel.all %}{{ one.name }}, {{ one.function }}, {{ one.body }} {% endfor %}</p>
</li>{% endfor %}</ol><ul>{% for row in papers %}<li>{{ row.title }}</li>{% endfor %}</ul>
<ul class="tilemap__grid">{% for row in states %}<li class="tile-c{{ row.state__tile_column }} \
tile-r{{ row.state__tile_row }}"><span class="tile">{{ row.state__iso2 }}</span></li>{% endfor %}</ul>
<p>{{ number }} participants</p>{% endblock %}"""
)
_PERSON = (
    *("key", "family_name", "given_name", "function", "email", "telephone", "confirmed_on"),
    *("agency__name", "agency__kind"),
)


@cache
def _template(source: str) -> Any:
    return engines["django"].from_string(source)


def _page(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    return HttpResponse(_template(source).render(context, request))


def directory(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    in_force = Appointment.objects.filter(starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )
    columns = ("state__iso2", "state__name", *(f"person__{name}" for name in _PERSON))
    rows = in_force.order_by("state__name", "person__family_name").values(*columns)[:100]
    return _page(request, _DIRECTORY, rows=rows)


def states(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    in_force = Q(appointments__starts_on__lte=today) & (
        Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=today)
    )
    confirmed = in_force & Q(appointments__person__confirmed_on__isnull=False)
    counted = State.objects.filter(participation="participating").annotate(
        appointed=Count("appointments", filter=in_force), confirmed=Count("appointments", filter=confirmed)
    )
    columns = ("iso2", "name", "sub_region", "tile_column", "tile_row", "appointed", "confirmed")
    return _page(request, _STATES, rows=counted.order_by("name").values(*columns))


def meeting(request: HttpRequest) -> HttpResponse:
    shown = Meeting.objects.get(slug="10")
    people = Participant.objects.filter(meeting=shown)
    return _page(
        request,
        _MEETING,
        meeting=shown,
        objectives=Objective.objects.filter(meeting=shown).order_by("position").values("text"),
        items=AgendaItem.objects.filter(meeting=shown).order_by("day", "position").prefetch_related("panel"),
        papers=Document.objects.filter(meeting=shown).order_by("position").values("title"),
        states=people.exclude(state=None)
        .order_by("state__name")
        .values("state__iso2", "state__tile_column", "state__tile_row")
        .distinct(),
        number=people.count(),
    )


urlpatterns = [
    path("frozen/network/", directory),
    path("frozen/states/", states),
    path("frozen/meetings/10/", meeting),
    path("", include("nfp_portal.urls")),
]
