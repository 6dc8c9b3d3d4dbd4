"""The directory's index: one line per appointment, by which it is found and sorted.

The database writes the lines (triggers of the migration `directory_lines`) whenever an appointment, its
person, their agency or the State's names change; nothing else does.
See docs/decisions/0009-directory-entries.md.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from network.models.appointments import Appointment
from network.models.people import Person
from network.models.search_text import SearchText, every_term, every_word
from network.models.states import State

STATE_SHOWN = ("iso2", "name", "name_in_text", "protocol_order")
PERSON_SHOWN = (
    *("key", "user", "given_name", "family_name", "function", "confirmed_on"),
    *("email", "email_visibility", "telephone", "telephone_visibility"),
)


class _Before(models.Func):
    """What the person's entry said before an instant, as the lines have it stored; NULL if not recorded."""

    arity = 3

    def __init__(self, until: datetime) -> None:
        super().__init__("appointment__person", "state", models.Value(until))


class _SearchTextBefore(_Before):
    function = "network_folded_before"
    output_field = models.TextField()


class _FacetsBefore(_Before):
    function = "network_tags_before"
    output_field = ArrayField(models.TextField())


class DirectoryEntryQuerySet(models.QuerySet["DirectoryEntry"]):
    def in_force(self, on: date | None = None) -> Self:
        """Keep the lines of appointments in force on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(models.Q(ends_on=None) | models.Q(ends_on__gt=day))

    def as_recorded(self, until: datetime) -> Self:
        """Let `matching` and `with_facets` compare with what was recorded before `until`, else with today's.

        Only entries that changed since are read from the history; no index helps with what they said.
        """
        events = Person.pgh_event_models["update"].objects  # type: ignore[attr-defined] # pghistory adds it
        later = events.filter(pgh_obj=models.OuterRef("appointment__person"), pgh_created_at__gte=until)
        changed = models.Exists(later)
        search_text, facets = (
            Coalesce(_SearchTextBefore(until), "search_text"),
            Coalesce(_FacetsBefore(until), "facets"),
        )
        return self.alias(
            search_text_then=models.Case(models.When(changed, then=search_text), default="search_text"),
            facets_then=models.Case(models.When(changed, then=facets), default="facets"),
        )

    def matching(self, query: str) -> Self:
        """Keep the lines in which each of the words occurs."""
        return self.filter(every_word(query, self._text_column))

    def matching_terms(self, terms: Iterable[Sequence[tuple[str, bool]]]) -> Self:
        """Keep the lines in which each term occurs, written in one of its ways (`every_term`)."""
        return self.filter(every_term(terms, self._text_column))

    @property
    def _text_column(self) -> str:
        return "search_text_then" if "search_text_then" in self.query.annotations else "search_text"

    def with_facets(self, facets: list[str]) -> Self:
        """Keep the lines that have all the facets."""
        column = "facets_then" if "facets_then" in self.query.annotations else "facets"
        return self.filter(**{f"{column}__contains": facets}) if facets else self

    def with_people(self) -> Self:
        """Fetch all that the directory shows of a line; two queries more, for States and their earlier names.

        What is searched stays in the database: it is as long as all the rest.
        """
        person = "appointment__person"
        return (
            self.select_related(f"{person}__agency", f"{person}__organisation")
            .prefetch_related("appointment__state__former_names")
            .defer("search_text", "facets", f"{person}__agency__folded")
        )

    def for_list(self) -> Self:
        """Fetch what a row of the list shows and nothing else: half the time of `with_people`, no more query.

        The State's earlier names are not among it; each other field asks the database row by row.
        """
        state, person = "appointment__state", "appointment__person"
        shown = {state: STATE_SHOWN, person: PERSON_SHOWN}
        shown |= dict.fromkeys((f"{person}__agency", f"{person}__organisation"), ("name", "kind"))
        columns = [f"{path}__{name}" for path, names in shown.items() for name in names]
        return self.select_related(*shown).only(*columns)


class DirectoryEntry(models.Model):
    """How the directory finds, filters and sorts an appointment; triggers write the rows.

    `sort_key` sorts by State, family name and given name in one alphabet; it is unique: pages of the
    directory begin after one and end before another. `search_text` holds what is searched. `facets`
    answer the filters: "region:…", "kind:…" (of the agency), "language:…", "topic:…".
    """

    appointment = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.DO_NOTHING, related_name="directory_entry"
    )
    state = models.ForeignKey(State, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    sort_key = models.TextField(db_collation="C", unique=True)
    search_text = models.TextField()
    facets = ArrayField(models.TextField(), default=list)

    objects = DirectoryEntryQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key",)
        indexes = (
            models.Index(fields=["state", "sort_key"], name="entry_by_state"),
            GinIndex(fields=["search_text"], name="entry_search_text", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["facets"], name="entry_facets"),
        )

    def __str__(self) -> str:
        return self.search_text.strip()


# What of an entry itself stands in its lines.
_OWN_TEXT = ("given_name", "family_name", "name_in_script", "function", "unit")


def find_people(query: str) -> models.QuerySet[Person]:
    """Return the people whom a line of any day matches, or whose whole address this is.

    Those who never had an appointment have no line and are few: they are matched by their entry itself.
    """
    without = ~models.Exists(Appointment.objects.filter(person=models.OuterRef("pk")))
    matches = DirectoryEntry.objects.matching(query).values("appointment__person")
    people = Person.objects.kept().alias(search_text=SearchText(*_OWN_TEXT))
    return people.filter(models.Q(pk__in=matches) | (without & every_word(query)) | models.Q(email=query))
