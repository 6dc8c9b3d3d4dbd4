"""Entries that look like the same person, and those known not to be."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from network.models.people import Person

# Equal keys within one State make two entries look alike; the reader judges. Words of a name count in any
# order: lists from offices often have the family name first. What more than twenty share tells nobody apart.
_ALIKE = """
    WITH unmerged AS (
        SELECT id, coalesce(state_id, 0) AS state,
               nfp_fold(given_name) AS given, nfp_fold(family_name) AS family,
               nfp_fold(name_in_script) AS script, regexp_replace(mobile, '[^0-9]', '', 'g') AS mobile
        FROM network_person WHERE merged_into_id IS NULL
    ), keyed AS (
        SELECT id, state, 'name' AS reason,
               (SELECT string_agg(word, ' ' ORDER BY word)
                FROM regexp_split_to_table(given || ' ' || family, '[^[:alnum:]]+') AS word) AS value
        FROM unmerged
        UNION ALL SELECT id, state, 'initial', family || ' ' || left(given, 1) FROM unmerged
        UNION ALL SELECT id, state, 'script', script FROM unmerged WHERE script <> ''
        UNION ALL SELECT id, state, 'mobile', mobile FROM unmerged WHERE mobile <> ''
    ), shared AS (
        SELECT state, reason, value FROM keyed GROUP BY state, reason, value HAVING count(*) BETWEEN 2 AND 20
    )
    SELECT one.id, other.id, array_agg(one.reason ORDER BY one.reason)
    FROM shared JOIN keyed one USING (state, reason, value) JOIN keyed other USING (state, reason, value)
    WHERE one.id < other.id
      AND NOT EXISTS (SELECT 1 FROM network_notduplicate WHERE first_id = one.id AND second_id = other.id)
    GROUP BY one.id, other.id ORDER BY count(*) DESC, one.id, other.id LIMIT %s
"""
# Pairs on the page; deciding on one makes room for the next.
AT_MOST = 100
REASONS = {
    "name": _("the same name"),
    "initial": _("the same family name and initial"),
    "script": _("the same name in original script"),
    "mobile": _("the same mobile telephone"),
}


class NotDuplicate(models.Model):
    """Two entries that look alike, and somebody of the secretariat knows they are two people."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_marked_distinct_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="the_older_entry_comes_first"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"


@dataclass(frozen=True)
class LookAlike:
    """Two entries of one State that may be one person; the older entry comes first."""

    first: Person
    second: Person
    reasons: tuple[str, ...]

    @property
    def why(self) -> list[str]:
        shown = [name for name in self.reasons if not (name == "initial" and "name" in self.reasons)]
        return [str(REASONS[name]) for name in shown]


def look_alikes(at_most: int = AT_MOST) -> list[LookAlike]:
    """The pairs most alike first, without those told apart; two queries at any number of people."""
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [at_most])
        rows = cursor.fetchall()
    named = {pk for first, second, _reasons in rows for pk in (first, second)}
    people = Person.objects.select_related("state", "agency").in_bulk(named)
    return [LookAlike(people[first], people[second], tuple(reasons)) for first, second, reasons in rows]
