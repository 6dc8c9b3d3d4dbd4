"""What narrows a list: words, and facets whose choices say how many rows each keeps.

Shown by `components/filters.html`, as is any other form that narrows a list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from nfp_portal.text.forms import Form
from nfp_portal.ui.search import LONGEST

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")
Label: TypeAlias = "StrPromise | str"


@dataclass(frozen=True)
class Facet:
    """A choice among the values of a column of the rows; `choices` are their labels by value.

    Without a `column` the view narrows by it itself, and nothing is counted. `nothing_chosen` is the label of
    keeping all.
    """

    name: str
    label: Label
    choices: Mapping[Any, Label]
    column: str = ""
    nothing_chosen: Label = ""


class ListFilter(Form):
    """Words (`?q=`) and facets of an address. A value that is none of its facet is an error at its field.

    Without a `label` for the words there are none.
    """

    def __init__(self, params: QueryDict, label: Label, facets: Iterable[Facet]) -> None:
        super().__init__(params.dict(), auto_id="filter-%s")
        self.facets = list(facets)
        if label:
            widget = forms.TextInput(attrs={"type": "search"})
            self.fields["q"] = forms.CharField(label=label, max_length=LONGEST, required=False, widget=widget)
        for facet in self.facets:
            choices = [("", facet.nothing_chosen or _("Any")), *facet.choices.items()]
            self.fields[facet.name] = forms.ChoiceField(
                label=facet.label,
                choices=choices,
                required=False,
                error_messages={"invalid_choice": _("Choose one of the list.")},
            )

    @property
    def query(self) -> str:
        return self.chosen("q")

    def chosen(self, name: str) -> str:
        """Return what is chosen; "" where nothing, or nothing valid, is."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def narrow(self, rows: Rows) -> Rows:
        """Keep the rows that the facets choose, none for an invalid choice; count beforehand what each keeps.

        A query for each facet with a column.
        """
        counted = [facet for facet in self.facets if facet.column]
        for facet in counted:
            numbers = rows.order_by().values_list(facet.column).annotate(number=models.Count("pk"))
            self.offer(facet, dict(numbers))
        if not self.is_valid():
            return rows.none()
        chosen = {facet.column: self.chosen(facet.name) for facet in counted}
        return rows.filter(**{column: value for column, value in chosen.items() if value})

    def offer(self, facet: Facet, numbers: Mapping[Any, int]) -> None:
        """Offer the values that some row has, each with how many rows have it, and the one that is chosen."""
        used = {value: label for value, label in facet.choices.items() if value in numbers}
        offered = [(value, f"{label} ({numbers[value]})") for value, label in used.items()]
        chosen = self.data.get(facet.name, "")
        if chosen in facet.choices and chosen not in numbers:
            offered.append((chosen, f"{facet.choices[chosen]} (0)"))
        widget = cast("forms.Select", self.fields[facet.name].widget)
        widget.choices = [("", str(facet.nothing_chosen or _("Any"))), *offered]
