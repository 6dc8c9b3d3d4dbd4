"""The directory's index: one line per appointment, by which it is found and sorted.

The database writes the lines (triggers of the migration `directory_lines`) whenever an appointment, its
person, their agency or the State's names change; nothing else does.
See docs/decisions/0009-directory-lines.md.
"""

import re
from datetime import date, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from network.models.appointments import Appointment
from network.models.people import Person
from network.models.states import State

# Greek, Cyrillic, Armenian and Georgian letters.
_OTHER_SCRIPT = re.compile("[\u0370-\u058f\u10a0-\u10ff]")
# Of words shorter than a trigram only those are found that begin so.
SHORTEST_INSIDE = 3


class Letters(models.Func):
    """`nfp_letters(...)`: what is typed, as the lines have it stored."""

    function = "nfp_letters"
    output_field = models.TextField()


class LatinLetters(models.Func):
    """`nfp_latin(nfp_letters(...))`: what is typed by the Latin letters it sounds like."""

    function = "nfp_latin"
    output_field = models.TextField()

    def __init__(self, words: models.Value) -> None:
        super().__init__(Letters(words))


class _Before(models.Func):
    """What the person's entry said before an instant, as the lines have it stored; NULL if not recorded."""

    arity = 3

    def __init__(self, until: datetime) -> None:
        super().__init__("appointment__person", "state", models.Value(until))


class _FoldedBefore(_Before):
    function = "network_folded_before"
    output_field = models.TextField()


class _TagsBefore(_Before):
    function = "network_tags_before"
    output_field = ArrayField(models.TextField())


class Spellings(models.Func):
    """`nfp_spellings(...)`: words as lines store them, with each other way of writing them."""

    function = "nfp_spellings"
    output_field = models.TextField()


def every_word(words: str, column: str = "folded") -> models.Q:
    """Whether each of the words occurs in the column; a word of one or two letters at a beginning.

    A word in another script than the Latin one is looked for by its sound too: Щербакова finds Shcherbakova,
    and Нурланова finds Нұрланова.
    """
    found = models.Q()
    for word in words.split():
        anywhere = models.Q()
        for letters in (Letters, LatinLetters) if _OTHER_SCRIPT.search(word) else (Letters,):
            typed: models.Func = letters(models.Value(word))
            sought = _at_beginning(typed) if len(word) < SHORTEST_INSIDE else typed
            anywhere |= models.Q((f"{column}__contains", sought))
        found &= anywhere
    return found


def _at_beginning(letters: models.Func) -> models.Func:
    """The letters of a word after a space: lines begin with one."""
    return Concat(models.Value(" "), letters, output_field=models.TextField())


class LineQuerySet(models.QuerySet["DirectoryLine"]):
    def in_force(self, on: date | None = None) -> Self:
        """Keep the lines of appointments in force on `on` (default: today in Vienna)."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(models.Q(ends_on=None) | models.Q(ends_on__gt=day))

    def as_recorded(self, until: datetime) -> Self:
        """Let `matching` and `tagged` ask what was recorded before `until`, or today's entry if nothing was.

        Only entries that changed since are read from the history; no index helps with what they said.
        """
        events = Person.pgh_event_models["update"].objects  # type: ignore[attr-defined] # pghistory adds it
        later = events.filter(pgh_obj=models.OuterRef("appointment__person"), pgh_created_at__gte=until)
        changed = models.Exists(later)
        folded, tags = Coalesce(_FoldedBefore(until), "folded"), Coalesce(_TagsBefore(until), "tags")
        return self.alias(
            words=models.Case(models.When(changed, then=folded), default="folded"),
            marks=models.Case(models.When(changed, then=tags), default="tags"),
        )

    def matching(self, words: str) -> Self:
        """Keep the lines in which each of the words occurs."""
        return self.filter(every_word(words, "words" if "words" in self.query.annotations else "folded"))

    def tagged(self, tags: list[str]) -> Self:
        """Keep the lines that bear all the tags."""
        column = "marks" if "marks" in self.query.annotations else "tags"
        return self.filter(**{f"{column}__contains": tags}) if tags else self

    def best_matches(self, words: str) -> Self:
        """Fetch today's lines that match, first those in which the first word begins a word."""
        first, *_others = words.split()
        beginning = _at_beginning(Letters(models.Value(first)))
        begins = models.Case(models.When(folded__contains=beginning, then=0), default=1)
        return self.in_force().matching(words).with_people().order_by(begins, "place")

    def with_people(self) -> Self:
        """Fetch all that the directory shows of a line; two queries more, for States and their earlier names.

        What is searched stays in the database: it is as long as all the rest.
        """
        person = "appointment__person"
        return (
            self.select_related(f"{person}__agency", f"{person}__organisation")
            .prefetch_related("appointment__state__former_names")
            .defer("folded", "tags", f"{person}__agency__folded")
        )


class DirectoryLine(models.Model):
    """`place` sorts by State, family name and given name in one alphabet; `folded` holds what is searched.

    `place` is unique: pages of the directory begin after one and end before another. `tags` answer the
    filters: "region:…", "kind:…" (of the agency), "language:…", "topic:…".
    """

    appointment = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.DO_NOTHING, related_name="line"
    )
    state = models.ForeignKey(State, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    place = models.TextField(db_collation="C", unique=True)
    folded = models.TextField()
    tags = ArrayField(models.TextField(), default=list)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ("place",)
        indexes = (
            models.Index(fields=["state", "place"], name="line_by_state"),
            GinIndex(fields=["folded"], name="line_folded", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["tags"], name="line_tags"),
        )

    def __str__(self) -> str:
        return self.folded.strip()


# What of an entry itself stands in its lines.
_OWN_TEXT = models.Func(
    models.Value(" "),
    *map(models.F, ("given_name", "family_name", "name_in_script", "function", "unit")),
    function="concat_ws",
    output_field=models.TextField(),
)


def find_people(words: str) -> models.QuerySet[Person]:
    """Return the people whom a line of any day matches, or whose whole address this is.

    Those who never had an appointment have no line and are few: they are matched by their entry itself.
    """
    without = ~models.Exists(Appointment.objects.filter(person=models.OuterRef("pk")))
    matches = DirectoryLine.objects.matching(words).values("appointment__person")
    people = Person.objects.kept().alias(
        folded=Concat(models.Value(" "), Spellings(_OWN_TEXT), output_field=models.TextField())
    )
    return people.filter(models.Q(pk__in=matches) | (without & every_word(words)) | models.Q(email=words))
