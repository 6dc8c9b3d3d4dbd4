"""The time zones a meeting may have: those of the capitals first, then the other regions of the tz database.

`zone.tab` (tzdata) names each region once: no aliases and no former spellings.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nfp_portal.ui.spelling import slug_of

SECRETARIAT_ZONE = "Europe/Vienna"
PARTICIPATING = 57  # the first rows of the file of capitals; the Partners for Co-operation follow
# Nobody meets there, or whose they are is disputed: the zone of the State's capital serves.
LEFT_OUT = ("Antarctica/", "Asia/Famagusta", "Europe/Simferopol")
CAPITALS_FILE = Path(__file__).parent / "reference" / "capitals.csv"

Choices = list[tuple[str | Promise, list[tuple[str, str]]]]


class Capital(NamedTuple):
    state: str
    city: str
    zone: str


@cache
def capitals() -> tuple[Capital, ...]:
    """The capitals of the participating States, then those of the Partners, each by code of the State."""
    with CAPITALS_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Capital(**row) for row in csv.DictReader(file))


@cache
def regions() -> dict[str, str]:
    """Each zone with the code of its State (ISO 3166)."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows if not row[2].startswith(LEFT_OUT)}


def is_known(zone: str) -> bool:
    return zone in regions()


def city_of(zone: str) -> str:
    """The city a zone is called by: the capital that has it, else the city in its name."""
    return _capital_of_zone().get(zone) or _own_city(zone)


def zone_of(city: str, state: str = "") -> str:
    """Return the zone of a city in a State (its code); "" where that does not follow from the two.

    A city that no table names has the zone of the State, if the State has but one clock. Without a city and
    a State it is the zone of the Secretariat.
    """
    if not city.strip() and not state:
        return SECRETARIAT_ZONE
    return zone_of_named_city(city, state) or _only_zone_of(state)


def zone_of_named_city(city: str, state: str = "") -> str:
    """Return the zone of a capital or of a city that names a zone; "" for any other."""
    slug = slug_of(city.split(",", maxsplit=1)[0])
    matches = [each for each in _cities().get(slug, ()) if state in {"", each.state}]
    return matches[0].zone if matches else ""


def is_in_state(zone: str, state: str) -> bool:
    return regions().get(zone) == state


@cache
def choices() -> Choices:
    """The zones in groups, as a form offers them: (group, [(zone, city)])."""
    own = {capital.zone for capital in capitals()}
    others = sorted((_own_city(zone), zone) for zone in regions() if zone not in own)
    return [
        (_("Capitals of participating States"), _by_city(capitals()[:PARTICIPATING])),
        (_("Capitals of Partners for Co-operation"), _by_city(capitals()[PARTICIPATING:])),
        (_("Other places"), [(zone, city) for city, zone in others]),
    ]


def _by_city(rows: tuple[Capital, ...]) -> list[tuple[str, str]]:
    return sorted(((row.zone, row.city) for row in rows), key=lambda pair: slug_of(pair[1]))


def _own_city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def _capital_of_zone() -> dict[str, str]:
    return {capital.zone: capital.city for capital in capitals()}


@cache
def _cities() -> dict[str, list[Capital]]:
    """Return the cities of each name, capitals before cities that name a zone."""
    named: dict[str, list[Capital]] = defaultdict(list)
    for each in (*capitals(), *_zone_cities()):
        named[slug_of(each.city)].append(each)
    return dict(named)


def _zone_cities() -> Iterator[Capital]:
    for zone, state in regions().items():
        yield Capital(state, _own_city(zone), zone)


def _only_zone_of(state: str) -> str:
    """The capital's zone, if all clocks of the State agree in winter and in summer."""
    capital = next((each.zone for each in capitals() if each.state == state), "")
    clocks = {_offsets(zone) for zone, code in regions().items() if code == state}
    return capital if len(clocks) == 1 else ""


def _offsets(zone: str) -> tuple[object, ...]:
    year = timezone.now().year
    return tuple(datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))
