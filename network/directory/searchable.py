"""What the search finds of the directory: for members of the Network the focal points of today."""

from collections.abc import Mapping, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.actions import reads
from network.directory.queries import Entry, entries
from network.models import DirectoryEntry
from network.models.search_text import Letters, SearchText, at_beginning
from network.permissions import may_see_people
from network.search.facets import STATE, Values, values_of
from network.search.queries import Query
from network.search.ranking import BY_TEXT, BY_TITLE
from network.search.registry import MOST, Hit, Ranked, Searchable, register_searchable
from network.templatetags.network import mailto
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.models import User

_PERSON = "appointment__person__"
_NAMES = SearchText(*(f"{_PERSON}{name}" for name in ("given_name", "family_name", "name_in_script")))


class FocalPoints:
    """The focal points of today, by the index of the directory, which also looks inside words."""

    def vectors(self, _query: Query) -> Sequence[tuple[str, str]]:
        return ()

    def ranked(self, query: Query, reader: Reader) -> Sequence[Ranked]:
        """Return those who match; who is named so comes first. One query."""
        if not may_see_people(reader) or not query.terms or query.is_inside:
            return []
        rows = DirectoryEntry.objects.in_force().matching_terms(query.terms).order_by("sort_key")
        keys = rows.values("pk")[: MOST + 1]
        named = models.Q()
        for word in query.text.split():
            named &= models.Q(names__contains=at_beginning(Letters(models.Value(word))))
        score = models.Case(
            models.When(named, then=models.Value(BY_TITLE + 0.5)), default=models.Value(BY_TEXT)
        )
        best = DirectoryEntry.objects.filter(pk__in=keys).alias(names=_NAMES).annotate(score=score)
        return [Ranked(*row) for row in best.order_by("-score", "sort_key").values_list("pk", "score")]

    def facet_values(self, keys: Sequence[int]) -> Mapping[int, Values]:
        return values_of(DirectoryEntry.objects.filter(pk__in=keys), {STATE: "appointment__state__iso2"})

    def hits(self, keys: Sequence[int], reader: Reader) -> Mapping[int, Hit]:
        """Return the entries as the directory shows them; they count as read. Raises `QuotaExceededError`."""
        if not isinstance(reader, User) or not may_see_people(reader):
            return {}
        lines = list(DirectoryEntry.objects.in_force().filter(pk__in=keys).for_list())
        reads.count_listed((line.appointment.person for line in lines), by=reader)
        return {entry.appointment.pk: _hit(entry) for entry in entries(lines, reader=reader, on=None)}


def _hit(entry: Entry) -> Hit:
    person = entry.person
    service = person.body.name if person.body else ""
    detail = ", ".join(filter(None, (entry.appointment.state.name, person.function, service)))
    facts = tuple(filter(None, (mailto(entry.email), entry.telephone)))
    return Hit(person.in_list, person.get_absolute_url(), detail, facts=facts)


def register() -> None:
    register_searchable(Searchable(20, "focal_points", _("Focal points"), (FocalPoints(),)))
