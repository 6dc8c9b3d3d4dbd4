"""What the search finds of the record: States, structures and organisations, fields of work."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import FieldOfWork, Organisation, State
from network.search.facets import FIELD, STATE
from network.search.ranking import Rows, Table
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import EDITORS, Reader, caller_of


def _states(_reader: Reader) -> Rows:
    return State.objects.all()


def _of_states(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for state in rows:
        yield state.pk, Hit(state.name, state.get_absolute_url(), state.get_participation_display())


def _organisations(reader: Reader) -> Rows:
    """The structures of the OSCE, whose pages everybody reads; editors have pages of the others too."""
    return Organisation.objects.all() if caller_of(reader) in EDITORS else Organisation.objects.structures()


def _of_organisations(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows:
        yield row.pk, Hit(row.name, row.get_absolute_url(), row.kind_label)


def _fields(_reader: Reader) -> Rows:
    return FieldOfWork.objects.all()


def _of_fields(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows:
        yield row.pk, Hit(row.name, row.get_absolute_url())


STATES = Table(
    State,
    _states,
    _of_states,
    newest=("name",),
    title="name",
    exact=lambda text: models.Q(iso2__iexact=text) | models.Q(name_fr__iexact=text),
    looks_inside=True,
    facets={STATE: "iso2"},
)
ORGANISATIONS = Table(
    Organisation,
    _organisations,
    _of_organisations,
    newest=("name",),
    title="name",
    exact=lambda text: models.Q(acronym__iexact=text),
    facets={STATE: "state__iso2"},
)
FIELDS = Table(FieldOfWork, _fields, _of_fields, newest=("name",), title="name", facets={FIELD: "slug"})


def register() -> None:
    register_searchable(
        Searchable(10, "states", _("States"), (STATES,)),
        Searchable(15, "organisations", _("Structures and organisations"), (ORGANISATIONS,)),
        Searchable(58, "fields", _("Fields of work"), (FIELDS,), frozenset({"field", "fields"})),
    )
