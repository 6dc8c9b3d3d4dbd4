"""A table whose columns depend on its reader: decided once, shown by `components/table.html`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Column:
    label: Any
    css: str = ""

    @property
    def attributes(self) -> str:
        return flatatt({"class": self.css or None})


@dataclass(frozen=True)
class Row:
    cells: list[SafeString]
    anchor: str = ""

    @property
    def attributes(self) -> str:
        return flatatt({"id": self.anchor or None})

    @property
    def html(self) -> SafeString:
        return format_html_join("", "{}", ((cell,) for cell in self.cells))


@dataclass(frozen=True)
class Table:
    columns: Sequence[Column]
    rows: list[Row]

    @property
    def head(self) -> SafeString:
        heads = ((column.attributes, column.label) for column in self.columns)
        return format_html_join("", '<th scope="col"{}>{}</th>', heads)


def table_of(columns: Sequence[Column], rows: Iterable[tuple[str, Sequence[object]]]) -> Table:
    """Make a table of rows of (anchor, values); the first value is the head of its row."""
    return Table(columns, [Row(_cells(columns, values), anchor) for anchor, values in rows])


def _cells(columns: Sequence[Column], values: Sequence[object]) -> list[SafeString]:
    head, *others = values
    rest = zip(columns[1:], others, strict=True)
    return [
        format_html('<th scope="row">{}</th>', head),
        *(
            format_html('<td{} data-label="{}">{}</td>', column.attributes, column.label, value)
            for column, value in rest
        ),
    ]
