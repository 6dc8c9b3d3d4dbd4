"""What narrows a search besides the kind: State, field of work and year, each choice with its number."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from network.facets import field_facet, state_facet
from nfp_portal.ui.filters import Facet, ListFilter

STATE, FIELD, YEAR = "state", "field", "year"
# The values of a row by the name of the facet; a row may have several of one.
Values = Mapping[str, frozenset[str]]
NO_VALUES: Values = {}


def values_of(rows: models.QuerySet[models.Model], columns: Mapping[str, str]) -> dict[int, Values]:
    """Return the values of rows by primary key, from the columns of facets; one query."""
    values: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, *row in rows.order_by().values_list("pk", *columns.values()):
        for name, value in zip(columns, row, strict=True):
            if value is not None:
                values[key][name].add(str(value))
    return {key: {name: frozenset(some) for name, some in by_name.items()} for key, by_name in values.items()}


@dataclass(frozen=True)
class Narrowing:
    """The facets of an address, for rows with these values."""

    form: ListFilter

    @classmethod
    def of(cls, parameters: QueryDict, rows: Sequence[Values]) -> "Narrowing":
        """Offer what some row has, and what is chosen; two queries where there are rows."""
        used = {name for values in rows for name in values} | {
            name for name in (STATE, FIELD, YEAR) if parameters.get(name)
        }
        facets = [each for each in _facets(rows) if each.name in used] if rows else []
        return cls(ListFilter(parameters, "", facets))

    def keeps(self, values: Values, *, but: str = "") -> bool:
        """Whether a row has what is chosen, of all facets `but` one; nothing has what no facet knows."""
        if not self.form.is_valid():
            return False
        chosen = ((each.name, self.form.chosen(each.name)) for each in self.form.facets if each.name != but)
        return all(not value or value in values.get(name, ()) for name, value in chosen)

    def offer(self, rows: Sequence[Values]) -> None:
        """Say of each choice how many of these rows it keeps beside what is chosen of the other facets."""
        for facet in self.form.facets:
            kept = (values for values in rows if self.keeps(values, but=facet.name))
            self.form.offer(facet, Counter(value for values in kept for value in values.get(facet.name, ())))


def _facets(rows: Sequence[Values]) -> list[Facet]:
    years = sorted({year for values in rows for year in values.get(YEAR, ())}, reverse=True)
    return [
        state_facet(""),
        field_facet(),
        Facet(YEAR, _("Year"), {year: year for year in years}, nothing_chosen=_("Any year")),
    ]
