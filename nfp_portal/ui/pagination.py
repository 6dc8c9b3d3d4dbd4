"""Long lists page by page: the one paginator, shown by `components/pagination.html`."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

__all__ = ["Page", "paginate"]

Row = TypeVar("Row")


def paginate(
    query: QueryDict, rows: QuerySet[Any, Row] | Sequence[Row], size: int, *, parameter: str = "page"
) -> Page[Row]:
    """Return the page that `?page=` asks for: the first without a number, the last beyond the end.

    Where a page has two lists, one of them has a parameter of its own.
    """
    return Paginator(rows, size).get_page(query.get(parameter))
