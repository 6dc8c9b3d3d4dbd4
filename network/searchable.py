"""What the search finds of the record: States, and for members of the Network its focal points."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from network.models import DirectoryEntry, State
from network.models.search_text import every_word
from network.permissions import may_see_people
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.search import ENOUGH, Hit, Searchable, register_searchable


def find_states(query: str, _reader: Reader) -> Iterator[Hit]:
    for state in State.objects.filter(every_word(query))[:ENOUGH]:
        yield Hit(state.name, state.get_absolute_url(), state.get_participation_display())


def find_focal_points(query: str, reader: Reader) -> Iterator[Hit]:
    """Yield focal points of today; those whose words begin so come first."""
    if may_see_people(reader):
        for entry in DirectoryEntry.objects.best_matches(query)[:ENOUGH]:
            person = entry.appointment.person
            yield Hit(person.in_list, person.get_absolute_url(), person.function)


def register() -> None:
    register_searchable(
        Searchable(10, "states", _("States"), find_states),
        Searchable(20, "focal_points", _("Focal points"), find_focal_points),
    )
